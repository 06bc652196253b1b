"""Calculations behind the questions on modes, batching and its cost, by name."""

from collections.abc import Mapping
from itertools import count

from core.batching import DynamicBatch
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulate
from core.learning.calculation import Calculation, Numbers
from core.serving import LinearCost
from core.theory import batching_gain_bound, closed_loop_throughput_bound, is_stable, md1_latency_s, take_all
from core.workload import Steady, due_times


def required_rate(drawn: Numbers) -> Numbers:
    """Texts per second that a job needs to be done in time: texts / time.

    texts, hours → rate; per_hour and per_minute forget to go down to seconds.

    >>> required_rate({"texts": 360_000, "hours": 5})["rate"]
    20.0
    """
    per_hour = drawn["texts"] / drawn["hours"]
    return {"rate": per_hour / 3600, "per_hour": per_hour, "per_minute": per_hour / 60}


def in_flight(drawn: Numbers) -> Numbers:
    """Requests inside the system by Little's law, L = λW, beside what one client at a time could get, 1/W.

    latency_ms, rate → inside, lone_rate.

    >>> in_flight({"latency_ms": 50, "rate": 600})
    {'inside': 30.0, 'lone_rate': 20.0}
    """
    latency_s = drawn["latency_ms"] / 1000
    return {"inside": drawn["rate"] * latency_s, "lone_rate": closed_loop_throughput_bound(1, latency_s)}


def gathered_batch(drawn: Numbers) -> Numbers:
    """What gathers while a server takes whoever waits, up to 8, with no wait on purpose.

    rate, fixed_ms, per_text_ms → mean_batch, mean_ms, busy_share; full_load is the load as the share of what full
    batches could carry; full_rate is that limit.

    >>> found = gathered_batch({"rate": 300, "fixed_ms": 10, "per_text_ms": 1})
    >>> round(found["mean_batch"], 1), round(found["busy_share"], 3), round(found["full_load"], 3)
    (4.3, 0.996, 0.675)
    """
    cost = _cost(drawn)
    result = take_all(drawn["rate"], 8, cost.fixed_s, cost.per_item_s)
    return {
        "mean_batch": result.mean_batch_size,
        "mean_ms": 1000 * result.mean_latency_s,
        "busy_share": result.busy_share,
        "full_rate": cost.capacity(8),
        "full_load": drawn["rate"] / cost.capacity(8),
    }


def two_loads(drawn: Numbers) -> Numbers:
    """Mean latency of two ways to serve, on a quiet and on a busy day: one at a time, and whoever waits, up to 8.

    quiet_rate, busy_rate, fixed_ms, per_text_ms → one_quiet_ms, one_busy_ms, all_quiet_ms, all_busy_ms, busy_share
    (of the server that takes one at a time, on the busy day).

    >>> found = two_loads({"quiet_rate": 20, "busy_rate": 88, "fixed_ms": 10, "per_text_ms": 1})
    >>> round(found["one_busy_ms"]), round(found["all_busy_ms"])
    (177, 16)
    """
    cost = _cost(drawn)
    quiet, busy = drawn["quiet_rate"], drawn["busy_rate"]
    one_ms = {rate: 1000 * md1_latency_s(rate, cost.batch_s(1)) for rate in (quiet, busy)}
    all_ms = {
        rate: 1000 * take_all(rate, 8, cost.fixed_s, cost.per_item_s).mean_latency_s for rate in (quiet, busy)
    }
    return {
        "one_quiet_ms": one_ms[quiet],
        "one_busy_ms": one_ms[busy],
        "all_quiet_ms": all_ms[quiet],
        "all_busy_ms": all_ms[busy],
        "busy_share": busy / cost.capacity(1),
    }


def lone_message(drawn: Numbers) -> Numbers:
    """Latency of a message that meets nobody, under dynamic batching: simulated, one message every ten seconds.

    wait_ms, fixed_ms, per_text_ms → latency_ms; call_ms leaves the wait out, half_wait_ms halves it.

    >>> round(lone_message({"wait_ms": 40, "fixed_ms": 10, "per_text_ms": 1})["latency_ms"], 6)
    51.0
    """
    cost = _cost(drawn)
    scenario = Scenario(
        classifier="tfidf-logreg",
        policy=DynamicBatch(max_batch_size=16, max_wait_s=drawn["wait_ms"] / 1000),
        arrivals=Steady(rate=0.1),
        requests=3,
    )
    latency_s = simulate(scenario, cost).log.latency_s
    call_ms = 1000 * cost.batch_s(1)
    return {
        "latency_ms": 1000 * float(latency_s.max()),
        "call_ms": call_ms,
        "half_wait_ms": drawn["wait_ms"] / 2 + call_ms,
    }


def filling(drawn: Numbers) -> Numbers:
    """How long the first text of a full batch waits for the last, one coming every gap: (K − 1) · gap.

    batch_size, gap_ms → first_ms; too_many_ms counts a gap for each text, mean_ms is the mean over the batch.

    >>> filling({"batch_size": 8, "gap_ms": 20})["first_ms"]
    140.0
    """
    size, gap_ms = round(drawn["batch_size"]), drawn["gap_ms"]
    due_s = due_times(Steady(rate=1000 / gap_ms), size, seed=0)
    return {
        "first_ms": round(1000 * float(due_s[-1] - due_s[0]), 6),
        "too_many_ms": size * gap_ms,
        "mean_ms": round(1000 * float((due_s[-1] - due_s).mean()), 6),
    }


