"""Latency against load: the same stream at rates up to what can be served, simulated, with theory's mean beside it."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median

import numpy as np

from core.batching import DynamicBatch
from core.experiment.predict import predict
from core.experiment.replications import near_knee, replicate
from core.experiment.scenario import Scenario
from core.experiment.search import at_rate
from core.experiment.simulate import simulate
from core.metrics import Distribution
from core.metrics.intervals import Interval
from core.serving import Cost
from core.workload import Bursty, Daily, Replay

# Shares of what full batches can serve: closer together where the curve bends.
SHARES = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.84, 0.89, 0.93, 0.96, 0.98)
REQUESTS = 3_000
# Neighbours in a long queue are alike, so near saturation one run says little: several, and longer ones, say more.
REPLICATED_REQUESTS = 6_000
# A wave or a burst must come round a few times before its percentiles mean anything.
WAVES, MOST_REQUESTS = 2, 10_000
MOST_REPLAYED = 10_000
# A curve that rises by less has no knee worth the name.
BENDS = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPoint:
    """One rate: the latency of each replication, every one of n requests. share: of what full batches can serve."""

    arrival_rate: float
    share: float
    n: int
    runs: tuple[Distribution, ...]

    def latency_s(self, name: str) -> float | None:
        """The median over the replications of "mean", "p50" … "p99"; None where there are not enough requests."""
        found = [getattr(run, name) for run in self.runs]
        return None if any(value is None for value in found) else float(median(found))

    def spread_s(self, name: str) -> Interval | None:
        """The lowest and the highest of the replications; None of a single one."""
        found = [value for run in self.runs if (value := getattr(run, name)) is not None]
        return (min(found), max(found)) if len(found) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCurve:
    """points: SIM, by rising rate. theory: (rate, mean latency in s) wherever a formula covers the scenario.

    capacity: texts per second that full batches can serve; from there on every load is unstable.
    """

    points: tuple[LoadPoint, ...]
    theory: tuple[tuple[float, float], ...]
    formula: str
    capacity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The loads at which a percentile stays within a bound. low None: from the lightest; high None: to the heaviest tried."""

    low: float | None
    high: float | None


def load_curve(scenario: Scenario, cost: Cost) -> LoadCurve:
    """The curve of a scenario, whatever rate it has itself. Pure, so kept: a slider that moves back costs nothing."""
    return _curve(replace(at_rate(scenario, 1.0), requests=1), cost)


@lru_cache(maxsize=128)
def _curve(scenario: Scenario, cost: Cost) -> LoadCurve:
    capacity = cost.capacity(scenario.largest_batch)
    points = tuple(_point(at_load(scenario, share * capacity), share, cost) for share in SHARES)
    # The exact chain takes far longer than a formula, so it is asked at every other rate.
    asked = points[1:-1:2] if isinstance(scenario.policy, DynamicBatch) else points
    said = [(point.arrival_rate, predict(at_load(scenario, point.arrival_rate), cost)) for point in asked]
    return LoadCurve(
        points=points,
        theory=tuple((rate, one.mean_latency_s) for rate, one in said if one and one.mean_latency_s),
        formula=next((one.formula for _, one in said if one and one.mean_latency_s), ""),
        capacity=capacity,
    )


def at_load(scenario: Scenario, rate: float) -> Scenario:
    """The scenario at another rate, with as many requests as the curve takes; a recording is played faster or slower.

    >>> from core.batching import RealTime
    >>> twice = Scenario(classifier="x", policy=RealTime(), arrivals=Replay(times_s=(0, 1, 3)), requests=3)
    >>> at_load(twice, 2 * twice.arrival_rate).arrivals.times_s
    (0.0, 0.5, 1.5)
    """
    match scenario.arrivals:
        case Replay(times_s=times_s):
            requests = min(len(times_s), MOST_REPLAYED)
            cut = replace(scenario, arrivals=Replay(times_s=times_s[:requests]), requests=requests)
            return at_rate(cut, rate)
        case Bursty(cycle_s=wave_s) | Daily(period_s=wave_s):
            requests = min(max(REQUESTS, math.ceil(WAVES * wave_s * rate)), MOST_REQUESTS)
        case _:
            requests = REQUESTS
    return replace(at_rate(scenario, rate), requests=requests)


def within(curve: LoadCurve, name: str, bound_s: float) -> Within | None:
    """Where the curve of a percentile lies within the bound; None if nowhere. Between points: a straight line, as drawn."""
    drawn = _drawn(curve, name)
    good = [position for position, (_, value) in enumerate(drawn) if value <= bound_s]
    if not good:
        return None
    last = good[-1]
    first = next(position for position in good if all(v <= bound_s for _, v in drawn[position : last + 1]))
    return Within(
        low=_crossing(*drawn[first - 1], *drawn[first], bound_s) if first else None,
        high=_crossing(*drawn[last], *drawn[last + 1], bound_s) if last + 1 < len(drawn) else None,
    )


def knee(curve: LoadCurve, name: str) -> float | None:
    """The load at which a percentile bends upward: furthest below the chord from the first point to the last.

    Both axes scaled to 0 … 1 (Kneedle: Satopää, Albrecht, Irwin & Raghavan 2011). None where it rises by less than a half.
    """
    drawn = _drawn(curve, name)
    if len(drawn) < 3:
        return None
    rates, values = (np.array(column) for column in zip(*drawn, strict=True))
    low, high = values.min(), values[-1]
    if high < BENDS * low:
        return None
    below = (rates - rates[0]) / np.ptp(rates) - (values - low) / (high - low)
    return float(rates[int(np.argmax(below))])


@lru_cache(maxsize=512)
def expected_s(scenario: Scenario, cost: Cost, rate: float, percentile: float) -> float | None:
    """What SIM says of a percentile (a share, like 0.99) at a rate that was tried live; None if unstable."""
    result = simulate(at_load(scenario, rate), cost)
    if result.unstable:
        return None
    return float(np.quantile(result.log.latency_s, percentile, method="inverted_cdf"))


def _point(scenario: Scenario, share: float, cost: Cost) -> LoadPoint:
    rate = scenario.arrival_rate
    assert rate is not None  # every stream of at_load has one
    # A recording has but one course, so there is nothing to repeat.
    if near_knee(share) and not isinstance(scenario.arrivals, Replay):
        several = replicate(scenario, cost, requests=max(scenario.requests, REPLICATED_REQUESTS))
        n, runs = several.n, several.runs
    else:
        n, runs = scenario.requests, (simulate(scenario, cost).summary.latency,)
    return LoadPoint(arrival_rate=rate, share=share, n=n, runs=runs)


def _drawn(curve: LoadCurve, name: str) -> list[tuple[float, float]]:
    """(rate, seconds) wherever there are enough requests to say."""
    return [(p.arrival_rate, value) for p in curve.points if (value := p.latency_s(name)) is not None]


def _crossing(x0: float, y0: float, x1: float, y1: float, level: float) -> float:
    """Where the straight line between two points passes a level."""
    return x0 + (x1 - x0) * (level - y0) / (y1 - y0)
