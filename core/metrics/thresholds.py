"""What every threshold on a score would give: the four counts, their cost, and the cheapest threshold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.base import Checks
from core.metrics.quality import ConfusionMatrix


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThresholdScan:
    """The counts at each threshold, all of shape (k,), thresholds rising; a text is flagged at score ≥ threshold."""

    thresholds: NDArray[np.float64]
    tp: NDArray[np.int64]
    fp: NDArray[np.int64]
    positives: int
    total: int

    def cost_per_text(self, miss_times: float) -> NDArray[np.float64]:
        """(FP + miss_times · FN)/n at each threshold, in units of one false alarm."""
        costs: NDArray[np.float64] = (self.fp + miss_times * (self.positives - self.tp)) / self.total
        return costs

    def cheapest(self, miss_times: float) -> int:
        """The place of the threshold with the lowest cost; among equals, the middle one."""
        checks = Checks()
        checks.number("miss_times", miss_times, above=0)
        checks.done()
        cost = self.cost_per_text(miss_times)
        equal = np.flatnonzero(cost == cost.min())
        return int(equal[len(equal) // 2])

    def nearest(self, threshold: float) -> int:
        """The place of the threshold nearest to the one given."""
        return int(np.abs(self.thresholds - threshold).argmin())

    def matrix(self, place: int) -> ConfusionMatrix:
        """The four counts at one place of the scan."""
        tp, fp = int(self.tp[place]), int(self.fp[place])
        return ConfusionMatrix(tp=tp, fp=fp, fn=self.positives - tp, tn=self.total - self.positives - fp)

    @property
    def precision(self) -> NDArray[np.float64]:
        """Precision at each threshold; NaN where nothing is flagged."""
        flagged = self.tp + self.fp
        shares: NDArray[np.float64] = np.divide(
            self.tp, flagged, out=np.full(len(flagged), np.nan), where=flagged > 0
        )
        return shares

    @property
    def recall(self) -> NDArray[np.float64]:
        """Recall at each threshold; NaN where there are no positives."""
        if self.positives == 0:
            return np.full(len(self.tp), np.nan)
        shares: NDArray[np.float64] = self.tp / self.positives
        return shares


def scan(
    scores: NDArray[np.float64], positive: NDArray[np.bool_], thresholds: NDArray[np.float64]
) -> ThresholdScan:
    """Counts for each of the thresholds. scores and positive: shape (n,); thresholds: shape (k,), rising.

    >>> found = scan(np.array([0.2, 0.6, 0.9]), np.array([False, True, True]), np.array([0.1, 0.5, 0.95]))
    >>> found.tp.tolist(), found.fp.tolist()
    ([2, 2, 0], [1, 0, 0])
    """
    hits, alarms = np.sort(scores[positive]), np.sort(scores[~positive])
    return ThresholdScan(
        thresholds=thresholds,
        tp=len(hits) - np.searchsorted(hits, thresholds, side="left"),
        fp=len(alarms) - np.searchsorted(alarms, thresholds, side="left"),
        positives=len(hits),
        total=len(scores),
    )


def break_even(miss_times: float) -> float:
    """The cheapest threshold for true probabilities: c_alarm/(c_alarm + c_miss) = 1/(1 + miss_times) (Elkan 2001).

    >>> break_even(9.0)
    0.1
    """
    return 1 / (1 + miss_times)
