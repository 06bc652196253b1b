"""How sure a measure of quality is: exact intervals for plain shares, the bootstrap for measures made of several."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from core.base import Checks, stream
from core.metrics.intervals import Interval
from core.metrics.quality import ConfusionMatrix

RESAMPLES = 2_000

Counts = NDArray[np.float64]


@lru_cache(maxsize=8192)
def exact_interval(hits: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Where the true share lies if ``hits`` of ``n`` independent trials came out; None of no trial.

    The ends are quantiles of Beta(k, n − k + 1) and Beta(k + 1, n − k). Source: Clopper and Pearson, Biometrika 26 (1934).

    >>> tuple(round(end, 3) for end in exact_interval(95, 100))
    (0.887, 0.984)
    """
    checks = Checks()
    checks.whole("n", n, least=0)
    checks.whole("hits", hits, least=0, most=max(n, 0))
    checks.done()
    if n == 0:
        return None
    tail = (1 - confidence) / 2
    low = float(betaincinv(hits, n - hits + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, n - hits, 1 - tail)) if hits < n else 1.0
    return low, high


@lru_cache(maxsize=2048)
def bootstrap_interval(
    matrix: ConfusionMatrix, measure: Callable[[Counts], Counts], confidence: float = 0.95
) -> Interval | None:
    """Percentile interval of a measure over 2,000 resamples of the messages; the same for the same matrix, and kept.

    Messages drawn with replacement fall into the four cells as a multinomial draw of the counts, so the counts are all
    that is needed. measure: counts of shape (resamples, 4), in the order tp, fp, fn, tn, to values of shape
    (resamples,), NaN where there is none. None if the measure exists in none of them. Source: Efron (1979).
    """
    counts = np.array([matrix.tp, matrix.fp, matrix.fn, matrix.tn], dtype=np.float64)
    n = matrix.total
    if n == 0:
        return None
    drawn = stream(0, "bootstrap").multinomial(n, counts / n, size=RESAMPLES).astype(np.float64)
    values = measure(drawn)
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def f1_of(counts: Counts) -> Counts:
    """2tp/(2tp + fp + fn) of each row."""
    tp, fp, fn, _ = counts.T
    return _ratio(2 * tp, 2 * tp + fp + fn)


def balanced_accuracy_of(counts: Counts) -> Counts:
    """Mean of recall and specificity of each row."""
    tp, fp, fn, tn = counts.T
    return (_ratio(tp, tp + fn) + _ratio(tn, tn + fp)) / 2


def mcc_of(counts: Counts) -> Counts:
    """Matthews' correlation of each row."""
    tp, fp, fn, tn = counts.T
    product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return _ratio(tp * tn - fp * fn, np.sqrt(product))


def _ratio(part: Counts, whole: Counts) -> Counts:
    shares: Counts = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return shares
