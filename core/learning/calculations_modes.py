"""Calculations behind the questions on modes, dynamic batching and choosing, by name."""

from collections.abc import Mapping

from core.batching import DynamicBatch
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulate
from core.learning.calculation import Calculation, Numbers
from core.serving import LinearCost
from core.theory import closed_loop_throughput_bound, md1_latency_s, take_all, utilisation
from core.workload import Steady, due_times


def required_rate(drawn: Numbers) -> Numbers:
    """Texts per second that a job needs to be done in time: texts / time.

    texts, hours → rate; per_hour and per_minute forget to go down to seconds.

    >>> required_rate({"texts": 360_000, "hours": 5})["rate"]
    20.0
    """
    per_hour = drawn["texts"] / drawn["hours"]
    return {"rate": per_hour / 3600, "per_hour": per_hour, "per_minute": per_hour / 60}


def same_throughput(drawn: Numbers) -> Numbers:
    """Two servers that keep up with the same load: how busy each is, λ/μ, and what each could do, μ = 1/τ(1).

    rate, slow_ms, quick_ms (the time for a text, one at a time) → slow_share, quick_share, slow_limit, quick_limit,
    ten_times the rate.

    >>> found = same_throughput({"rate": 10, "slow_ms": 80, "quick_ms": 4})
    >>> found["slow_share"], found["slow_limit"], found["quick_limit"]
    (0.8, 12.5, 250.0)
    """
    slow_s, quick_s = drawn["slow_ms"] / 1000, drawn["quick_ms"] / 1000
    return {
        "slow_share": utilisation(drawn["rate"], 1, 0.0, slow_s),
        "quick_share": utilisation(drawn["rate"], 1, 0.0, quick_s),
        "slow_limit": closed_loop_throughput_bound(1, slow_s),
        "quick_limit": closed_loop_throughput_bound(1, quick_s),
        "ten_times": 10 * drawn["rate"],
    }


def gathered_batch(drawn: Numbers) -> Numbers:
    """What gathers while a server takes whoever waits, up to 8, with no wait on purpose.

    rate, fixed_ms, per_text_ms → mean_batch, mean_ms, busy_share, idle_share, came_at_least (during a call of one),
    time_each_now_ms (busy time for each text); full_ms, full_rate, time_each_full_ms of full batches, full_load (the
    load as a share of full_rate); gathers: over 1.5 in a batch; has_room: hardly idle, yet under 0.8 of full_rate.

    >>> found = gathered_batch({"rate": 300, "fixed_ms": 10, "per_text_ms": 1})
    >>> round(found["mean_batch"], 1), round(found["busy_share"], 3), round(found["full_load"], 3)
    (4.3, 0.996, 0.675)
    """
    cost, rate = cost_of(drawn), drawn["rate"]
    result = take_all(rate, 8, cost.fixed_s, cost.per_item_s)
    full_load = rate / cost.capacity(8)
    return {
        "mean_batch": result.mean_batch_size,
        "mean_ms": 1000 * result.mean_latency_s,
        "busy_share": result.busy_share,
        "idle_share": 1 - result.busy_share,
        "came_at_least": rate * cost.batch_s(1),
        "time_each_now_ms": 1000 * result.busy_share / rate,
        "full_ms": 1000 * cost.batch_s(8),
        "full_rate": cost.capacity(8),
        "time_each_full_ms": 1000 / cost.capacity(8),
        "full_load": full_load,
        "gathers": float(result.mean_batch_size > 1.5),
        "has_room": float(result.busy_share > 0.9 and full_load < 0.8),
    }


def two_loads(drawn: Numbers) -> Numbers:
    """Mean latency of two ways to serve, on a quiet and on a busy day: one at a time, and whoever waits, up to 8.

    quiet_rate, busy_rate, fixed_ms, per_text_ms → one_quiet_ms, one_busy_ms, all_quiet_ms, all_busy_ms, busy_share
    (of the server that takes one at a time, on the busy day), one_times and all_times (busy over quiet);
    batches_stay_calm: one_times is over 3 and all_times under 2.

    >>> found = two_loads({"quiet_rate": 20, "busy_rate": 88, "fixed_ms": 10, "per_text_ms": 1})
    >>> round(found["one_busy_ms"]), round(found["all_busy_ms"])
    (177, 16)
    """
    cost, quiet, busy = cost_of(drawn), drawn["quiet_rate"], drawn["busy_rate"]
    one_ms, all_ms = {}, {}
    for rate in (quiet, busy):
        one_ms[rate] = 1000 * md1_latency_s(rate, cost.batch_s(1))
        all_ms[rate] = 1000 * take_all(rate, 8, cost.fixed_s, cost.per_item_s).mean_latency_s
    one_times, all_times = one_ms[busy] / one_ms[quiet], all_ms[busy] / all_ms[quiet]
    return {
        "one_quiet_ms": one_ms[quiet],
        "one_busy_ms": one_ms[busy],
        "all_quiet_ms": all_ms[quiet],
        "all_busy_ms": all_ms[busy],
        "busy_share": busy / cost.capacity(1),
        "one_times": one_times,
        "all_times": all_times,
        "batches_stay_calm": float(one_times > 3 and all_times < 2),
    }


def lone_message(drawn: Numbers) -> Numbers:
    """Latency of a message that meets nobody, under dynamic batching: simulated, one message every ten seconds.

    wait_ms, fixed_ms, per_text_ms → latency_ms; call_ms leaves the wait out, half_wait_ms halves it.

    >>> round(lone_message({"wait_ms": 40, "fixed_ms": 10, "per_text_ms": 1})["latency_ms"], 6)
    51.0
    """
    cost = cost_of(drawn)
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

    batch_size, gap_ms → first_ms, gaps; too_many_ms counts a gap for each text, mean_ms is the mean over the batch.

    >>> filling({"batch_size": 8, "gap_ms": 20})["first_ms"]
    140.0
    """
    size, gap_ms = round(drawn["batch_size"]), drawn["gap_ms"]
    due_s = due_times(Steady(rate=1000 / gap_ms), size, seed=0)
    return {
        "first_ms": round(1000 * float(due_s[-1] - due_s[0]), 6),
        "gaps": size - 1,
        "too_many_ms": size * gap_ms,
        "mean_ms": round(1000 * float((due_s[-1] - due_s).mean()), 6),
    }


def every_so_often(drawn: Numbers) -> Numbers:
    """A job that starts every so many minutes and labels what has come: how long a text waits for its label.

    gap_min, job_min → longest_min (of a text that just missed a start), mean_min.

    >>> found = every_so_often({"gap_min": 10, "job_min": 2})
    >>> found["longest_min"], found["mean_min"]
    (12, 7.0)
    """
    gap_min, job_min = drawn["gap_min"], drawn["job_min"]
    return {"longest_min": gap_min + job_min, "mean_min": gap_min / 2 + job_min}


def cost_of(drawn: Numbers) -> LinearCost:
    """The cost of a call with the fixed_ms and per_text_ms that were drawn."""
    return LinearCost(fixed_s=drawn["fixed_ms"] / 1000, per_item_s=drawn["per_text_ms"] / 1000)


CALCULATIONS: Mapping[str, Calculation] = {
    "required-rate": required_rate,
    "same-throughput": same_throughput,
    "gathered-batch": gathered_batch,
    "two-loads": two_loads,
    "lone-message": lone_message,
    "filling": filling,
    "every-so-often": every_so_often,
}
