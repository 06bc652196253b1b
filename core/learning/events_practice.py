"""The events of practice: an answer, a hint, the solution shown, a bank started afresh."""

from dataclasses import dataclass
from typing import Literal

from core.learning.events_checks import EventChecks


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """One try at one question.

    answer: ids of the options chosen (in the learner's order for ``order``), or the number as it was typed.
    seed: of this presentation, its numbers and the order of its options; None for the five of the practice page.
    tries, hints: how many there were with this one. certainty: from 0 to 1, None if not asked.
    score: from 0 to 1 if this try completed the question, None while it stays open.
    measured: what the run gave that a prediction was about; measured_by: which kind of run.
    """

    bank: str
    question: str
    rev: int
    answer: tuple[str, ...]
    correct: bool
    tries: int
    seed: int | None = None
    hints: int = 0
    certainty: float | None = None
    score: float | None = None
    measured: float | None = None
    measured_by: Literal["live", "simulated"] | None = None
    kind: Literal["answer_given"] = "answer_given"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "bank", "question")
        facts.variant(self.rev, self.seed)
        facts.texts("answer", self.answer)
        facts.truth("correct", self.correct)
        facts.whole("tries", self.tries, least=1)
        facts.whole("hints", self.hints, least=0)
        for name, share in (("certainty", self.certainty), ("score", self.score)):
            if share is not None:
                facts.number(name, share, least=0, most=1)
        if self.measured is not None:
            facts.number("measured", self.measured)
        if self.measured_by not in (None, "live", "simulated"):
            facts.add("measured_by", f"{self.measured_by!r} is unknown", "give live or simulated")
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class HintOpened:
    """A hint was opened; ``level`` is its place on the ladder: 1, 2, 3."""

    bank: str
    question: str
    rev: int
    level: int
    seed: int | None = None
    kind: Literal["hint_opened"] = "hint_opened"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "bank", "question")
        facts.variant(self.rev, self.seed)
        facts.whole("level", self.level, least=1)
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionShown:
    """The solution was shown: the question is complete, and scores 0 unless it was complete before."""

    bank: str
    question: str
    rev: int
    seed: int | None = None
    kind: Literal["solution_shown"] = "solution_shown"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "bank", "question")
        facts.variant(self.rev, self.seed)
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRestarted:
    """A bank was started afresh: its questions are open again, and what came before stays in the history."""

    bank: str
    kind: Literal["practice_restarted"] = "practice_restarted"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "bank")
        facts.done()
