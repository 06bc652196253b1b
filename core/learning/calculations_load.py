"""Calculations behind the questions on percentiles and on load, by name."""

import math
from collections.abc import Mapping

import numpy as np

from core.learning.calculation import Calculation, Numbers
from core.metrics import RequestLog, distribution, smallest_n
from core.theory import batch_service_s, closed_loop_throughput_bound, is_stable, md1_waiting_s, slow_share


def fan_out(drawn: Numbers) -> Numbers:
    """Share of pages with at least one slow call, 1 − pⁿ, in per cent.

    calls, slow_pct → any_slow_pct, all_quick_pct; added_pct is the wrong n · slow_pct.

    >>> round(fan_out({"calls": 100, "slow_pct": 1})["any_slow_pct"], 1)
    63.4
    """
    any_slow = slow_share(1 - drawn["slow_pct"] / 100, round(drawn["calls"]))
    return {
        "any_slow_pct": 100 * any_slow,
        "all_quick_pct": 100 * (1 - any_slow),
        "added_pct": drawn["calls"] * drawn["slow_pct"],
    }


def pooled_p99(drawn: Numbers) -> Numbers:
    """The p99 of two servers' requests thrown together, beside what becomes of averaging the two p99s.

    many, few: requests of the quick server and of the other one, of which slow_requests take slow_ms; all others take
    fast_ms. → pooled_p99_ms, mean_p99_ms, weighted_p99_ms (by requests), other_ms, slow_pct and allowed, the number
    of requests that may lie beyond a p99.

    >>> drawn = {"many": 9000, "few": 1000, "slow_requests": 300, "slow_ms": 2000, "fast_ms": 50}
    >>> found = pooled_p99(drawn)
    >>> found["pooled_p99_ms"], found["mean_p99_ms"]
    (2000.0, 1025.0)
    """
    many, few, slow = (round(drawn[name]) for name in ("many", "few", "slow_requests"))
    quick_server = np.full(many, drawn["fast_ms"])
    other_server = np.repeat([drawn["fast_ms"], drawn["slow_ms"]], [few - slow, slow])
    both = np.concatenate([quick_server, other_server])
    quick_p99, other_p99, pooled = map(_p99, (quick_server, other_server, both))
    return {
        "pooled_p99_ms": pooled,
        "mean_p99_ms": (quick_p99 + other_p99) / 2,
        "weighted_p99_ms": (many * quick_p99 + few * other_p99) / (many + few),
        "other_ms": drawn["fast_ms"] + drawn["slow_ms"] - pooled,
        "slow_pct": 100 * slow / (many + few),
        "all_requests": many + few,
        "allowed": (many + few) / 100,
    }


def runs_needed(drawn: Numbers) -> Numbers:
    """Fewest requests, none of them late, that show a percentile to be within its bound.

    percent: the percentile. sure_pct: the confidence. → needed; luck_pct, the chance pⁿ that as many are in time while
    a share p is; left_pct = 100 − sure_pct; one_in = 1/(1 − p) is the wrong answer that one late one is expected in.

    >>> round(runs_needed({"percent": 99, "sure_pct": 99})["needed"])
    459
    """
    share = drawn["percent"] / 100
    needed = smallest_n(share, confidence=drawn["sure_pct"] / 100)
    one_in = round(1 / (1 - share))
    return {
        "needed": needed,
        "luck_pct": 100 * share**needed,
        "left_pct": 100 - drawn["sure_pct"],
        "late_pct": 100 - drawn["percent"],
        "one_in": one_in,
        "one_in_luck_pct": 100 * share**one_in,
    }


def late_sending(drawn: Numbers) -> Numbers:
    """Latency of a request that was sent late: finish − scheduled, not finish − sent.

    held_ms: from due to sent. reply_ms: from sent to answered. → latency_ms

    >>> round(late_sending({"held_ms": 400, "reply_ms": 20})["latency_ms"], 9)
    420.0
    """
    sent_s = drawn["held_ms"] / 1000
    one = RequestLog(
        scheduled_s=np.zeros(1),
        start_s=np.array([sent_s]),
        finish_s=np.array([sent_s + drawn["reply_ms"] / 1000]),
        batch_id=np.zeros(1, np.int64),
        batch_size=np.ones(1, np.int64),
    )
    return {"latency_ms": 1000 * float(one.latency_s[0])}


def in_system(drawn: Numbers) -> Numbers:
    """Mean number in the system by Little's law, L = λW (Little 1961).

    arrival_rate, latency_ms → latency_s, in_system; wrong: unconverted = λ · ms, upside_down = λ/W.

    >>> in_system({"arrival_rate": 60, "latency_ms": 250})["in_system"]
    15.0
    """
    latency_s = drawn["latency_ms"] / 1000
    return {
        "latency_s": latency_s,
        "in_system": drawn["arrival_rate"] * latency_s,
        "unconverted": drawn["arrival_rate"] * drawn["latency_ms"],
        "upside_down": drawn["arrival_rate"] / latency_s,
    }