def cost_from_two_calls(drawn: Numbers) -> Numbers:
    """The two parts of a call's time, found from the times of two sizes, and the rate that no batch can pass, 1/α.

    fixed_ms, per_text_ms, batch_size → alone_ms, batch_ms (the two times that are shown), more_texts, more_ms,
    limit_rate, batch_rate (of this batch), alone_rate, gain (the bound, limit over alone).

    >>> found = cost_from_two_calls({"fixed_ms": 10, "per_text_ms": 1, "batch_size": 64})
    >>> found["alone_ms"], found["batch_ms"], round(found["limit_rate"], 6)
    (11.0, 74.0, 1000.0)
    """
    cost, size = _cost(drawn), round(drawn["batch_size"])
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
    fixed_share (of the time of the smaller batch).

    >>> found = doubled_batch({"fixed_ms": 10, "per_text_ms": 1, "batch_size": 64})
    >>> round(found["more"], 3), round(found["fixed_share"], 3)
    (0.072, 0.135)
    """
    cost, size = _cost(drawn), round(drawn["batch_size"])
    small, large = cost.capacity(size), cost.capacity(2 * size)
    return {
        "small_rate": small,
        "large_size": 2 * size,
        "large_rate": large,
        "more": large / small - 1,
        "small_ms": 1000 * cost.batch_s(size),
        "large_ms": 1000 * cost.batch_s(2 * size),
        "fixed_share": cost.fixed_s / cost.batch_s(size),
    }


def overload(drawn: Numbers) -> Numbers:
    """A peak that brings more than can be served: what it leaves in the queue, and how long that takes afterwards.

    rate, capacity, minutes → excess (a second), backlog, wait_s (of a newcomer at the end of the peak); with
    after_rate also spare (a second) and drain_s; no_arrivals_s forgets that texts keep coming.

    >>> found = overload({"rate": 220, "capacity": 200, "minutes": 5, "after_rate": 150})
    >>> found["backlog"], found["wait_s"], found["drain_s"]
    (6000.0, 30.0, 120.0)
    """
    excess = drawn["rate"] - drawn["capacity"]
    backlog = excess * drawn["minutes"] * 60.0
    found = {"excess": excess, "backlog": backlog, "wait_s": backlog / drawn["capacity"]}
    if "after_rate" in drawn:
        spare = drawn["capacity"] - drawn["after_rate"]
        found |= {"spare": spare, "drain_s": backlog / spare, "no_arrivals_s": backlog / drawn["capacity"]}
    return found


def smallest_batch(drawn: Numbers) -> Numbers:
    """The smallest largest batch with which full batches keep up: the least b with λ < b/τ(b).

    rate, fixed_ms, per_text_ms → size, rate_at, size_before, rate_before (the size below, which falls behind), alone_rate.

    >>> found = smallest_batch({"rate": 300, "fixed_ms": 10, "per_text_ms": 1})
    >>> found["size"], round(found["rate_before"], 1), round(found["rate_at"], 1)
    (5, 285.7, 333.3)
    """
    cost = _cost(drawn)
    size = next(b for b in count(1) if is_stable(drawn["rate"], b, cost.fixed_s, cost.per_item_s))
    return {
        "size": size,
        "rate_at": cost.capacity(size),
        "size_before": size - 1,
        "rate_before": cost.capacity(size - 1),
        "alone_rate": cost.capacity(1),
        "call_ms": 1000 * cost.batch_s(size),
    }


def every_so_often(drawn: Numbers) -> Numbers:
    """A job that starts every so many minutes and labels what has come: how long a text waits for its label.

    gap_min, job_min → longest_min (it just missed a start), mean_min, and the gap alone as forgot_job_min.

    >>> found = every_so_often({"gap_min": 10, "job_min": 2})
    >>> found["longest_min"], found["mean_min"]
    (12, 7.0)
    """
    gap_min, job_min = drawn["gap_min"], drawn["job_min"]
    return {
        "longest_min": gap_min + job_min,
        "mean_min": gap_min / 2 + job_min,
        "twice_min": 2 * gap_min + job_min,
    }


def _cost(drawn: Numbers) -> LinearCost:
    return LinearCost(fixed_s=drawn["fixed_ms"] / 1000, per_item_s=drawn["per_text_ms"] / 1000)


CALCULATIONS: Mapping[str, Calculation] = {
    "required-rate": required_rate,
    "in-flight": in_flight,
    "gathered-batch": gathered_batch,
    "two-loads": two_loads,
    "lone-message": lone_message,
    "filling": filling,
    "cost-from-two-calls": cost_from_two_calls,
    "doubled-batch": doubled_batch,
    "overload": overload,
    "smallest-batch": smallest_batch,
    "every-so-often": every_so_often,
}
