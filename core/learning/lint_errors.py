"""What a bank must not have: each rule yields the faults it finds."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.base import Fault
from core.learning.bank import BankFile
from core.learning.bank_yaml import Trail
from core.learning.question import (
    Bank,
    MultiQuestion,
    NumberQuestion,
    Option,
    PredictQuestion,
    Question,
    SingleQuestion,
)

QUOTAS = {"practice": {"easy": 2, "medium": 2, "hard": 1}, "test": {"easy": 3, "medium": 4, "hard": 3}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What exists outside the banks; None if the caller does not say, so that nothing is checked against it."""

    sections: frozenset[str] | None = None
    presets: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A bank file that could be read, wholly or in part, with what is known outside it."""

    file: BankFile
    bank: Bank
    known: Known

    def questions(self) -> Iterator[tuple[Trail, Question]]:
        """Each question with its trail in the file."""
        for place, question in zip(self.file.kept, self.bank.questions, strict=True):
            yield ("questions", place), question

    def choices(self) -> Iterator[tuple[Trail, SingleQuestion | MultiQuestion]]:
        """Each question that offers options, with its trail."""
        for trail, question in self.questions():
            if isinstance(question, SingleQuestion | MultiQuestion):
                yield trail, question

    def options(self) -> Iterator[tuple[Trail, Option]]:
        """Each option of each question, with its trail."""
        for trail, question in self.choices():
            for index, option in enumerate(question.options):
                yield (*trail, "options", index), option

    @property
    def whole(self) -> bool:
        """Whether no question had to be left out, so that counting them makes sense."""
        return not self.file.faults


Rule = Callable[[Readable], Iterator[Fault]]


def plain(text: str) -> str:
    """The words of a text alone, for comparing.

    >>> plain("A batch,  IS a list!")
    'a batch is a list'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


def duplicate_ids(bank: Readable) -> Iterator[Fault]:
    """An id is written twice among its like. Question ids are compared across banks, in lint.py."""
    yield from _repeated(bank, ((("objectives", i), part.id) for i, part in enumerate(bank.bank.objectives)))
    yield from _repeated(
        bank, ((("misconceptions", i), part.id) for i, part in enumerate(bank.bank.misconceptions))
    )
    for trail, question in bank.choices():
        yield from _repeated(
            bank, (((*trail, "options", i), part.id) for i, part in enumerate(question.options))
        )


