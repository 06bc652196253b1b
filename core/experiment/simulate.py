"""The simulator: the serving loop on a virtual clock, with a cost model in the classifier's place."""

from core.base import stream
from core.experiment.result import Result, result_of
from core.experiment.scenario import Scenario
from core.serving import Cost, VirtualClock, serve
from core.serving.cost import sampler, single_times
from core.serving.lindley import serve_one_by_one
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
    due_s = due_times(scenario.arrivals, scenario.requests, scenario.seed)
    rng = stream(scenario.seed, "service")
    loop = scenario.arrivals if isinstance(scenario.arrivals, ClosedLoop) else None
    if scenario.largest_batch == 1 and loop is None:
        log = serve_one_by_one(due_s, single_times(cost, scenario.requests, rng))
    else:
        clock, draw = VirtualClock(), sampler(cost, rng)
        log = serve(
            due_s.tolist(),
            scenario.policy,
            clock,
            lambda _first, size: clock.advance(draw(size)),
            come_back=loop.come_back if loop else None,
            requests=scenario.requests,
        )
    return result_of(engine="simulated", scenario=scenario, log=log, cost=cost)
