"""What else a learner's run could have been: the same texts with one knob turned, each simulated with the run's cost."""

import math
from dataclasses import dataclass, replace

import numpy as np

from core.batching import DynamicBatch, FixedBatch, Offline, Policy, RealTime
from core.experiment import Scenario, simulate
from core.serving import LinearCost
from core.workload import AllAtOnce

PERCENTILE = 0.99
SIZES = (1, 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """One way to serve the same texts. tail_s: the 99th percentile of its latency; infinite if the queue never ends."""

    words: str
    policy: Policy
    tail_s: float


def turned(scenario: Scenario, cost: LinearCost) -> tuple[Turned, ...]:
    """The run as it was, and each way with one knob turned, by SIM on the same arrivals."""
    ways = {"leave everything as it is": scenario.policy, **_knobs(scenario)}
    return tuple(
        Turned(
            words=words[0].upper() + words[1:],
            policy=policy,
            tail_s=tail_s(replace(scenario, policy=policy), cost),
        )
        for words, policy in ways.items()
    )


def tail_s(scenario: Scenario, cost: LinearCost) -> float:
    """The 99th percentile of latency by SIM, in seconds; infinite where the queue grows without end."""
    result = simulate(scenario, cost)
    if result.unstable or not len(result.log):
        return math.inf
    return float(np.quantile(result.log.latency_s, PERCENTILE, method="inverted_cdf"))


def serving_words(policy: Policy) -> str:
    """How texts are served, in words.

    >>> serving_words(DynamicBatch(max_batch_size=16, max_wait_s=0.05))
    'in batches of up to 16 that wait at most 50 ms'
    """
    match policy:
        case RealTime():
            return "one text at a time"
        case FixedBatch(batch_size=size):
            return f"in batches of exactly {size:,}"
        case Offline(batch_size=size):
            return f"as a pile cut into batches of {size:,}"
        case windowed if windowed.max_wait_s == 0:
            return f"in batches of whatever waits, up to {windowed.max_batch_size:,}"
        case windowed:
            return f"in batches of up to {windowed.max_batch_size:,} that wait at most {windowed.max_wait_s * 1000:g} ms"


def _knobs(scenario: Scenario) -> dict[str, Policy]:
    match scenario.policy:
        case RealTime() if isinstance(scenario.arrivals, AllAtOnce):
            return {}
        case RealTime():
            return {
                "serve in batches of up to 16, without waiting for more": _dynamic(16, 0.0),
                "serve in batches of up to 64 that wait at most 200 ms": _dynamic(64, 0.2),
                "serve in batches of exactly 32": FixedBatch(batch_size=32),
            }
        case Offline(batch_size=size):
            return {
                f"cut the pile into batches of {other:,}": Offline(batch_size=other)
                for other in _other_sizes(size)
            }
        case FixedBatch(batch_size=size):
            sizes: dict[str, Policy] = {
                f"wait for batches of exactly {other:,}": FixedBatch(batch_size=other)
                for other in _other_sizes(size)
            }
            return {**sizes, "send whatever waits as soon as the server is free": _dynamic(size, 0.0)}
        case windowed:
            size, wait_s = windowed.max_batch_size, windowed.max_wait_s
            longer_s = 4 * wait_s if wait_s else 0.2
            knobs: dict[str, Policy] = {
                "serve one text at a time": RealTime(),
                f"let batches wait at most {longer_s * 1000:g} ms": replace(windowed, max_wait_s=longer_s),
            }
            if wait_s:
                knobs["let no batch wait for more texts"] = replace(windowed, max_wait_s=0.0)
            for other in _other_sizes(size):
                knobs[f"allow batches of up to {other:,}"] = replace(windowed, max_batch_size=other)
            return knobs


def _dynamic(size: int, wait_s: float) -> DynamicBatch:
    return DynamicBatch(max_batch_size=size, max_wait_s=wait_s)


def _other_sizes(size: int) -> tuple[int, ...]:
    """A quarter and four times the size, as far as the lab goes."""
    return tuple(other for other in (size // 4, size * 4) if SIZES[0] <= other <= SIZES[1])
