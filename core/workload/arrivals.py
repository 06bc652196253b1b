"""Arrival patterns of an open loop: due times drawn up front, so that no slow reply can hold back a request."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, Fault, InvalidInput, stream
from core.workload.closed_loop import ClosedLoop
from core.workload.patterns import MOST_PER_SECOND, Bursty, Daily, Replay, bursty_times, daily_times


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


Arrivals = Poisson | Steady | Bursty | Daily | Replay | AllAtOnce | ClosedLoop


def due_times(arrivals: Arrivals, requests: int, seed: int) -> NDArray[np.float64]:
    """The time each request is due, in seconds from the start, sorted; shape (requests,).

    Of a closed loop only each client's first request is known before the run: shape (min(clients, requests),).

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
        case Bursty():
            return bursty_times(arrivals, requests, seed)
        case Daily():
            return daily_times(arrivals, requests, seed)
        case Replay(times_s=times_s):
            return _recorded(times_s, requests)
        case AllAtOnce():
            return np.zeros(requests)
        case ClosedLoop(clients=clients):
            return np.zeros(min(clients, requests))


def _check_rate(rate: float) -> None:
    checks = Checks()
    checks.number("arrival_rate", rate, above=0, most=MOST_PER_SECOND, unit="requests per second")
    checks.done()


def _recorded(times_s: tuple[float, ...], requests: int) -> NDArray[np.float64]:
    if requests > len(times_s):
        problem = f"{requests:,} asked for, {len(times_s):,} recorded"
        raise InvalidInput(
            [Fault(field="requests", problem=problem, fix="ask for at most as many as are recorded")]
        )
    return np.asarray(times_s[:requests], dtype=float)
