"""Open against closed loop: the same overload wanted either way, and the course of a run as a chart needs it."""

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from core.base import Fault, InvalidInput
from core.experiment.result import Engine, Result
from core.experiment.scenario import Scenario
from core.workload import ClosedLoop, Poisson

# How much is wanted of what can be served, for how long, and the fewest and most texts that takes.
OVERLOAD = 1.3
WANTED_S = 6.0
FEWEST, MOST = 500, 2_000
# So many points show the course of a run, and fit into an event.
POINTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A run in the order of its answers: some of them by time and latency, and what the whole run came to.

    finish_s, latency_s: of at most 300 requests, evenly taken. first_s, last_s: the latency of the first and the last.
    tail_s: p99, or the longest where the requests are too few for it.
    """

    engine: Engine
    n: int
    finish_s: tuple[float, ...]
    latency_s: tuple[float, ...]
    first_s: float
    last_s: float
    tail_s: float
    throughput_per_s: float
    void: str | None = None


def loop_scenarios(scenario: Scenario, capacity: float, clients: int) -> tuple[Scenario, Scenario]:
    """The overload as an open loop, then as clients who wait: each pauses N/λ seconds, so N of them want λ a second."""
    wanted = OVERLOAD * capacity
    base = replace(scenario, requests=min(max(int(wanted * WANTED_S), FEWEST), MOST))
    opened = replace(base, arrivals=Poisson(rate=wanted))
    return opened, replace(base, arrivals=ClosedLoop(clients=clients, think_s=min(clients / wanted, 60.0)))


def course(result: Result) -> Course:
    """The course of a run; InvalidInput if nothing was answered."""
    log, latency = result.log, result.summary.latency
    if not len(log):
        raise InvalidInput([Fault(field="run", problem="nothing was answered", fix="let it run longer")])
    taken = np.unique(np.linspace(0, len(log) - 1, POINTS).astype(int))
    return Course(
        engine=result.engine,
        n=len(log),
        finish_s=tuple(np.round(log.finish_s[taken], 4).tolist()),
        latency_s=tuple(np.round(log.latency_s[taken], 6).tolist()),
        first_s=float(log.latency_s[0]),
        last_s=float(log.latency_s[-1]),
        tail_s=float(latency.p99 if latency.p99 is not None else log.latency_s.max()),
        throughput_per_s=result.summary.throughput_per_s or 0.0,
        void=result.void,
    )


def course_to_plain(one: Course) -> dict[str, Any]:
    """The course as JSON-ready values."""
    return asdict(one)


def course_from_plain(plain: dict[str, Any]) -> Course:
    """What ``course_to_plain`` wrote."""
    return Course(**{**plain, "finish_s": tuple(plain["finish_s"]), "latency_s": tuple(plain["latency_s"])})
