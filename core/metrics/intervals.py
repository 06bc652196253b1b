"""How sure a run can be: intervals for percentiles and means, and how many requests they need."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, bdtrik, betainc, stdtrit

from core.base import Checks

Interval = tuple[float, float]

MEAN_BATCHES = 25


def percentile_interval(values: ArrayLike, p: float, confidence: float = 0.95) -> Interval | None:
    """Where the true p-quantile lies, whatever the distribution: two of the values themselves, in any order.

    The number of values at or below the true quantile is binomial (n, p), so ranks l and u with
    P(l ≤ Bin(n, p) < u) ≥ confidence bracket it (Hahn & Meeker 1991, section 5.2). None if n is too small.
    It takes the values to be independent: requests that queue together are not quite, so under heavy load
    the truth is less sure than the interval says; a longer run or several seeds tell.

    >>> percentile_interval(range(1, 101), 0.5)
    (40.0, 61.0)
    >>> percentile_interval(range(1, 101), 0.99) is None
    True
    """
    column = np.asarray(values, dtype=np.float64).ravel()
    ranks = percentile_ranks(len(column), p, confidence)
    if ranks is None:
        return None
    low, _, high = ranks
    parted = np.partition(column, (low, high))
    return float(parted[low]), float(parted[high])


@lru_cache(maxsize=1024)
def percentile_ranks(n: int, p: float, confidence: float = 0.95) -> tuple[int, int, int] | None:
    """Positions (from 0) in n sorted values of the interval's low end, the percentile, and the high end.

    The percentile is the smallest value that at least a share p of the values does not exceed: ⌈np⌉ from below.

    >>> percentile_ranks(1000, 0.99)
    (982, 989, 996)
    """
    _check(n=n, p=p, confidence=confidence)
    if n == 0:
        return None
    low = _binomial_quantile((1 - confidence) / 2, n, p)
    high = _binomial_quantile((1 + confidence) / 2, n, p) + 1
    if low < 1 or high > n:
        return None
    # The tiny step down keeps 0.07 × 100 = 7.000000000000001 at rank 7.
    return low - 1, max(math.ceil(n * p * (1 - 1e-12)), 1) - 1, high - 1


def enough_requests(n: int, p: float, confidence: float = 0.95) -> bool:
    """Whether n requests are enough to bracket the p-quantile.

    >>> enough_requests(367, 0.99), enough_requests(368, 0.99)
    (False, True)
    """
    return percentile_ranks(n, p, confidence) is not None


def smallest_n(p: float, t: int = 0, confidence: float = 0.99) -> int:
    """Fewest requests that show a p-quantile within its bound when t of them were over the bound.

    The smallest n = h + t with I_p(h, t + 1) ≤ 1 − confidence, where I is the regularised incomplete beta
    function (MLPerf Inference, early stopping, tolerance 0).

    >>> [smallest_n(0.90, t) for t in (0, 1, 2)], smallest_n(0.99)
    ([44, 64, 81], 459)
    """
    _check(n=t, p=p, confidence=confidence)
    # Larger h only makes it less likely, so bisect between one that fails and one that passes.
    fails, passes = 0, 1
    while betainc(passes, t + 1, p) > 1 - confidence:
        fails, passes = passes, 2 * passes
    while passes - fails > 1:
        middle = (fails + passes) // 2
        if betainc(middle, t + 1, p) > 1 - confidence:
            fails = middle
        else:
            passes = middle
    return passes + t


def mean_interval(values: ArrayLike, confidence: float = 0.95) -> Interval | None:
    """Where the true mean lies, for values in order of service that resemble their neighbours.

    Batch means: cut the run into 25 stretches; their means are nearly independent, so
    mean ± t(24) · sd(stretch means)/√25 (Law 2015, section 9.5.3; Student's t). None below 50 values.

    >>> mean_interval([0.5] * 100)
    (0.5, 0.5)
    >>> mean_interval([0.5] * 49) is None
    True
    """
    column = np.asarray(values, dtype=np.float64).ravel()
    _check(n=len(column), p=0.5, confidence=confidence)
    if len(column) < 2 * MEAN_BATCHES:
        return None
    mean = float(column.mean())
    spread = float(_stretch_means(column).std(ddof=1)) / math.sqrt(MEAN_BATCHES)
    half = float(stdtrit(MEAN_BATCHES - 1, (1 + confidence) / 2)) * spread
    return mean - half, mean + half


def replication_interval(values: Sequence[float], confidence: float = 0.95) -> Interval | None:
    """Where the true value lies, given what each of k independent runs found, shape (k,).

    Mean ± t(k − 1) · sd/√k (Law 2015, section 9.4.1; Student's t). None of fewer than two runs.

    >>> [round(end, 3) for end in replication_interval([1.0, 2.0, 3.0])]
    [-0.484, 4.484]
    """
    _check(n=len(values), p=0.5, confidence=confidence)
    if len(values) < 2:
        return None
    column = np.asarray(values, dtype=np.float64)
    half = float(stdtrit(len(values) - 1, (1 + confidence) / 2)) * float(column.std(ddof=1))
    half /= math.sqrt(len(values))
    return float(column.mean()) - half, float(column.mean()) + half


def _stretch_means(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of consecutive stretches whose lengths differ by one at most, shape (MEAN_BATCHES,)."""
    edges = np.linspace(0, len(column), MEAN_BATCHES + 1).astype(np.intp)
    means: NDArray[np.float64] = np.add.reduceat(column, edges[:-1]) / np.diff(edges)
    return means


def _binomial_quantile(share: float, n: int, p: float) -> int:
    """The smallest k with P(Bin(n, p) ≤ k) ≥ share."""
    k = max(math.ceil(float(bdtrik(share, n, p))), 0)
    # The inverse is a floating-point search: settle the last step on the exact distribution function.
    while k > 0 and bdtr(k - 1, n, p) >= share:
        k -= 1
    while bdtr(k, n, p) < share:
        k += 1
    return k


def _check(*, n: int, p: float, confidence: float) -> None:
    checks = Checks()
    checks.whole("n", n, least=0)
    if not 0 < p < 1:
        checks.add("p", f"{p!r} is not a share between 0 and 1", "write the 99th percentile as 0.99")
    if not 0 < confidence < 1:
        checks.add("confidence", f"{confidence!r} is not a share between 0 and 1", "write 95 % as 0.95")
    checks.done()
