"""Grading: what one learner did with one question, as a value that events move forward. Clocks are passed in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self, TypeAlias

from core.base import Checks
from core.learning import grading_answers
from core.learning.grading_answers import Answer, shuffled_items, shuffled_options
from core.learning.question import (
    Hint,
    MultiQuestion,
    NumberQuestion,
    Option,
    PredictQuestion,
    Question,
    SingleQuestion,
)

__all__ = [
    "HINT_COSTS",
    "HINT_PAUSE_S",
    "TRY_COST",
    "Attempt",
    "Event",
    "Feedback",
    "Rules",
    "Verdict",
    "shuffled_items",
    "shuffled_options",
]

HINT_COSTS = (0.10, 0.15, 0.25)
TRY_COST = 1 / 3
HINT_PAUSE_S = 10.0

Verdict: TypeAlias = Literal["right", "partly right", "wrong", "shown", "waiting"]
Rules: TypeAlias = Literal["practice", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing the learner did, or what a run gave. ``chosen``: the answer, as ``Attempt.answer`` takes it."""

    kind: Literal["answer", "hint", "reveal", "measured"]
    at_s: float
    chosen: tuple[str, ...] = ()
    measured: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What to say after an answer. ``rest`` stays empty until the question is done, so that no key leaks.

    chosen, rest: options, for single and multi. words: for a number, an order or a prediction.
    misconceptions: the beliefs behind the newest answer.
    """

    verdict: Verdict
    chosen: tuple[Option, ...] = ()
    rest: tuple[Option, ...] = ()
    words: str = ""
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One learner's attempt at one question (a variant, no raw one): ``Attempt(question=…)`` is fresh.

    answers: the options chosen (sorted by id), the items in order, or the number as typed, in each try.
    hints: how many are open. revealed: the solution was shown. measured: what the run gave that was predicted.
    hint_at_s: when the newest hint was opened; None before the first, and again after a try.

    In practice a single and a number are tried until they are right; a multi, an order and a prediction are locked
    by the first answer, and a prediction is done once its run has measured. Under the rules of a test the first
    answer locks, and there are neither hints nor solutions. Events that no longer apply (anything after done, a
    hint too early, the same answer again) change nothing: a second browser tab or a double click does no harm, and
    a replay never fails over them.
    """

    question: Question
    rules: Rules = "practice"
    answers: tuple[Answer, ...] = ()
    hints: int = 0
    hint_at_s: float | None = None
    revealed: bool = False
    measured: float | None = None

    @classmethod
    def replay(cls, question: Question, events: Iterable[Event], *, rules: Rules = "practice") -> Self:
        """The attempt that these events lead to."""
        attempt = cls(question=question, rules=rules)
        for event in events:
            attempt = attempt.after(event)
        return attempt

    def after(self, event: Event) -> Self:
        """The attempt after one more event."""
        match event.kind:
            case "answer":
                return self.answer(event.chosen)
            case "hint":
                return self.open_hint(at_s=event.at_s)
            case "reveal":
                return self.reveal()
            case "measured":
                return self if event.measured is None else self.measure(event.measured)

    def answer(self, chosen: Iterable[str]) -> Self:
        """The attempt after an answer: ids of options, ids of items in order, or one number as typed.

        Raises InvalidInput, in words for the learner, if it is none; that is no try.
        """
        given = grading_answers.accepted(self.question, chosen)
        if self.locked or given in self.answers:
            return self
        return replace(self, answers=(*self.answers, given), hint_at_s=None)

    def measure(self, value: float) -> Self:
        """The attempt once the run has given what was predicted; nothing changes before a guess is locked."""
        if not isinstance(self.question, PredictQuestion) or not self.answers or self.done:
            return self
        checks = Checks()
        checks.number("measured", value)
        checks.done()
        return replace(self, measured=value)

    def open_hint(self, *, at_s: float) -> Self:
        """The attempt with one more hint open, if one may be opened now."""
        return replace(self, hints=self.hints + 1, hint_at_s=at_s) if self.hint_ready(at_s) else self

    def reveal(self) -> Self:
        """The attempt given up: the solution is shown, the score is 0."""
        return self if self.locked or self.rules == "test" else replace(self, revealed=True)

    def hint_ready(self, now_s: float) -> bool:
        """Whether the next hint may be opened: the first at once, each other after a try or HINT_PAUSE_S."""
        if self.locked or self.rules == "test" or self.hints >= len(self.question.hints):
            return False
        return self.hint_at_s is None or now_s - self.hint_at_s >= HINT_PAUSE_S

    @property
    def tries(self) -> int:
        """How many answers were given."""
        return len(self.answers)

    @property
    def correct(self) -> bool:
        """Whether the newest answer is all right and nothing wrong."""
        return bool(self.answers) and self._share(self.answers[-1]) == 1.0

    @property
    def locked(self) -> bool:
        """Whether no further answer counts."""
        until_right = self.rules == "practice" and isinstance(self.question, SingleQuestion | NumberQuestion)
        return self.revealed or self.correct or (bool(self.answers) and not until_right)

    @property
    def done(self) -> bool:
        """Whether the attempt is over, so that the key may be shown."""
        waiting = isinstance(self.question, PredictQuestion) and self.measured is None and not self.revealed
        return self.locked and not waiting

    @property
    def open_hints(self) -> tuple[Hint, ...]:
        """The hints that the learner has opened."""
        return self.question.hints[: self.hints]

    @property
    def score(self) -> float | None:
        """From 0 to 1: max(0, share right − (tries − 1)/3 − Σ hint costs); None until done; solution shown: 0.

        The share is 1 or 0 but for a multi, max(0, (TP − FP)/K), and an order, max(0, Kendall's τ).
        """
        if not self.done:
            return None
        if self.revealed:
            return 0.0
        earned = self._share(self.answers[-1]) - TRY_COST * (self.tries - 1)
        return max(0.0, earned - sum(HINT_COSTS[: self.hints]))

    @property
    def feedback(self) -> Feedback | None:
        """What to say about the newest answer: its own whys, and all the others once done. None before a try."""
        if not self.answers and not self.revealed:
            return None
        newest = self.answers[-1] if self.answers else ()
        options: tuple[Option, ...] = ()
        if isinstance(self.question, SingleQuestion | MultiQuestion):
            options = self.question.options
        rest = tuple(option for option in options if option.id not in newest)
        return Feedback(
            verdict=self._verdict(newest),
            chosen=tuple(option for option in options if option.id in newest),
            rest=rest if self.done else (),
            words=grading_answers.words(self.question, newest, self.measured) if newest else "",
            misconceptions=grading_answers.beliefs(self.question, newest) if newest else (),
        )

    def _share(self, given: Answer) -> float:
        return grading_answers.share(self.question, given, self.measured)

    def _verdict(self, newest: Answer) -> Verdict:
        if self.revealed:
            return "shown"
        if self.locked and not self.done:
            return "waiting"
        if self.correct:
            return "right"
        return "partly right" if self._share(newest) > 0 else "wrong"
