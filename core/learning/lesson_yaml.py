"""YAML inside a lesson: read safely, checked by a pydantic model, every fault with its line."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from core.learning.lesson_faults import Complaints

Form = TypeVar("Form", bound=BaseModel)
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_min_length=1, str_strip_whitespace=True)


class NextForm(_Strict):
    """One entry of ``next`` in the front matter."""

    page: str = Field(pattern=SLUG)
    label: str


class FrontMatter(_Strict):
    """The head of a lesson file."""

    id: str = Field(pattern=SLUG)
    title: str
    summary: str
    order: int = Field(ge=1)
    given: dict[str, float] = Field(default_factory=dict)
    next: list[NextForm] = Field(min_length=1)


class ChoiceForm(_Strict):
    """One choice of a self-check."""

    id: str = Field(pattern=SLUG)
    text: str
    reply: str
    correct: bool = False


class SelfCheckForm(_Strict):
    """A self-check block: distinct choices, exactly one of them correct."""

    id: str = Field(pattern=SLUG)
    question: str
    choices: list[ChoiceForm] = Field(min_length=2, max_length=5)
    explanation: str

    @model_validator(mode="after")
    def _one_key(self) -> "SelfCheckForm":
        _distinct(self.choices)
        if sum(choice.correct for choice in self.choices) != 1:
            raise ValueError("exactly one choice must be marked correct: true")
        return self


class GuessForm(_Strict):
    """One choice of a prediction."""

    id: str = Field(pattern=SLUG)
    text: str
    reply: str = ""
    correct: bool = False
    below: float | None = None


class PredictForm(_Strict):
    """A prediction: one choice is correct, or a measure of the run decides between ranges of it."""

    id: str = Field(pattern=SLUG)
    question: str
    measure: str | None = None
    choices: list[GuessForm] = Field(min_length=2, max_length=5)
    explanation: str

    @model_validator(mode="after")
    def _one_holds(self) -> "PredictForm":
        _distinct(self.choices)
        below = [choice.below for choice in self.choices]
        correct = sum(choice.correct for choice in self.choices)
        if self.measure is None:
            if correct != 1 or any(bound is not None for bound in below):
                raise ValueError(
                    "without a measure, exactly one choice must be marked correct: true, none below"
                )
            return self
        bounds = [bound for bound in below[:-1] if bound is not None]
        if correct or below[-1] is not None or len(bounds) < len(below) - 1 or bounds != sorted(set(bounds)):
            raise ValueError(
                "with a measure, every choice but the last needs below:, rising, and none correct:"
            )
        return self


def _distinct(choices: Sequence[ChoiceForm | GuessForm]) -> None:
    if len({choice.id for choice in choices}) < len(choices):
        raise ValueError("two choices have the same id")
    if len({choice.text for choice in choices}) < len(choices):
        raise ValueError("two choices have the same text")


def given_in(head: str) -> dict[str, float]:
    """The premises that the front matter states under ``given``; {} if it cannot be read (read_form says why).

    >>> given_in("id: a\\ngiven: {rate: 40}")
    {'rate': 40}
    """
    try:
        data = YAML(typ="rt").load(head)
    except (YAMLError, ValueError):
        return {}
    given = data.get("given") if isinstance(data, dict) else None
    numbers = given.items() if isinstance(given, dict) else ()
    return {str(name): value for name, value in numbers if isinstance(value, int | float)}


def read_form(
    form: type[Form], text: str, complaints: Complaints, *, first_line: int, name: str
) -> Form | None:
    """``text`` as a ``form``; None, and every fault complained of, if it does not fit.

    first_line: the line of the file on which ``text`` begins. name: what the block is called in complaints.
    """
    try:
        # The round-trip reader is as safe as "safe" (it builds no objects) and also keeps the lines.
        data = YAML(typ="rt").load(text)
    except (YAMLError, ValueError) as error:  # a tag such as !!int brings the bare error of int()
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or str(error)
        complaints.add(line, name, f"is not YAML ({problem})", "write one key: value a line, each key once")
        return None
    try:
        return form.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            line = first_line + _line_of(data, detail["loc"])
            _complain(complaints, line, name, detail["loc"], detail["msg"])
        return None


def _complain(complaints: Complaints, line: int, name: str, loc: tuple[int | str, ...], message: str) -> None:
    path = ".".join([name, *map(str, loc)])
    problem = message.removeprefix("Value error, ")
    complaints.add(line, path, problem[0].lower() + problem[1:], f"correct the {name}")


def _line_of(data: Any, loc: tuple[int | str, ...]) -> int:
    """Line, from 0, of the deepest part of ``loc`` that exists in ``data``."""
    line = 0
    for key in loc:
        if isinstance(data, CommentedMap) and key in data:
            line = data.lc.key(key)[0]
        elif isinstance(data, CommentedSeq) and key in range(len(data)):
            line = data.lc.item(key)[0]
        else:
            break
        data = data[key]
    return line
