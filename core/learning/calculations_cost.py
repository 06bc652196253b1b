"""Calculations behind the questions on what a batch costs and whether a server keeps up, by name."""

from collections.abc import Mapping
from itertools import count

from core.learning.calculation import Calculation, Numbers
from core.learning.calculations_modes import cost_of
from core.theory import batching_gain_bound, is_stable


def cost_from_two_calls(drawn: Numbers) -> Numbers:
    """The two parts of a call's time, found from the times of two sizes, and the rate that no batch can pass, 1/α.

    fixed_ms, per_text_ms, batch_size → alone_ms, batch_ms (the two times that are shown), more_texts, more_ms,
    limit_rate, batch_rate (of this batch), alone_rate, gain (the bound, limit over alone).

    >>> found = cost_from_two_calls({"fixed_ms": 10, "per_text_ms": 1, "batch_size": 64})
    >>> found["alone_ms"], found["batch_ms"], round(found["limit_rate"], 6)
    (11.0, 74.0, 1000.0)
    """
    cost, size = cost_of(drawn), round(drawn["batch_size"])
    alone_ms, batch_ms = (round(1000 * cost.batch_s(b), 6) for b in (1, size))
    gain = batching_gain_bound(cost.fixed_s, cost.per_item_s)
    return {
        "alone_ms": alone_ms,
        "batch_ms": batch_ms,
        "more_texts": size - 1,
        "more_ms": batch_ms - alone_ms,
        "limit_rate": gain * cost.capacity(1),
        "batch_rate": cost.capacity(size),
        "alone_rate": cost.capacity(1),
        "gain": gain,
    }


def doubled_batch(drawn: Numbers) -> Numbers:
    """What doubling a batch that is already large still gains, and what each text in it then waits.

    fixed_ms, per_text_ms, batch_size → small_rate, large_size, large_rate, more (a share), small_ms, large_ms,
    fixed_share (of the time of the smaller batch); little_left: that is under a fifth, and doubling gains under a tenth.

    >>> found = doubled_batch({"fixed_ms": 10, "per_text_ms": 1, "batch_size": 64})
    >>> round(found["more"], 3), round(found["fixed_share"], 3)
    (0.072, 0.135)
    """
    cost, size = cost_of(drawn), round(drawn["batch_size"])
    small, large = cost.capacity(size), cost.capacity(2 * size)
    fixed_share = cost.fixed_s / cost.batch_s(size)
    return {
        "small_rate": small,
        "large_size": 2 * size,
        "large_rate": large,
        "more": large / small - 1,
        "small_ms": 1000 * cost.batch_s(size),
        "large_ms": 1000 * cost.batch_s(2 * size),
        "fixed_share": fixed_share,
        "little_left": float(fixed_share < 0.2 and large / small < 1.1),
    }


def overload(drawn: Numbers) -> Numbers:
    """A peak that brings more than can be served: what it leaves in the queue, and what a newcomer then waits.

    rate, capacity, minutes → excess (a second), backlog, wait_s (of a newcomer at the end of the peak), call_s.

    >>> overload({"rate": 220, "capacity": 200, "minutes": 5})
    {'excess': 20, 'backlog': 6000, 'wait_s': 30.0, 'call_s': 0.005}
    """
    excess, capacity = drawn["rate"] - drawn["capacity"], drawn["capacity"]
    backlog = excess * drawn["minutes"] * 60
    return {"excess": excess, "backlog": backlog, "wait_s": backlog / capacity, "call_s": 1 / capacity}


def drained(drawn: Numbers) -> Numbers:
    """How long a peak's queue lasts after the peak: it shrinks only by the rate that is to spare.

    rate, capacity, minutes, after_rate → what ``overload`` gives, spare (a second), drain_min; no_arrivals_min
    forgets that requests keep coming.

    >>> drained({"rate": 220, "capacity": 200, "minutes": 5, "after_rate": 150})["drain_min"]
    2.0
    """
    peak = overload(drawn)
    spare = drawn["capacity"] - drawn["after_rate"]
    return {
        **peak,
        "spare": spare,
        "drain_min": peak["backlog"] / spare / 60,
        "no_arrivals_min": peak["wait_s"] / 60,
    }


def smallest_batch(drawn: Numbers) -> Numbers:
    """The smallest largest batch with which full batches keep up: the least b with λ < b/τ(b).

    rate, fixed_ms, per_text_ms → size, rate_at, call_ms, size_before, rate_before (one less, which falls behind);
    came_alone: what comes during a call of one.

    >>> found = smallest_batch({"rate": 300, "fixed_ms": 10, "per_text_ms": 1})
    >>> found["size"], round(found["rate_before"], 1), round(found["rate_at"], 1)
    (5, 285.7, 333.3)
    """
    cost = cost_of(drawn)
    size = next(b for b in count(1) if is_stable(drawn["rate"], b, cost.fixed_s, cost.per_item_s))
    return {
        "size": size,
        "rate_at": cost.capacity(size),
        "size_before": size - 1,
        "rate_before": cost.capacity(size - 1),
        "call_ms": 1000 * cost.batch_s(size),
        "came_alone": drawn["rate"] * cost.batch_s(1),
    }


CALCULATIONS: Mapping[str, Calculation] = {
    "cost-from-two-calls": cost_from_two_calls,
    "doubled-batch": doubled_batch,
    "overload": overload,
    "drained": drained,
    "smallest-batch": smallest_batch,
}