def waits_at_two_loads(drawn: Numbers) -> Numbers:
    """Mean wait for the server at two loads, arrivals at random, every service alike (M/D/1).

    service_ms, low_pct, high_pct → low_wait_ms, high_wait_ms; growth and free_shrinks, the two ratios that make it
    up; wrong: proportional_ms (the wait grows as the load does), shrunk_ms (only the free share counts).

    >>> found = waits_at_two_loads({"service_ms": 10, "low_pct": 50, "high_pct": 90})
    >>> round(found["low_wait_ms"], 9), round(found["high_wait_ms"], 9)
    (5.0, 45.0)
    """
    service_s = drawn["service_ms"] / 1000
    low, high = drawn["low_pct"] / 100, drawn["high_pct"] / 100
    low_wait_ms, high_wait_ms = (1000 * md1_waiting_s(rho / service_s, service_s) for rho in (low, high))
    return {
        "low_rate": low / service_s,
        "high_rate": high / service_s,
        "low_wait_ms": low_wait_ms,
        "high_wait_ms": high_wait_ms,
        "growth": high / low,
        "free_shrinks": (1 - low) / (1 - high),
        "proportional_ms": low_wait_ms * high / low,
        "shrunk_ms": low_wait_ms * (1 - low) / (1 - high),
        "times": high_wait_ms / low_wait_ms,
    }


def smallest_batch(drawn: Numbers) -> Numbers:
    """The smallest batch that keeps up with the arrivals when full: B/τ(B) > λ.

    arrival_rate, fixed_ms, per_text_ms → smallest, the whole number above least = λτ₀/(1 − λα); its rate and
    batch_ms; the rate of one less; without_texts, the wrong answer of those who count only the fixed cost.

    >>> found = smallest_batch({"arrival_rate": 300, "fixed_ms": 10, "per_text_ms": 1})
    >>> found["smallest"], round(found["rate"]), round(found["rate_before"])
    (5, 333, 286)
    """
    rate, fixed_s, per_text_s = drawn["arrival_rate"], drawn["fixed_ms"] / 1000, drawn["per_text_ms"] / 1000
    least = rate * fixed_s / (1 - rate * per_text_s)
    smallest = next(
        size for size in range(1, math.ceil(least) + 2) if is_stable(rate, size, fixed_s, per_text_s)
    )
    batch_s = batch_service_s(smallest, fixed_s, per_text_s)
    return {
        "smallest": smallest,
        "before": smallest - 1,
        "batch_ms": 1000 * batch_s,
        "rate": smallest / batch_s,
        "rate_before": (smallest - 1) / (batch_s - per_text_s),
        "alone_rate": 1 / (fixed_s + per_text_s),
        "work_share": rate * per_text_s,
        "free_ms": 1000 * (1 - rate * per_text_s),
        "fixed_work_ms": 1000 * rate * fixed_s,
        "least": least,
        "without_texts": math.ceil(rate * fixed_s),
    }


def burst_drain(drawn: Numbers) -> Numbers:
    """How long a backlog outlives the burst that made it: (burst − capacity) · t/(capacity − calm).

    burst_rate, capacity_rate, calm_rate per second, burst_minutes → backlog, drain_minutes; spare_rate and
    excess_rate; the wrong forgetful_minutes = backlog/capacity forgets those who still come.

    >>> drawn = {"burst_rate": 150, "capacity_rate": 100, "calm_rate": 80, "burst_minutes": 3}
    >>> burst_drain(drawn)["drain_minutes"]
    7.5
    """
    excess, spare = drawn["burst_rate"] - drawn["capacity_rate"], drawn["capacity_rate"] - drawn["calm_rate"]
    backlog = excess * 60 * drawn["burst_minutes"]
    return {
        "excess_rate": excess,
        "spare_rate": spare,
        "backlog": backlog,
        "burst_s": 60 * drawn["burst_minutes"],
        "drain_s": backlog / spare,
        "drain_minutes": backlog / spare / 60,
        "forgetful_minutes": backlog / drawn["capacity_rate"] / 60,
    }


def patient_clients(drawn: Numbers) -> Numbers:
    """The most that N clients who wait for each reply can send: min(N/(D + Z), 1/D) a second.

    clients, service_ms, think_ms → most_rate, the looser of the two limits as other_rate, clients_rate, server_rate.

    >>> patient_clients({"clients": 20, "service_ms": 20, "think_ms": 180})["most_rate"]
    50.0
    """
    clients, service_s, think_s = (
        round(drawn["clients"]),
        drawn["service_ms"] / 1000,
        drawn["think_ms"] / 1000,
    )
    clients_rate, server_rate = clients / (service_s + think_s), 1 / service_s
    return {
        "most_rate": closed_loop_throughput_bound(clients, service_s, think_s),
        "other_rate": max(clients_rate, server_rate),
        "clients_rate": clients_rate,
        "server_rate": server_rate,
        "cycle_ms": drawn["service_ms"] + drawn["think_ms"],
    }


def _p99(values_ms: np.ndarray) -> float:
    p99 = distribution(values_ms).p99
    assert p99 is not None  # thousands of requests are enough
    return p99


CALCULATIONS: Mapping[str, Calculation] = {
    "fan-out": fan_out,
    "pooled-p99": pooled_p99,
    "runs-needed": runs_needed,
    "late-sending": late_sending,
    "in-system": in_system,
    "waits-at-two-loads": waits_at_two_loads,
    "smallest-batch": smallest_batch,
    "burst-drain": burst_drain,
    "patient-clients": patient_clients,
}
