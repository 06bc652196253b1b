"""Reading the snippets of the Code way from their files: one YAML file a snippet, every fault with its line."""

import ast
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.base import InvalidInput
from core.learning.code_snippet import Choice, CodeSnippet, Condition
from core.learning.form_file import load_folder, read_form_file
from core.learning.lesson_yaml import SLUG


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_min_length=1, str_strip_whitespace=True)


class ConditionForm(_Strict):
    """What a run must have come to, for a choice to be what came out."""

    raises: str | None = None
    type: str | None = None
    value: str | None = None
    least: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "ConditionForm":
        if not self.model_fields_set:
            raise ValueError("says nothing")
        if self.raises is not None and len(self.model_fields_set) > 1:
            raise ValueError("has both an exception and a value, and a run has one of them")
        if self.least is not None and self.below is not None and not self.least < self.below:
            raise ValueError("has a range with nothing in it")
        return self


class ChoiceForm(_Strict):
    """One choice. Without ``when`` it is something that people expect and that cannot come out."""

    id: str = Field(pattern=SLUG)
    text: str = Field(max_length=120)
    when: ConditionForm | None = None


class SnippetForm(_Strict):
    """A snippet's file."""

    id: str = Field(pattern=SLUG)
    rev: int = Field(default=1, ge=1)
    order: int = Field(ge=1)
    title: str = Field(max_length=60)
    ask: str = Field(max_length=200)
    code: str = Field(max_length=1200)
    choices: list[ChoiceForm] = Field(min_length=2, max_length=4)
    why: str = Field(max_length=400)

    @field_validator("code")
    @classmethod
    def _ends_in_a_value(cls, code: str) -> str:
        try:
            tree = ast.parse(code)
        except SyntaxError as error:
            raise ValueError(f"is not Python ({error.msg}, line {error.lineno} of it)") from error
        if not isinstance(tree.body[-1], ast.Expr):
            raise ValueError("does not end in an expression, so that nothing would come back")
        return code

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> "SnippetForm":
        for name in ("id", "text"):
            if len({getattr(choice, name) for choice in self.choices}) < len(self.choices):
                raise ValueError(f"two choices have the same {name}")
        if all(choice.when is None for choice in self.choices):
            raise ValueError("no choice can come out: say of one when it does")
        return self


def load_snippets(folder: Path) -> tuple[CodeSnippet, ...]:
    """All snippets (*.yaml) of a folder by their ``order``; raises InvalidInput with the faults of all files."""
    return load_folder(folder, parse_snippet)


def parse_snippet(name: str, raw: bytes) -> CodeSnippet:
    """The snippet in the bytes of a file; ``name`` is what faults call it."""
    yaml, form = read_form_file(SnippetForm, name, raw)
    faults = [
        yaml.fault(("choices", place), f"comes out whenever {before.id!r} does", "set their conditions apart")
        for place, choice in enumerate(form.choices)
        for before in form.choices[:place]
        if choice.when is not None and choice.when == before.when
    ]
    if faults:
        raise InvalidInput(faults)
    choices = tuple(
        Choice(id=one.id, text=one.text, when=Condition(**one.when.model_dump()) if one.when else None)
        for one in form.choices
    )
    return CodeSnippet(**form.model_dump(exclude={"choices"}), choices=choices)
