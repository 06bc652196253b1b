"""The batch job as an alternative: collect texts for a while, then answer the pile, with machines on only for that."""

import math
from collections.abc import Callable

from core.experiment.plan import MOST_REPLICAS, Choice, Need
from core.experiment.plan_pile import largest_pile

# How many machines more than keep up are tried, and how finely a period is searched.
MORE_REPLICAS, HALVINGS = 8, 40
# Machines that stop and start more often than this are as good as always on, and are seldom to be had so.
LEAST_PERIOD_S = 60.0


def batch_job(need: Need) -> Choice | None:
    """The cheapest batch job that hands over every pile in time; None where there is no time for one.

    Every ``period_s`` machines start and answer what has come in since. The last text's latency is period + start +
    pile, for the largest pile that is to be expected; the period is the longest that keeps to the bound. The machines
    are done before the next pile is collected, a pile is worth one full batch at least, and jobs are a minute apart.
    """
    size = need.largest_batch
    keep_up = need.rate * need.cost.batch_s(size) / size + 1e-9
    if need.bound_s("batch") <= need.start_s or keep_up > MOST_REPLICAS:
        return None
    largest = largest_pile(need.arrivals, need.objective.percentile)
    best: Choice | None = None
    for replicas in range(math.ceil(keep_up), min(math.ceil(keep_up) + MORE_REPLICAS, MOST_REPLICAS) + 1):
        job = _with(need, replicas, largest)
        if job and best and job.hour_cost >= best.hour_cost:
            break
        best = job or best
    return best


def pile_s(need: Need, texts: float, replicas: int) -> float:
    """How long a pile takes that is dealt out evenly: full batches, and what is left over."""
    full, rest = divmod(math.ceil(texts / replicas - 1e-9), need.largest_batch)
    return full * need.cost.batch_s(need.largest_batch) + (need.cost.batch_s(rest) if rest else 0.0)


def _with(need: Need, replicas: int, largest: Callable[[float], float]) -> Choice | None:
    """The job with so many machines and the longest period, by halving."""
    size, bound_s = need.largest_batch, need.bound_s("batch")

    def last_s(period_s: float) -> float:
        return period_s + need.start_s + pile_s(need, largest(period_s), replicas)

    period_s, too_long_s = 0.0, bound_s - need.start_s
    for _ in range(HALVINGS):
        middle_s = (period_s + too_long_s) / 2
        period_s, too_long_s = (middle_s, too_long_s) if last_s(middle_s) <= bound_s else (period_s, middle_s)
    texts = need.rate * period_s
    if period_s < LEAST_PERIOD_S:
        return None
    # The next pile finds the machines free, and there is a batch's worth of it.
    if last_s(period_s) > min(bound_s, 2 * period_s) or texts < size:
        return None
    machine_s = replicas * (need.start_s + pile_s(need, texts, replicas))
    return Choice(
        mode="batch",
        max_batch_size=size,
        max_wait_s=0.0,
        replicas=replicas,
        tail_s=last_s(period_s),
        busy=min(1.0, texts * need.cost.batch_s(size) / size / machine_s),
        hour_cost=machine_s / period_s * need.hour_price,
        period_s=period_s,
    )
