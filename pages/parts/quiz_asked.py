"""A question as one learner is asked it now, and the writing down of each move they make.

Every move is stored before anything of it is shown, under a key that counts once: a double click, a refresh in the
middle or a second tab changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from core.learning import keys, predict
from core.learning.events import AnswerGiven, GuessCommitted, HintOpened, Recorded, SolutionShown
from core.learning.grading import Attempt
from core.learning.grading_answers import beliefs
from core.learning.library import Library
from core.learning.progress_attempt import attempt_moves
from core.learning.question import Bank, Misconception, Objective, PredictQuestion, Question
from core.learning.variants import variant
from pages.parts import clock, session

MeasuredBy: TypeAlias = Literal["live", "simulated"]
# The key of what holds the outcome of a question: the focus goes there when there is one.
OUTCOME = "quiz_outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """source: where objectives and beliefs are looked up. shuffle: what the order of the options is drawn from.

    seed: of this presentation; None for the five of the practice page, which are counted by rounds instead.
    measured_by: which kind of run a guess was held against; None before that, and for what is no guess.
    among: whether other questions are on the same page.
    """

    source: Library | Bank
    bank: str
    attempt: Attempt
    shuffle: int
    seed: int | None
    round: int = 0
    measured_by: MeasuredBy | None = None
    among: bool = False

    @property
    def question(self) -> Question:
        """The question, its numbers drawn."""
        return self.attempt.question

    @property
    def control(self) -> str:
        """Names the controls of this presentation."""
        return f"practice_choice_{self.round if self.seed is None else self.seed}_{self.question.id}"

    @property
    def beliefs(self) -> tuple[Misconception, ...]:
        """The beliefs behind the answers so far, each once."""
        tries = (beliefs(self.question, answer) for answer in self.attempt.answers)
        named = dict.fromkeys(name for found in tries for name in found)
        return tuple(belief for belief in map(self.belief, named) if belief is not None)

    def name(self, part: str) -> str:
        """The name of a part of the page that belongs to this question: its own where others are on the page."""
        return f"{part}_{self.question.id}" if self.among else part

    def belief(self, misconception: str) -> Misconception | None:
        """The belief of this name."""
        return self.source.misconception(misconception)

    def objective(self) -> Objective | None:
        """What the question asks for."""
        return self.source.objective(self.question.objective)

    def key(self, move: str) -> str:
        """Under what a move counts once."""
        q = self.question
        if self.seed is None:
            return f"practice/{self.bank}/{self.round}/{q.id}/{q.rev}/{move}"
        return keys.move(self.bank, q.id, q.rev, self.seed, move)


def asked_of(
    records: Iterable[Recorded],
    source: Library | Bank,
    bank: str,
    question: Question,
    seed: int,
    *,
    among: bool = False,
) -> Asked:
    """The question as this seed presents it, as far as the learner has come with it."""
    concrete, records = variant(question, seed), tuple(records)
    moves = attempt_moves(records, bank=bank, question=question.id, rev=question.rev, seed=seed)
    attempt = Attempt.replay(concrete, moves)
    by = _measured_by(records, (bank, question.id, question.rev, seed))
    return Asked(
        source=source, bank=bank, attempt=attempt, shuffle=seed, seed=seed, measured_by=by, among=among
    )


def give_answer(asked: Asked, chosen: tuple[str, ...], certainty: float | None = None) -> Attempt:
    """Stores a try and returns the attempt after it; one that was tried before changes nothing.

    Raises InvalidInput, and stores nothing, for what is no answer. A guess at a run is only locked.
    """
    after = asked.attempt.answer(chosen)
    if after is asked.attempt:
        return after
    if isinstance(asked.question, PredictQuestion):
        place = predict.place(asked.bank, asked.question.id, asked.seed)
        session.record(GuessCommitted(place=place, guess={"answer": chosen[0]}), key=asked.key("guess"))
        return after
    session.record(_given(asked, after, chosen, certainty=certainty), key=asked.key(f"try-{after.tries}"))
    return after


def give_measured(asked: Asked, value: float, by: MeasuredBy) -> Attempt:
    """Stores what the run gave that a locked guess was about, and what that makes of the guess."""
    after = asked.attempt.measure(value)
    if after is not asked.attempt:
        event = replace(_given(asked, after, after.answers[-1]), measured=value, measured_by=by)
        session.record(event, key=asked.key(f"try-{after.tries}"))
    return after


def open_hint(asked: Asked) -> None:
    """Stores that the next hint was opened, if it may be opened now."""
    if not asked.attempt.hint_ready(clock.now_s()):
        return
    level, q = asked.attempt.hints + 1, asked.question
    event = HintOpened(bank=asked.bank, question=q.id, rev=q.rev, level=level, seed=asked.seed)
    session.record(event, key=asked.key(f"hint-{level}"))


def show_solution(asked: Asked) -> None:
    """Stores that the learner gave the question up."""
    if asked.attempt.done:
        return
    q = asked.question
    event = SolutionShown(bank=asked.bank, question=q.id, rev=q.rev, seed=asked.seed)
    session.record(event, key=asked.key("solution"))


def _given(
    asked: Asked,
    after: Attempt,
    answer: tuple[str, ...],
    *,
    certainty: float | None = None,
) -> AnswerGiven:
    return AnswerGiven(
        bank=asked.bank,
        question=asked.question.id,
        rev=asked.question.rev,
        seed=asked.seed,
        answer=answer,
        correct=after.correct,
        tries=after.tries,
        hints=after.hints,
        certainty=certainty,
        score=after.score,
    )


def _measured_by(records: Iterable[Recorded], spot: tuple[str, str, int, int]) -> MeasuredBy | None:
    events = (record.event for record in records)
    given = (event for event in events if isinstance(event, AnswerGiven) and event.measured is not None)
    mine = (one.measured_by for one in given if (one.bank, one.question, one.rev, one.seed) == spot)
    return next(mine, None)
