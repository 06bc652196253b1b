"""The batch job as an alternative: collect texts for a while, then answer the pile, with machines on only for that."""

import math

from core.experiment.plan import MOST_REPLICAS, Choice, Need

# A pile is larger than its average now and then: planned for is an excess that a Poisson pile has once in 700.
EXCESS = 3.0


def batch_job(need: Need) -> Choice | None:
    """The batch job with the fewest machines that keeps up; None where there is no time for one.

    Every ``period_s`` machines start and answer n = λ·period texts in full batches, n·τ(B)/(B·replicas) seconds; the
    last text's latency is period + start + pile. The period is the longest whose pile, with a margin of 3·√n texts,
    is answered in time; it is at least the start itself, and the pile is done before the next one begins.
    """
    size, bound_s = need.largest_batch, need.bound_s("batch")
    text_s = need.cost.batch_s(size) / size
    replicas = max(1, math.ceil(need.rate * text_s + 1e-9))
    if replicas > MOST_REPLICAS:
        return None
    period_s = _longest_period(need.rate, text_s / replicas, bound_s - need.start_s)
    if period_s is None or period_s < max(need.start_s, size / need.rate):
        return None
    texts = need.rate * period_s
    machine_s = replicas * need.start_s + texts * text_s
    return Choice(
        mode="batch",
        max_batch_size=size,
        max_wait_s=0.0,
        replicas=replicas,
        tail_s=period_s + need.start_s + (texts + EXCESS * math.sqrt(texts)) * text_s / replicas,
        busy=texts * text_s / machine_s,
        hour_cost=machine_s / period_s * need.hour_price,
        period_s=period_s,
    )


def _longest_period(rate: float, text_s: float, time_s: float) -> float | None:
    """The largest P with P + (λP + 3√(λP))·s ≤ time: a quadratic in √(λP). None if there is none."""
    if time_s <= 0:
        return None
    a, b = 1 / rate + text_s, EXCESS * text_s
    root = (-b + math.sqrt(b * b + 4 * a * time_s)) / (2 * a)
    return root * root / rate
