"""Arrival patterns of an open loop: due times drawn up front, so that no slow reply can hold back a request."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, stream

MOST_PER_SECOND = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Poisson:
    """Independent visitors: exponential gaps with mean 1/rate. rate: requests per second."""

    rate: float
    kind: Literal["poisson"] = "poisson"

    def __post_init__(self) -> None:
        _check_rate(self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """A metronome: one request every 1/rate seconds. rate: requests per second."""

    rate: float
    kind: Literal["steady"] = "steady"

    def __post_init__(self) -> None:
        _check_rate(self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllAtOnce:
    """An archive: every request is due at time 0 (MLPerf Offline)."""

    kind: Literal["all_at_once"] = "all_at_once"


Arrivals = Poisson | Steady | AllAtOnce


def due_times(arrivals: Arrivals, requests: int, seed: int) -> NDArray[np.float64]:
    """The time each request is due, in seconds from the start, sorted; shape (requests,).

    >>> due_times(Steady(rate=4.0), 3, seed=0).tolist()
    [0.0, 0.25, 0.5]
    >>> due_times(AllAtOnce(), 2, seed=0).tolist()
    [0.0, 0.0]
    """
    match arrivals:
        case Poisson(rate=rate):
            return np.cumsum(stream(seed, "arrivals").exponential(1.0 / rate, requests))
        case Steady(rate=rate):
            return np.arange(requests) / rate
        case AllAtOnce():
            return np.zeros(requests)


def _check_rate(rate: float) -> None:
    checks = Checks()
    checks.number("arrival_rate", rate, above=0, most=MOST_PER_SECOND, unit="requests per second")
    checks.done()
