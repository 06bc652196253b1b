"""Mean latency against load on the lesson's server, three ways to serve: what the dynamic-batching figure draws."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.learning.numbers import FIXED_S, PER_TEXT_S
from core.theory import Unstable, batch_service_s, fixed_batch, md1_latency_s, take_all

FEW, MOST = 2, 8
LOADS = (*range(5, 90, 5), 88, 90, *range(95, 165, 5), *range(170, 440, 10), 435, 440, 443)
"""Arrival rates to draw, in messages per second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Mean latency in seconds of each way; None where the queue grows without end."""

    one_s: float | None
    few_s: float | None
    take_all_s: float | None


@cache
def ways_at(arrival_rate: float) -> Ways:
    """The three means at one arrival rate, Poisson arrivals: M/D/1, fixed batches of 2, take-all up to 8.

    >>> round(1e3 * ways_at(10).one_s, 1), ways_at(100).one_s
    (11.7, None)
    """
    return Ways(
        one_s=_mean(lambda: md1_latency_s(arrival_rate, batch_service_s(1, FIXED_S, PER_TEXT_S))),
        few_s=_mean(lambda: fixed_batch(arrival_rate, FEW, FIXED_S, PER_TEXT_S).mean_latency_s),
        take_all_s=_mean(lambda: take_all(arrival_rate, MOST, FIXED_S, PER_TEXT_S).mean_latency_s),
    )


def limit(batch_size: int) -> float:
    """The arrival rate from which full batches of this size fall behind: B/τ(B).

    >>> round(limit(1), 1), round(limit(8), 1)
    (90.9, 444.4)
    """
    return batch_size / batch_service_s(batch_size, FIXED_S, PER_TEXT_S)


def curve(way: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(arrival rates, mean latency in ms) of one way over LOADS; NaN where it is unstable."""
    means = [getattr(ways_at(float(rate)), way) for rate in LOADS]
    return np.array(LOADS, float), np.array([np.nan if mean is None else 1000 * mean for mean in means])


def _mean(solve: Callable[[], float]) -> float | None:
    try:
        return solve()
    except Unstable:
        return None
