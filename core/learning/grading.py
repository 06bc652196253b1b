"""Practice grading: what one learner did with one question, as a value that events move forward. Clocks are passed in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

from core.base import Fault, InvalidInput, stream
from core.learning.question import Choice, Hint, Option, SingleQuestion, option_named

HINT_COSTS = (0.10, 0.15, 0.25)
TRY_COST = 1 / 3
HINT_PAUSE_S = 10.0

Verdict = Literal["right", "partly right", "wrong", "shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing the learner did. ``chosen``: the ids of the options answered with, in any order."""

    kind: Literal["answer", "hint", "reveal"]
    at_s: float
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What to say after an answer. ``rest`` stays empty until the question is done, so that no key leaks."""

    verdict: Verdict
    chosen: tuple[Option, ...]
    rest: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One learner's attempt at one question: ``Attempt(question=…)`` is fresh, events move it forward.

    answers: the options chosen in each try. hints: how many are open. revealed: the solution was shown.
    hint_at_s: when the newest hint was opened; None before the first, and again after a try.

    A single is tried until it is right; a multi is locked by its first answer. Events that no longer apply
    (anything after done, a hint too early, the same wrong option again) change nothing: a second browser tab
    or a double click does no harm, and a replay never fails over them.
    """

    question: Choice
    answers: tuple[frozenset[str], ...] = ()
    hints: int = 0
    hint_at_s: float | None = None
    revealed: bool = False

    @classmethod
    def replay(cls, question: Choice, events: Iterable[Event]) -> Self:
        """The attempt that these events lead to."""
        attempt = cls(question=question)
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

    def answer(self, chosen: Iterable[str]) -> Self:
        """The attempt after an answer. Raises InvalidInput for an unknown option, none, or several in a single."""
        given = frozenset(chosen)
        _check(self.question, given)
        if self.done or given in self.answers:
            return self
        return replace(self, answers=(*self.answers, given), hint_at_s=None)

    def open_hint(self, *, at_s: float) -> Self:
        """The attempt with one more hint open, if one may be opened now."""
        return replace(self, hints=self.hints + 1, hint_at_s=at_s) if self.hint_ready(at_s) else self

    def reveal(self) -> Self:
        """The attempt given up: the solution is shown, the score is 0."""
        return self if self.done else replace(self, revealed=True)

    def hint_ready(self, now_s: float) -> bool:
        """Whether the next hint may be opened: the first at once, each other after a try or HINT_PAUSE_S."""
        if self.done or self.hints >= len(self.question.hints):
            return False
        return self.hint_at_s is None or now_s - self.hint_at_s >= HINT_PAUSE_S

    @property
    def tries(self) -> int:
        """How many answers were given."""
        return len(self.answers)

    @property
    def correct(self) -> bool:
        """Whether the newest answer holds every right option and no wrong one."""
        return bool(self.answers) and self.answers[-1] == _key(self.question)

    @property
    def done(self) -> bool:
        """Whether the attempt is over, so that the key may be shown."""
        locked = bool(self.answers) and not isinstance(self.question, SingleQuestion)
        return self.revealed or self.correct or locked

    @property
    def open_hints(self) -> tuple[Hint, ...]:
        """The hints that the learner has opened."""
        return self.question.hints[: self.hints]

    @property
    def score(self) -> float | None:
        """From 0 to 1; None until the attempt is done.

        Single: max(0, 1 − (tries − 1)/3 − Σ hint costs). Multi: max(0, (TP − FP)/K − Σ hint costs), with K right
        options, TP of them chosen and FP wrong ones chosen. Solution shown: 0.
        """
        if not self.done:
            return None
        if self.revealed:
            return 0.0
        earned = _share(self.question, self.answers[-1]) - TRY_COST * (self.tries - 1)
        return max(0.0, earned - sum(HINT_COSTS[: self.hints]))

    @property
    def feedback(self) -> Feedback | None:
        """What to say about the newest answer: its own whys, and all the others once done. None before a try."""
        if not self.answers and not self.revealed:
            return None
        newest = self.answers[-1] if self.answers else frozenset()
        chosen = tuple(option for option in self.question.options if option.id in newest)
        rest = tuple(option for option in self.question.options if option.id not in newest)
        return Feedback(verdict=self._verdict(newest), chosen=chosen, rest=rest if self.done else ())

    def _verdict(self, newest: frozenset[str]) -> Verdict:
        if self.revealed:
            return "shown"
        if self.correct:
            return "right"
        return "partly right" if _share(self.question, newest) > 0 else "wrong"


def shuffled_options(question: Choice, seed: int) -> tuple[Option, ...]:
    """The options in an order that depends on the seed and the question alone."""
    order = stream(seed, f"options of {question.id}").permutation(len(question.options))
    return tuple(question.options[index] for index in order)


def _key(question: Choice) -> frozenset[str]:
    return frozenset(option.id for option in question.options if option.correct)


def _share(question: Choice, given: frozenset[str]) -> float:
    """max(0, (TP − FP)/K)."""
    key = _key(question)
    return max(0.0, (len(given & key) - len(given - key)) / len(key))


def _check(question: Choice, given: frozenset[str]) -> None:
    for option_id in sorted(given):
        option_named(question, option_id)
    if not given or (isinstance(question, SingleQuestion) and len(given) > 1):
        fix = "choose one option" if isinstance(question, SingleQuestion) else "choose at least one option"
        raise InvalidInput([Fault(field="answer", problem=f"{len(given)} options are chosen", fix=fix)])
