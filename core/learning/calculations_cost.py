"""Calculations behind the questions on what a batch costs and whether a server keeps up, by name."""

from collections.abc import Mapping

from core.learning.calculation import Calculation, Numbers
from core.learning.calculations_modes import cost_of
from core.theory import batching_gain_bound


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


def growing_wait(drawn: Numbers) -> Numbers:
    """What comes in, told from a wait that grows: in a minute the queue grows by the texts of so much wait.

    capacity (texts finished per second), longer_s (how much longer a newcomer waits than one a minute before) →
    more_letters (in the queue, after a minute), excess (a second), rate; added adds up what has two units.

    >>> growing_wait({"capacity": 50, "longer_s": 6})["rate"]
    55.0
    """
    more = drawn["capacity"] * drawn["longer_s"]
    return {
        "more_letters": more,
        "excess": more / 60,
        "rate": drawn["capacity"] + more / 60,
        "added": drawn["capacity"] + drawn["longer_s"],
    }


CALCULATIONS: Mapping[str, Calculation] = {
    "cost-from-two-calls": cost_from_two_calls,
    "doubled-batch": doubled_batch,
    "overload": overload,
    "growing-wait": growing_wait,
}
