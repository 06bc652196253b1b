"""A bank as the rules of the linter see it: what could be read, where it stands, and what is known outside it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.base import Fault
from core.learning.bank import BankFile
from core.learning.bank_yaml import Trail
from core.learning.question import (
    Bank,
    MultiQuestion,
    Option,
    OrderQuestion,
    Question,
    SingleQuestion,
)


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

    def orders(self) -> Iterator[tuple[Trail, OrderQuestion]]:
        """Each question that has things to put in order, with its trail."""
        for trail, question in self.questions():
            if isinstance(question, OrderQuestion):
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


def twins(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text that says what an earlier one says, as (its place, the place of the earlier one).

    >>> list(twins(["12 ms", "8 ms", "12  MS"]))
    [(2, 0)]
    """
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        twin = seen.setdefault(" ".join(text.split()).casefold(), index)
        if twin != index:
            yield index, twin
