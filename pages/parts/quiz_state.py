"""Where a learner stands in the five of the practice page, replayed from the stored events."""

import zlib
from dataclasses import dataclass

from core.learning.events import PracticeRestarted
from core.learning.grading import Attempt
from core.learning.progress_attempt import attempt_moves
from core.learning.question import Bank, MultiQuestion, SingleQuestion
from pages.parts import session
from pages.parts.quiz_asked import Asked

KINDS = ("answer_given", "hint_opened", "solution_shown", "practice_restarted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One learner in one bank: an attempt at each question, in the bank's order, and how often they began afresh."""

    bank: Bank
    attempts: tuple[Attempt, ...]
    restarts: int

    @property
    def done(self) -> int:
        """How many questions are complete."""
        return sum(attempt.done for attempt in self.attempts)

    @property
    def score(self) -> float:
        """Σ scores of the complete questions."""
        return sum(attempt.score or 0.0 for attempt in self.attempts)

    @property
    def first_open(self) -> int:
        """The place of the first question that is not complete; the number of questions if all are."""
        open_places = (place for place, attempt in enumerate(self.attempts) if not attempt.done)
        return next(open_places, len(self.attempts))


def standing(bank: Bank) -> Standing:
    """Where this learner stands, from the stored events and nothing else."""
    records = session.events(kinds=KINDS)
    restarts = sum(
        isinstance(record.event, PracticeRestarted) and record.event.bank == bank.bank for record in records
    )
    attempts = []
    for question in bank.pool("practice"):
        assert isinstance(question, SingleQuestion | MultiQuestion)  # what the practice pool is made of
        moves = attempt_moves(records, bank=bank.bank, question=question.id, rev=question.rev)
        attempts.append(Attempt.replay(question, moves))
    return Standing(bank=bank, attempts=tuple(attempts), restarts=restarts)


def asked(now: Standing, attempt: Attempt) -> Asked:
    """The question of an attempt, as this learner is asked it in this round."""
    return Asked(
        source=now.bank,
        bank=now.bank.bank,
        attempt=attempt,
        shuffle=_shuffle(),
        seed=None,
        round=now.restarts,
    )


def restart(now: Standing) -> None:
    """Stores that the bank begins afresh; what was done before stays in the history."""
    event = PracticeRestarted(bank=now.bank.bank)
    session.record(event, key=f"practice/{now.bank.bank}/restart-{now.restarts + 1}")


def _shuffle() -> int:
    return zlib.crc32(session.learner().encode())
