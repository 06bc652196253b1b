"""What a model got right day by day, with intervals; and over any stretch of days."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks
from core.metrics import ConfusionMatrix
from core.metrics.classification_intervals import exact_interval

Counts = NDArray[np.int64]
Share = Literal["accuracy", "recall", "precision"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """The four counts of each day, shape (days,). first_day: the number of the first of them."""

    first_day: int
    tp: Counts
    fp: Counts
    fn: Counts
    tn: Counts

    def __len__(self) -> int:
        return len(self.tp)

    @property
    def numbers(self) -> list[int]:
        """The days' numbers."""
        return list(range(self.first_day, self.first_day + len(self)))

    def matrix(self, day: int) -> ConfusionMatrix:
        """The counts of one day."""
        return self.between(day, day)

    def between(self, first: int, last: int) -> ConfusionMatrix:
        """The counts of the days from ``first`` to ``last`` together. Raises InvalidInput if they are not all here."""
        checks = Checks()
        if not self.first_day <= first <= last < self.first_day + len(self):
            checks.add("days", f"{first} to {last} are not all there", f"give days of {self.numbers}")
        checks.done()
        days = slice(first - self.first_day, last - self.first_day + 1)
        return ConfusionMatrix(
            tp=int(self.tp[days].sum()),
            fp=int(self.fp[days].sum()),
            fn=int(self.fn[days].sum()),
            tn=int(self.tn[days].sum()),
        )


def share_with_interval(matrix: ConfusionMatrix, share: Share) -> tuple[float, float, float] | None:
    """(value, low, high) of a share with its exact 95 % interval; None where there is nothing to judge.

    >>> share_with_interval(ConfusionMatrix(tp=9, fp=0, fn=1, tn=0), "recall")[0]
    0.9
    """
    hits, n = {
        "accuracy": (matrix.tp + matrix.tn, matrix.total),
        "recall": (matrix.tp, matrix.tp + matrix.fn),
        "precision": (matrix.tp, matrix.tp + matrix.fp),
    }[share]
    interval = exact_interval(hits, n)
    return None if interval is None else (hits / n, *interval)
