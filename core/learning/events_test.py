"""The events of a ten-question test: it was started with these items, an item was answered, it was given up."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.learning.events_checks import EventChecks

Purpose: TypeAlias = Literal["full", "lasting"]
MOST_ITEMS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class TestItem:
    """One question drawn for a test: which revision, and the seed of its numbers and of its options' order."""

    __test__ = False  # not a test of pytest's

    bank: str
    question: str
    rev: int
    seed: int

    def __str__(self) -> str:
        return f"{self.bank}/{self.question}/{self.rev}/{self.seed}"

    @classmethod
    def read(cls, text: str) -> "TestItem":
        """The item written as "bank/question/rev/seed". Raises ValueError if it is none.

        >>> TestItem.read("modes/md-001/1/77").seed
        77
        """
        bank, question, rev, seed = text.split("/")
        return cls(bank=bank, question=question, rev=int(rev), seed=int(seed))


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStarted:
    """A test was started. items: "bank/question/rev/seed" in the order asked, the reserve of a full test last."""

    __test__ = False

    test: str
    items: tuple[str, ...]
    purpose: Purpose = "full"
    kind: Literal["test_started"] = "test_started"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "test")
        facts.texts("items", self.items)
        if self.purpose not in ("full", "lasting"):
            facts.add("purpose", f"{self.purpose!r} is unknown", "give full or lasting")
        if not facts.faults:
            try:
                drawn = self.drawn
            except ValueError:
                facts.add("items", "are not items of a test", "give bank/question/rev/seed for each")
            else:
                facts.whole("number of items", len(drawn), least=1, most=MOST_ITEMS)
        facts.done()

    @property
    def drawn(self) -> tuple[TestItem, ...]:
        """The items."""
        return tuple(TestItem.read(text) for text in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAnswered:
    """The one answer at one place of a test (from 1). certainty: from 0 to 1, None if not said."""

    __test__ = False

    test: str
    place: int
    bank: str
    question: str
    rev: int
    seed: int
    answer: tuple[str, ...]
    correct: bool
    certainty: float | None = None
    kind: Literal["test_answered"] = "test_answered"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "test", "bank", "question")
        facts.whole("place", self.place, least=1, most=MOST_ITEMS)
        facts.variant(self.rev, self.seed)
        facts.texts("answer", self.answer)
        facts.truth("correct", self.correct)
        if self.certainty is not None:
            facts.number("certainty", self.certainty, least=0, most=1)
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAbandoned:
    """A test was given up before its end: it has no verdict."""

    __test__ = False

    test: str
    kind: Literal["test_abandoned"] = "test_abandoned"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "test")
        facts.done()
