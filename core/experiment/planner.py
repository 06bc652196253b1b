"""The planner: the cheapest mode, batch size, wait and number of replicas that meet an objective, by simulation."""

import math
from dataclasses import replace

from core.base import Fault, InvalidInput
from core.experiment.least import least
from core.experiment.plan import MOST_REPLICAS, AtLoad, Choice, Need, Plan
from core.experiment.plan_job import batch_job
from core.experiment.plan_runs import Setup, load_of
from core.experiment.plan_search import Search, simplest
from core.experiment.plan_tail import tail, tail_if_met
from core.experiment.plan_words import assumptions

SCALES = (0.7, 1.0, 1.3)
MOST_GROWTH, STEPS = 8.0, 128


def plan(need: Need) -> Plan:
    """Recommends a mode and its settings. Raises InvalidInput if nothing offered can meet the objective.

    Always-on services are tried over a grid of batch sizes and waits, each with as few replicas as meet the objective;
    a batch job is worked out by arithmetic where the objective leaves time for one. The cheapest wins; among equals
    the simplest, unless another's tail is clearly shorter.
    """
    search = Search(need)
    single, dynamic, job = search.fewest(1, 0.0), search.best_dynamic(), batch_job(need)
    by_mode = tuple(choice for choice in (single, dynamic, job) if choice is not None)
    if not by_mode:
        raise InvalidInput([_impossible(need)])
    best = simplest(by_mode)
    return Plan(
        need=need,
        best=best,
        by_mode=by_mode,
        frontier=search.frontier(single, dynamic),
        sensitivity=tuple(_at_load(need, best, scale) for scale in SCALES),
        headroom=None if best.mode == "batch" else _headroom(need, best),
        assumes=assumptions(need, best),
    )


def _at_load(need: Need, best: Choice, scale: float) -> AtLoad:
    scaled = _scaled(need, scale)
    if best.mode == "batch":
        job = batch_job(scaled)
        return AtLoad(
            scale=scale,
            tail_s=job.tail_s if job else None,
            met=job is not None,
            replicas=job.replicas if job else None,
        )
    search = Search(scaled)
    found = tail(search.load, need.objective, _setup(best))
    needed = search.fewest(best.max_batch_size, best.max_wait_s, near=round(scale * best.replicas))
    return AtLoad(
        scale=scale, tail_s=found.tail_s, met=found.met, replicas=needed.replicas if needed else None
    )


def _headroom(need: Need, best: Choice) -> float:
    """How many times the load still meets the objective with nothing added, rounded down to a step of growth."""
    setup = _setup(best)

    def met(steps_down: int) -> bool:
        growth = MOST_GROWTH ** (1 - steps_down / STEPS)
        load = load_of(_scaled(need, growth).arrivals, need.cost)
        return tail_if_met(load, need.objective, setup) is not None

    bearable = setup.replicas * need.cost.capacity(setup.size) / load_of(need.arrivals, need.cost).peak_rate
    too_much = max(0, STEPS - math.ceil(STEPS * math.log(bearable, MOST_GROWTH)))
    steps_down = least(met, above=too_much, most=STEPS - 1)
    return 1.0 if steps_down is None else MOST_GROWTH ** (1 - steps_down / STEPS)


def _scaled(need: Need, scale: float) -> Need:
    """The same stream, so many times as dense."""
    arrivals = need.arrivals
    if arrivals.kind == "replay":
        return replace(need, arrivals=replace(arrivals, times_s=tuple(t / scale for t in arrivals.times_s)))
    return replace(need, arrivals=replace(arrivals, rate=scale * arrivals.rate))


def _setup(choice: Choice) -> Setup:
    return Setup(size=choice.max_batch_size, wait_s=choice.max_wait_s, replicas=choice.replicas)


def _impossible(need: Need) -> Fault:
    alone_ms, bound_ms = 1000 * need.cost.batch_s(1), 1000 * need.objective.bound_s
    if alone_ms > bound_ms:
        problem = f"a call with one text takes {alone_ms:.3g} ms, the objective allows {bound_ms:.3g} ms"
        return Fault(field="objective", problem=problem, fix="allow more time, or use a quicker model")
    problem = f"not met by {MOST_REPLICAS:,} replicas of any set-up tried"
    return Fault(field="objective", problem=problem, fix="allow more time, or use a quicker model")