def _repeated(bank: Readable, ids: Iterable[tuple[Trail, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for trail, part_id in ids:
        if part_id in seen:
            yield bank.file.fault((*trail, "id"), f"{part_id!r} is used already", "choose another id")
        seen.add(part_id)


def duplicate_option_text(bank: Readable) -> Iterator[Fault]:
    """Two options of one question say the same."""
    for trail, question in bank.choices():
        seen: dict[str, str] = {}
        for index, option in enumerate(question.options):
            twin = seen.setdefault(" ".join(option.text.split()).casefold(), option.id)
            if twin != option.id:
                problem = f"says the same as option {twin}"
                yield bank.file.fault((*trail, "options", index, "text"), problem, "write a different answer")


def number_of_keys(bank: Readable) -> Iterator[Fault]:
    """A single has not exactly one key, or a multi has none."""
    for trail, question in bank.choices():
        keys = sum(option.correct for option in question.options)
        if isinstance(question, SingleQuestion) and keys != 1:
            problem = f"has {keys} right options" if keys else "has no right option"
            yield bank.file.fault((*trail, "options"), problem, "mark exactly one with correct: true")
        if isinstance(question, MultiQuestion) and keys == 0:
            yield bank.file.fault(
                (*trail, "options"), "has no right option", "mark each right one with correct: true"
            )


def dangling_objectives(bank: Readable) -> Iterator[Fault]:
    """A question names an objective that the bank does not have."""
    known = {objective.id for objective in bank.bank.objectives}
    for trail, question in bank.questions():
        yield from _dangling(bank, (*trail, "objective"), question.objective, known, "objective")


def dangling_misconceptions(bank: Readable) -> Iterator[Fault]:
    """An option or a known wrong number names a belief that the bank does not have."""
    known = {misconception.id for misconception in bank.bank.misconceptions}
    for trail, option in bank.options():
        yield from _dangling(bank, (*trail, "misconception"), option.misconception, known, "misconception")
    for trail, question in bank.questions():
        for index, mistake in enumerate(question.feedback if isinstance(question, NumberQuestion) else ()):
            place = (*trail, "feedback", index, "misconception")
            yield from _dangling(bank, place, mistake.misconception, known, "misconception")


def dangling_presets(bank: Readable) -> Iterator[Fault]:
    """A belief or a question names a lab preset that does not exist."""
    known = bank.known.presets
    if known is None:
        return
    for index, misconception in enumerate(bank.bank.misconceptions):
        yield from _dangling(bank, ("misconceptions", index, "lab"), misconception.lab, known, "lab preset")
    for trail, question in bank.questions():
        if isinstance(question, PredictQuestion):
            yield from _dangling(bank, (*trail, "lab"), question.lab, known, "lab preset")


def _dangling(
    bank: Readable, trail: Trail, name: str | None, known: Iterable[str], what: str
) -> Iterator[Fault]:
    names = sorted(known)
    if name is not None and name not in names:
        yield bank.file.fault(
            trail, f"{name!r} is no {what}", f"write one of {', '.join(names) or '(none yet)'}"
        )


def untaught_objectives(bank: Readable) -> Iterator[Fault]:
    """An objective is tested, but no lesson section teaches it."""
    tested = {question.objective for question in bank.bank.questions}
    for index, objective in enumerate(bank.bank.objectives):
        trail: Trail = ("objectives", index, "taught_in")
        if objective.id in tested and not objective.taught_in:
            yield bank.file.fault(trail, "is tested but taught nowhere", 'write "lesson#section"')
        elif objective.taught_in and bank.known.sections is not None:
            yield from _dangling(bank, trail, objective.taught_in, bank.known.sections, "lesson section")


def hints_with_the_key(bank: Readable) -> Iterator[Fault]:
    """A hint says the answer."""
    for trail, question in bank.questions():
        keys = [plain(text) for text in _key_texts(question)]
        for index, hint in enumerate(question.hints):
            if any(f" {key} " in f" {plain(hint.text)} " for key in keys if key):
                place = (*trail, "hints", index, "text")
                yield bank.file.fault(place, "contains the right answer", "point the way without saying it")


def _key_texts(question: Question) -> list[str]:
    if isinstance(question, SingleQuestion | MultiQuestion):
        return [option.text for option in question.options if option.correct]
    if isinstance(question, NumberQuestion) and question.answer is not None:
        return [f"{question.answer:g} {question.unit}"]
    return []


def missing_quotas(bank: Readable) -> Iterator[Fault]:
    """A pool has too few questions of a difficulty to draw a set from. A bank without practice may be a test bank."""
    counts = Counter((question.pool, question.difficulty) for question in bank.bank.questions)
    pools = {question.pool for question in bank.bank.questions} or {"practice"}
    for pool, quota in QUOTAS.items():
        if not bank.whole or pool not in pools:
            continue
        for difficulty, least in quota.items():
            have = counts[pool, difficulty]  # type: ignore[index]
            if have < least:
                problem = f"has {have} {difficulty} in pool {pool}"
                yield bank.file.fault(("questions",), problem, f"write at least {least}")


ERRORS: tuple[Rule, ...] = (
    duplicate_ids,
    duplicate_option_text,
    number_of_keys,
    dangling_objectives,
    dangling_misconceptions,
    dangling_presets,
    untaught_objectives,
    hints_with_the_key,
    missing_quotas,
)
