"""A learner's guess against what a run measured: the figure asked for, and how far off the guess was, in words."""

from dataclasses import dataclass
from typing import Literal

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result

Measure = Literal["median_ms", "gain"]

# Guesses come from a slider with steps: this near is as good as it gets.
CLOSE = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """guess, measured: in the measure's own unit (ms, or times). words: how the two compare."""

    guess: float
    measured: float
    words: str


def measure_of(sides: int) -> Measure:
    """What is asked before a run: its median latency or, of two sides, how many times more texts per second."""
    return "gain" if sides == 2 else "median_ms"


def measured(results: list[Result]) -> float | None:
    """The figure that was asked for; None where the run does not have it (unstable, or too few texts)."""
    if measure_of(len(results)) == "gain":
        batch, single = (result.summary.throughput_per_s for result in results)
        return batch / single if batch and single else None
    (result,) = results
    median_s = result.summary.latency.p50
    return None if result.unstable or median_s is None else 1000 * median_s


def reconcile(guess: float, results: list[Result]) -> Reconciled | None:
    """The guess and the measured figure together; None where the run has no such figure."""
    value = measured(results)
    if value is None:
        return None
    words = _times_off(guess, value, higher_is_better=measure_of(len(results)) == "gain")
    return Reconciled(guess=guess, measured=value, words=words)


def figure_words(measure: Measure, value: float) -> str:
    """A guessed or measured figure as a person reads it.

    >>> figure_words("median_ms", 12), figure_words("gain", 31.4)
    ('12 ms', '31 ×')
    """
    return time_words(value / 1000) if measure == "median_ms" else f"{rate_words(value)} ×"


def _times_off(guess: float, value: float, *, higher_is_better: bool) -> str:
    """How far off, and on which side.

    >>> _times_off(10, 32, higher_is_better=False), _times_off(10, 11, higher_is_better=False)
    ('3.2 × too optimistic', 'close')
    """
    off = max(guess / value, value / guess)
    if off <= CLOSE:
        return "close"
    optimistic = (guess > value) == higher_is_better
    return f"{rate_words(off)} × too {'optimistic' if optimistic else 'pessimistic'}"
