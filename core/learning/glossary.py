"""The glossary: the words a newcomer may not know, each with one plain sentence, read from one YAML file."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.base import Fault, InvalidInput
from core.learning.form_file import bytes_of, read_form_file
from core.learning.lesson_yaml import SLUG

LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term, all the ways in which a text writes it (the term itself among them), and what it means."""

    id: str
    term: str
    forms: tuple[str, ...]
    says: str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_min_length=1, str_strip_whitespace=True)


class TermForm(_Strict):
    """One entry. forms: other spellings; an empty list says that the term itself is never marked in a text."""

    id: str = Field(pattern=SLUG)
    term: str = Field(max_length=40)
    forms: list[str] | None = None
    says: str = Field(max_length=LONGEST)

    @field_validator("says")
    @classmethod
    def _one_plain_sentence(cls, says: str) -> str:
        if any(sign in says for sign in '"|[]<>`$*_\\'):
            raise ValueError("has a sign that means something in Markdown")
        if not says.endswith("."):
            raise ValueError("does not end with a full stop")
        return says


class GlossaryForm(_Strict):
    """The file."""

    terms: list[TermForm] = Field(min_length=1)


def load_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of a file, sorted by their names. Raises InvalidInput with every fault of it, by line."""
    return parse_glossary(str(path), bytes_of(path))


def parse_glossary(name: str, raw: bytes) -> tuple[Term, ...]:
    """The terms in the bytes of a file; ``name`` is what faults call it."""
    yaml, form = read_form_file(GlossaryForm, name, raw)
    terms = [_term(entry) for entry in form.terms]
    owners: dict[str, str] = {}
    faults: list[Fault] = []
    for place, term in enumerate(terms):
        for word in (f"#{term.id}", *{form.casefold() for form in (term.term, *term.forms)}):
            owner = owners.setdefault(word, term.id)
            if owner != term.id or (word.startswith("#") and place != _first(terms, term.id)):
                problem = f"{word.removeprefix('#')!r} is also that of {owner!r}"
                faults.append(yaml.fault(("terms", place), problem, "keep one of them"))
    if faults:
        raise InvalidInput(faults)
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))


def _first(terms: list[Term], term_id: str) -> int:
    return next(place for place, term in enumerate(terms) if term.id == term_id)


def _term(entry: TermForm) -> Term:
    forms = () if entry.forms == [] else (entry.term, *(entry.forms or ()))
    return Term(id=entry.id, term=entry.term, forms=forms, says=entry.says)
