"""Independent replications: the same scenario with other random numbers, and how sure the runs together are.

Where a queue is long, neighbours in it are alike, so that one run knows far less than its number of requests suggests.
Runs with other draws are independent of each other, however alike their own requests are.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.experiment.scenario import Scenario
from core.experiment.simulate import simulate
from core.metrics import Distribution, RequestLog
from core.metrics.intervals import Interval, replication_interval
from core.metrics.objective import LatencyObjective
from core.metrics.summary import distribution
from core.serving import Cost
from core.workload import Replay

# From this utilisation on, the percentile interval of a single run is narrower than the truth.
NEAR_KNEE = 0.8
REPLICATIONS = 5
# What a run needs at nine tenths of what can be served. A queue forgets its beginning in a time that grows as
# 1/(1 − ρ)², so nearer to saturation more is needed, and beyond MOST_REQUESTS a page would take too long.
REQUESTS, MOST_REQUESTS = 20_000, 100_000
# Each run begins with an empty queue, which flatters it: so much of it is thrown away.
WARM_UP_SHARE = 0.1

Verdict = Literal["met", "not met", "not settled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replications:
    """The latency of several runs, each of n requests after its warm-up."""

    n: int
    runs: tuple[Distribution, ...]

    def values_s(self, name: str) -> tuple[float, ...]:
        """ "mean", "p50" … "p99" of each run; those without enough requests are left out."""
        return tuple(value for run in self.runs if (value := getattr(run, name)) is not None)

    def middle_s(self, name: str) -> float | None:
        """The average over the runs; None where a run has too few requests to say."""
        found = self.values_s(name)
        return sum(found) / len(found) if len(found) == len(self.runs) else None

    def interval_s(self, name: str) -> Interval | None:
        """Where the true value lies, 95 %: Student's t over the runs; None of a single one, or with too few requests."""
        found = self.values_s(name)
        return replication_interval(found) if len(found) == len(self.runs) else None

    def verdict(self, objective: LatencyObjective) -> Verdict:
        """Met or not met if the whole interval of the percentile lies on that side of the bound."""
        interval = self.interval_s(f"p{100 * objective.percentile:g}")
        if interval is None or interval[0] <= objective.bound_s < interval[1]:
            return "not settled"
        return "met" if interval[1] <= objective.bound_s else "not met"


def near_knee(utilisation: float | None) -> bool:
    """Whether a single run's percentile interval is not to be trusted at this utilisation."""
    return utilisation is not None and NEAR_KNEE <= utilisation < 1


def requests_needed(utilisation: float) -> int:
    """How many requests each run needs at a utilisation below 1, so that its interval means what it says.

    >>> requests_needed(0.8), requests_needed(0.95)
    (20000, 80000)
    """
    return round(REQUESTS * max(1.0, ((1 - 0.9) / (1 - utilisation)) ** 2))


@lru_cache(maxsize=256)
def replicate(
    scenario: Scenario, cost: Cost, *, times: int = REPLICATIONS, requests: int | None = None
) -> Replications:
    """Several simulated runs with consecutive seeds, the first tenth of each thrown away. Pure, so kept.

    requests: of each run; else the scenario's own. A recording has but one course: it is run once.
    """
    longer = scenario if requests is None else replace(scenario, requests=requests)
    seeds = 1 if isinstance(scenario.arrivals, Replay) else times
    logs = [simulate(replace(longer, seed=scenario.seed + shift), cost).log for shift in range(seeds)]
    return Replications(n=len(_warm(logs[0])), runs=tuple(distribution(_warm(log)) for log in logs))


def _warm(log: RequestLog) -> NDArray[np.float64]:
    return log.latency_s[int(WARM_UP_SHARE * len(log)) :]
