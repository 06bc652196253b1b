"""Where a learner stands in a bank, replayed from the stored events, and the writing down of each next move.

Every move is stored before anything of it is shown, under a key that counts once: a double click, a refresh in the
middle or a second tab changes nothing.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from core.learning.events import AnswerGiven, HintOpened, PracticeRestarted, SolutionShown
from core.learning.grading import Attempt, shuffled_options
from core.learning.progress_attempt import attempt_moves
from core.learning.question import Bank, MultiQuestion, Option, SingleQuestion
from pages.parts import cached, session

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


def now_s() -> float:
    """The clock of the stored events: seconds since 1970 (UTC)."""
    return datetime.now(UTC).timestamp()


def standing(bank: Bank) -> Standing:
    """Where this learner stands, from the stored events and nothing else."""
    records = cached.store().events(session.learner(), kinds=KINDS)
    restarts = sum(
        isinstance(record.event, PracticeRestarted) and record.event.bank == bank.bank for record in records
    )
    attempts = []
    for question in bank.pool("practice"):
        assert isinstance(question, SingleQuestion | MultiQuestion)  # what the practice pool is made of
        moves = attempt_moves(records, bank=bank.bank, question=question.id, rev=question.rev)
        attempts.append(Attempt.replay(question, moves))
    return Standing(bank=bank, attempts=tuple(attempts), restarts=restarts)


def options_for(attempt: Attempt) -> tuple[Option, ...]:
    """The options in this learner's own order, the same at every visit."""
    return shuffled_options(attempt.question, zlib.crc32(session.learner().encode()))


def give_answer(now: Standing, attempt: Attempt, chosen: tuple[str, ...]) -> Attempt:
    """Stores a try and returns the attempt after it; one that was tried before changes nothing."""
    after = attempt.answer(chosen)
    if after is attempt:
        return attempt
    question = attempt.question
    event = AnswerGiven(
        bank=now.bank.bank,
        question=question.id,
        rev=question.rev,
        answer=chosen,
        correct=after.correct,
        tries=after.tries,
        hints=after.hints,
        score=after.score,
    )
    session.record(event, key=_key(now, attempt, f"try-{after.tries}"))
    return after


def open_hint(now: Standing, attempt: Attempt) -> None:
    """Stores that the next hint was opened, if it may be opened now."""
    if not attempt.hint_ready(now_s()):
        return
    level = attempt.hints + 1
    event = HintOpened(
        bank=now.bank.bank, question=attempt.question.id, rev=attempt.question.rev, level=level
    )
    session.record(event, key=_key(now, attempt, f"hint-{level}"))


def show_solution(now: Standing, attempt: Attempt) -> None:
    """Stores that the learner gave the question up."""
    if attempt.done:
        return
    event = SolutionShown(bank=now.bank.bank, question=attempt.question.id, rev=attempt.question.rev)
    session.record(event, key=_key(now, attempt, "solution"))


def restart(now: Standing) -> None:
    """Stores that the bank begins afresh; what was done before stays in the history."""
    event = PracticeRestarted(bank=now.bank.bank)
    session.record(event, key=f"practice/{now.bank.bank}/restart-{now.restarts + 1}")


def _key(now: Standing, attempt: Attempt, move: str) -> str:
    """Names one move of one round: practice/<bank>/<round>/<question>/<rev>/<move>."""
    question = attempt.question
    return f"practice/{now.bank.bank}/{now.restarts}/{question.id}/{question.rev}/{move}"
