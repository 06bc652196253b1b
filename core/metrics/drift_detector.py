"""Watching a column of numbers for a change: a stability index and a two-sample test a day, and how often they cry wolf."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import ks_2samp

from core.base import Checks
from core.metrics.psi import psi, psi_bound

# Days whose verdict a watcher keeps.
MOST_KEPT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watch:
    """What the detectors say of each day, shape (days,): PSI, and the p-value of the Kolmogorov-Smirnov test.

    n_reference: numbers that the days are compared with. per_day: numbers on a day.
    """

    psi: NDArray[np.float64]
    ks_p: NDArray[np.float64]
    n_reference: int
    per_day: int

    def ks_alarms(self, alpha: float) -> NDArray[np.bool_]:
        """Days on which the test rejects "nothing has changed" at level alpha, shape (days,)."""
        return self.ks_p < alpha

    def psi_alarms(self, bound: float) -> NDArray[np.bool_]:
        """Days on which the index is over a bound, shape (days,)."""
        return self.psi > bound

    def psi_bound(self, alpha: float) -> float:
        """The bound that gives the index about alpha of false alarms a day."""
        return psi_bound(self.n_reference, self.per_day, alpha=alpha)


def watch(reference: ArrayLike, days: ArrayLike) -> Watch:
    """Compares each day with the reference. reference: shape (m,); days: shape (days, per_day).

    The test: two-sample Kolmogorov-Smirnov with its asymptotic p-value (scipy.stats.ks_2samp).

    >>> found = watch(np.arange(100.0), [np.arange(0.0, 100.0, 2), np.arange(50.0, 100.0)])
    >>> found.ks_alarms(0.01).tolist(), found.psi_alarms(0.2).tolist()
    ([False, True], [False, True])
    """
    base, table = np.asarray(reference, dtype=np.float64).ravel(), np.asarray(days, dtype=np.float64)
    checks = Checks()
    if table.ndim != 2 or not table.size:
        checks.add("days", "they are no table of days and numbers", "give shape (days, per_day)")
    checks.done()
    return Watch(
        psi=np.array([psi(base, day) for day in table]),
        ks_p=np.asarray(
            ks_2samp(np.broadcast_to(base, (len(table), len(base))), table, axis=1, method="asymp").pvalue
        ),
        n_reference=len(base),
        per_day=table.shape[1],
    )


class Watcher:
    """``watch`` against one reference, again and again. What was said of a day is kept: most days come more than once."""

    def __init__(self, reference: ArrayLike) -> None:
        self._reference = np.asarray(reference, dtype=np.float64).ravel()
        self._known: dict[bytes, tuple[float, float]] = {}

    def watch(self, days: ArrayLike) -> Watch:
        """The same as ``watch(reference, days)``."""
        table = np.asarray(days, dtype=np.float64)
        known, names = self._known, [day.tobytes() for day in table]
        new = {name: row for row, name in enumerate(names) if name not in known}
        if new:
            fresh = watch(self._reference, table[list(new.values())])
            if len(known) > MOST_KEPT:
                # A new dictionary: another thread may be reading the old one.
                known = self._known = {name: known[name] for name in names if name in known}
            known.update(zip(new, zip(fresh.psi.tolist(), fresh.ks_p.tolist(), strict=True), strict=True))
        indices, ks_p = np.array([known[name] for name in names]).T
        return Watch(psi=indices, ks_p=ks_p, n_reference=len(self._reference), per_day=table.shape[1])


def first_alarm(alarms: NDArray[np.bool_], *, since: int = 1) -> int | None:
    """The first day (from 1) with an alarm, on or after the day ``since``; None if there is none.

    >>> first_alarm(np.array([True, False, True]), since=2)
    3
    """
    days = np.flatnonzero(alarms[since - 1 :])
    return int(days[0]) + since if len(days) else None
