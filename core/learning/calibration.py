"""How well a learner knows what they know: certainty said before the verdict, against what came true. Never graded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scipy.stats import beta

from core.learning.first_answers import FirstAnswer

LevelName: TypeAlias = Literal["low", "middle", "high"]
COVER = 0.90


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """One of three levels. From ``least`` on it pays to choose it; ``probability`` is what is stored in the event.

    right, wrong: its points. They pay best where one chooses what one believes: r·p + w·(1 − p) of two neighbours
    are equal at the break-evens 2/3 and 0.8.
    """

    name: LevelName
    label: str
    least: float
    probability: float
    right: int
    wrong: int


LEVELS: tuple[Certainty, ...] = (
    Certainty(name="low", label="Unsure: under 67 %", least=0.0, probability=0.50, right=1, wrong=0),
    Certainty(
        name="middle", label="Fairly sure: 67 to 80 %", least=2 / 3, probability=0.73, right=2, wrong=-2
    ),
    Certainty(name="high", label="Sure: over 80 %", least=0.8, probability=0.90, right=3, wrong=-6),
)
CONFIDENT = LEVELS[-1].least


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """One level of certainty: right of n, and the 90 % interval of the share right (Jeffreys); None without answers."""

    level: Certainty
    n: int
    right: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """n: answers with a certainty. brier: mean of (certainty − right)², 0 at best, 0.25 for always saying one half.

    points: Σ over the levels. confident_errors: wrong though sure, newest first. None where there is nothing to say.
    """

    n: int
    brier: float | None
    points: int
    levels: tuple[LevelResult, ...]
    confident_errors: tuple[FirstAnswer, ...]


def level_of(certainty: float) -> Certainty:
    """The level that a certainty belongs to: the highest whose break-even it reaches.

    >>> level_of(0.73).name, level_of(0.9).name
    ('middle', 'high')
    """
    return next(level for level in reversed(LEVELS) if certainty >= level.least)


def calibration(firsts: Sequence[FirstAnswer]) -> Calibration:
    """The calibration over all first answers that came with a certainty."""
    said = [
        (level_of(first.certainty), first.certainty, first) for first in firsts if first.certainty is not None
    ]
    squares = [(certainty - first.correct) ** 2 for _, certainty, first in said]
    wrong_but_sure = [first for level, _, first in said if level.name == "high" and not first.correct]
    return Calibration(
        n=len(said),
        brier=sum(squares) / len(said) if said else None,
        points=sum(level.right if first.correct else level.wrong for level, _, first in said),
        levels=tuple(_result(level, [f.correct for own, _, f in said if own is level]) for level in LEVELS),
        confident_errors=tuple(sorted(wrong_but_sure, key=lambda first: -first.id)),
    )


def _result(level: Certainty, came_true: list[bool]) -> LevelResult:
    n, right = len(came_true), sum(came_true)
    if not n:
        return LevelResult(level=level, n=0, right=0, share=None, low=None, high=None)
    spread = beta(right + 0.5, n - right + 0.5)
    low, high = (float(spread.ppf(edge)) for edge in ((1 - COVER) / 2, (1 + COVER) / 2))
    return LevelResult(
        level=level,
        n=n,
        right=right,
        share=right / n,
        low=low if right else 0.0,
        high=high if right < n else 1.0,
    )
