"""The one event of spaced review itself: the learner says how well they knew an answer."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.learning.events_checks import EventChecks

Grade: TypeAlias = Literal["again", "hard", "good", "easy"]
GRADES: tuple[Grade, ...] = ("again", "hard", "good", "easy")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRated:
    """What the learner said of the answer they had just given or seen, at one presentation of a question."""

    bank: str
    question: str
    rev: int
    grade: Grade
    seed: int | None = None
    kind: Literal["review_rated"] = "review_rated"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "bank", "question")
        facts.variant(self.rev, self.seed)
        if self.grade not in GRADES:
            facts.add("grade", f"{self.grade!r} is unknown", f"give one of {', '.join(GRADES)}")
        facts.done()
