"""A learner's guess against what a run measured: what is asked before it, and how far off a guess was, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result

# "median_ms" and "gain" were asked by earlier versions; their guesses are kept and still read.
Measure = Literal["p50_ms", "p99_ms", "rate", "median_ms", "gain"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

HIGHER_IS_BETTER: frozenset[Measure] = frozenset({"rate", "gain"})

# Guesses come from a slider with steps: this near is as good as it gets.
CLOSE = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A figure that is asked for before a run; side: of which of its scenarios, from 0."""

    side: int
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A figure that was guessed before a run; value: in the measure's own unit (ms, texts per second, times)."""

    question: Question
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One guessed figure. at: when it was answered, or made if it was not. of: the side or the question, in words.

    measured: None where the run had no such figure. run_id: None if no run answered it (a simulation may have).
    engine: who answered; None while nobody has.
    """

    at: datetime
    of: str
    measure: Measure
    guess: float
    measured: float | None = None
    run_id: str | None = None
    engine: str | None = None

    @property
    def optimism(self) -> float | None:
        """How many times too good the guess was; below 1 too bad; None if there is nothing to compare it with."""
        return None if self.measured is None else optimism(self.measure, self.guess, self.measured)

    @property
    def words(self) -> str:
        """How far off the guess was."""
        if self.measured is None:
            return "not run yet" if self.engine is None else "no such figure"
        return off_words(self.measure, self.guess, self.measured)


def questions(sides: int) -> tuple[Question, ...]:
    """What is asked before a run: median, p99 and throughput; of two sides, each for the side that it is about.

    Batches are judged by their throughput, one at a time by its latency: so there are three questions either way.

    >>> [(asked.side, asked.measure) for asked in questions(2)]
    [(0, 'rate'), (1, 'p50_ms'), (1, 'p99_ms')]
    """
    if sides == 1:
        asked: tuple[tuple[int, Measure], ...] = ((0, "p50_ms"), (0, "p99_ms"), (0, "rate"))
    else:
        asked = ((0, "rate"), (1, "p50_ms"), (1, "p99_ms"))
    return tuple(Question(side=side, measure=measure) for side, measure in asked)


def measured(question: Question, results: Sequence[Result]) -> float | None:
    """The figure that was asked for; None where the run does not have it (unstable, or too few texts)."""
    if question.measure == "gain":
        batch, single = (result.summary.throughput_per_s for result in results)
        return batch / single if batch and single else None
    result = results[question.side]
    if question.measure == "rate":
        return result.summary.throughput_per_s
    latency = result.summary.latency
    seconds = latency.p99 if question.measure == "p99_ms" else latency.p50
    return None if result.unstable or seconds is None else 1000 * seconds


def optimism(measure: Measure, guess: float, value: float) -> float:
    """How many times too good a guess was; below 1 it was too bad.

    >>> optimism("p50_ms", 10, 32), optimism("rate", 10, 40)
    (3.2, 0.25)
    """
    return guess / value if measure in HIGHER_IS_BETTER else value / guess


def off_words(measure: Measure, guess: float, value: float) -> str:
    """How far off a guess was, and on which side.

    >>> off_words("p99_ms", 10, 32), off_words("rate", 100, 90)
    ('3.2 × too optimistic', 'close')
    """
    times = optimism(measure, guess, value)
    off = max(times, 1 / times)
    if off <= CLOSE:
        return "close"
    return f"{rate_words(off)} × too {'optimistic' if times > 1 else 'pessimistic'}"


def figure_words(measure: Measure, value: float) -> str:
    """A guessed or measured figure as a person reads it.

    >>> figure_words("p50_ms", 12), figure_words("gain", 31.4), figure_words("rate", 1234)
    ('12 ms', '31 ×', '1,230 a second')
    """
    if measure == "gain":
        return f"{rate_words(value)} ×"
    return f"{rate_words(value)} a second" if measure == "rate" else time_words(value / 1000)
