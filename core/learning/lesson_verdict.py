"""What became of a lesson's prediction: which choice held, by which run, and what to say to the one that was made."""

from collections.abc import Sequence
from dataclasses import dataclass

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
