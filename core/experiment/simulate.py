"""The simulator: the serving loop on a virtual clock, with a cost model in the classifier's place."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.base import stream
from core.batching import DynamicBatch, Policy
from core.experiment.result import Result, result_of
from core.experiment.scenario import Scenario
from core.metrics import RequestLog
from core.serving import Cost, LinearCost, VirtualClock, serve
from core.serving.cost import sampler, single_times
from core.serving.dynamic import serve_dynamically
from core.serving.lindley import serve_one_by_one
from core.serving.loop import ComeBack
from core.workload import ClosedLoop, due_times


def simulate(scenario: Scenario, cost: Cost) -> Result:
    """Runs the scenario against a cost model, in no time: batches of one in a single vectorised pass.

    >>> from core.batching import RealTime
    >>> from core.serving import LinearCost
    >>> from core.workload import Steady
    >>> quiet = Scenario(classifier="tfidf-logreg", policy=RealTime(), arrivals=Steady(rate=10), requests=100)
    >>> result = simulate(quiet, LinearCost(fixed_s=0.010, per_item_s=0.001))
    >>> round(result.summary.latency.mean, 6), result.label
    (0.011, 'SIM')
    """
    return result_of(engine="simulated", scenario=scenario, log=simulated_log(scenario, cost), cost=cost)


def simulated_log(scenario: Scenario, cost: Cost) -> RequestLog:
    """The log of that run alone, by the quickest way that gives the loop's numbers."""
    due_s = due_times(scenario.arrivals, scenario.requests, scenario.seed)
    rng = stream(scenario.seed, "service")
    match scenario.policy, scenario.arrivals, cost:
        case policy, ClosedLoop(come_back=come_back), _:
            return _loop(due_s, policy, sampler(cost, rng), come_back, scenario.requests)
        case policy, _, _ if scenario.largest_batch == 1:
            return serve_one_by_one(due_s, single_times(cost, scenario.requests, rng))
        case DynamicBatch() as policy, _, LinearCost():
            return serve_dynamically(due_s, policy, cost)
        case policy, _, _:
            return _loop(due_s, policy, sampler(cost, rng))


def _loop(
    due_s: NDArray[np.float64],
    policy: Policy,
    draw: Callable[[int], float],
    come_back: ComeBack | None = None,
    requests: int | None = None,
) -> RequestLog:
    clock = VirtualClock()
    return serve(
        due_s.tolist(),
        policy,
        clock,
        lambda _first, size: clock.advance(draw(size)),
        come_back=come_back,
        requests=requests,
    )
