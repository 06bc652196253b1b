"""First answers: the one that counts at each presentation of a question, in practice, in review and in tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from core.learning.events import (
    AnswerGiven,
    PracticeRestarted,
    Recorded,
    SolutionShown,
    TestAnswered,
)

Where: TypeAlias = Literal["practice", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    """The first answer at one presentation. seed: of the presentation; None on the practice page.

    hints: how many were open before it. certainty: from 0 to 1, None if not said.
    """

    id: int
    at: datetime
    bank: str
    question: str
    rev: int
    seed: int | None
    answer: tuple[str, ...]
    correct: bool
    hints: int = 0
    certainty: float | None = None
    where: Where = "practice"

    @property
    def spot(self) -> tuple[str, str]:
        """Which question: its bank and its id."""
        return self.bank, self.question


def first_answers(records: Iterable[Recorded]) -> tuple[FirstAnswer, ...]:
    """The first answers, oldest first. Later tries, and answers after the solution was shown, do not count.

    A presentation is one (bank, question, revision, seed); without a seed, one a round of the bank; in a test, one
    place. An event that comes twice counts once, in whatever order the events come.
    """
    firsts: list[FirstAnswer] = []
    seen: set[tuple[object, ...]] = set()
    rounds: dict[str, int] = {}
    for record in sorted(records, key=lambda record: record.id):
        match record.event:
            case PracticeRestarted(bank=bank):
                rounds[bank] = record.id
            case AnswerGiven() | SolutionShown() as event:
                begun = rounds.get(event.bank, 0) if event.seed is None else 0
                presented = (event.bank, event.question, event.rev, event.seed, begun)
                if presented not in seen and isinstance(event, AnswerGiven):
                    firsts.append(_first(record, event, "practice", event.hints))
                seen.add(presented)
            case TestAnswered() as event:
                if (event.test, event.place) not in seen:
                    firsts.append(_first(record, event, "test", 0))
                seen.add((event.test, event.place))
            case _:
                pass
    return tuple(firsts)


def _first(record: Recorded, event: AnswerGiven | TestAnswered, where: Where, hints: int) -> FirstAnswer:
    return FirstAnswer(
        id=record.id,
        at=record.at,
        bank=event.bank,
        question=event.question,
        rev=event.rev,
        seed=event.seed,
        answer=event.answer,
        correct=event.correct,
        hints=hints,
        certainty=event.certainty,
        where=where,
    )
