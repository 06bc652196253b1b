"""What right and wrong answers say about a skill: the posterior of the share that the learner truly commands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SLIP = 0.05
ENOUGH = 0.70
COVER = 0.90
_CELLS = 2000
GRID: NDArray[np.float64] = (np.arange(_CELLS) + 0.5) / _CELLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One first answer without help. guess: the chance of being right without knowing."""

    right: bool
    guess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """The posterior of a skill q from 0 to 1: its mean, an interval that holds 90 % of it, and P(q ≥ 0.70)."""

    mean: float
    low: float
    high: float
    enough: float


def skill(outcomes: Sequence[Outcome]) -> Skill:
    """The skill behind these answers, from a uniform prior on q and P(right) = g + (1 − g − s)·q with slip s = 0.05.

    g is each question's own guess rate: a right number says more than a right option out of four.

    >>> round(skill([Outcome(right=True, guess=0.25)] * 10).enough, 2)
    0.94
    """
    log_likelihood = np.zeros_like(GRID)
    for outcome in outcomes:
        right = outcome.guess + (1 - outcome.guess - SLIP) * GRID
        log_likelihood += np.log(right if outcome.right else 1 - right)
    weight = np.exp(log_likelihood - log_likelihood.max())
    weight /= weight.sum()
    below = np.cumsum(weight)
    low, high = (float(GRID[np.searchsorted(below, edge)]) for edge in ((1 - COVER) / 2, (1 + COVER) / 2))
    return Skill(mean=float(weight @ GRID), low=low, high=high, enough=float(weight[GRID >= ENOUGH].sum()))
