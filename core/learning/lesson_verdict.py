"""What became of a lesson's prediction: which choice held, by which run, and what to say to the one that was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.base.numbers_format import pct
from core.experiment import Result
from core.learning.lesson_measures import MEASURES
from core.learning.lesson_values import Guessable, Prediction


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One engine's figure for the measure of a prediction. label: LIVE or SIM. lacks: why it has none, in words."""

    label: str
    value: float | None
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """right: None where there is nothing to judge."""

    right: bool | None
    words: str


def other_load(results: Sequence[Result], wanted: float) -> str:
    """What load a live run came to, if that is not the one that was wanted; "" if it is.

    The load: arrivals per second × the mean call of one text alone. Near the limit a little decides much, so what it
    may be off by is a share of what is free.
    """
    alone = next((result for result in results if result.scenario.largest_batch == 1), None)
    if alone is None or not alone.summary.service.mean or alone.scenario.arrival_rate is None:
        return ""
    load = alone.scenario.arrival_rate * alone.summary.service.mean
    if abs(load - wanted) <= 0.03 + 0.12 * abs(1 - wanted):
        return ""
    return (
        f"calls took another time than just before, so the load came to {pct(load, 0)}, not {pct(wanted, 0)}"
    )


def holds(block: Prediction, value: float) -> Guessable:
    """The choice that a measured value makes true: the first whose bound lies above it."""
    return next((one for one in block.choices if one.below is None or value < one.below), block.choices[-1])


def verdict(block: Prediction, choice: Guessable | None, said: Sequence[Said]) -> Verdict:
    """The verdict on a choice (None: no guess was made); said: what the runs gave, the one to go by first.

    A run that has no figure says why, and the next one decides.
    """
    figure = next((one.value for one in said if one.value is not None), None)
    if block.measure is None:
        true = next(one for one in block.choices if one.correct)
        told = ""
    else:
        words = MEASURES[block.measure].words
        parts = [f"{one.label}: {one.lacks if one.value is None else words(one.value)}" for one in said]
        told = "; ".join(parts) + "." if parts else ""
        if figure is None:
            return Verdict(right=None, words=_joined(told, "There is no figure to hold your guess against."))
        true = holds(block, figure)
    if choice is None:
        return Verdict(right=None, words=_joined(told, f"What holds: {true.text}", true.reply))
    if choice == true:
        return Verdict(right=True, words=_joined(told, "Your guess holds.", choice.reply))
    return Verdict(right=False, words=_joined(told, f"It came out differently: {true.text}", choice.reply))


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())
