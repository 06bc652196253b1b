"""The tail of one set-up under a load, from several independent simulated runs."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.special import stdtrit

from core.base import stream
from core.batching import DynamicBatch, RealTime
from core.experiment.plan import Need, Stream
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulated_log
from core.workload import Bursty, Daily, Poisson, Replay

RUNS, REQUESTS, MOST_REQUESTS = 5, 5_000, 50_000
CYCLES = 40
# Each run begins with an empty queue, which flatters it: so much of it is thrown away.
WARM_UP_SHARE = 0.1
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """tail_s: latency at the objective's percentile, over all runs; None where the queue would grow without end.

    late_share: the share of texts beyond the bound that it is at most, with 95 % confidence (Student's t over the runs).
    met: that share is within what the objective allows. busy: share of a replica's time spent on calls.
    runs_s: that percentile in each run; n: texts judged in all runs together. largest: the largest batch that left.
    """

    tail_s: float | None
    late_share: float
    met: bool
    busy: float
    runs_s: tuple[float, ...] = ()
    n: int = 0
    largest: int = 0


UNSTABLE = Tail(tail_s=None, late_share=1.0, met=False, busy=1.0)


def tail(need: Need, size: int, wait_s: float, replicas: int) -> Tail:
    """The tail with this many replicas, each with its share of the texts, and batches of up to ``size``."""
    found = _tail(_timing(need), size, wait_s, replicas, True)
    assert found is not None  # only a hurried one gives up
    return found


def tail_if_met(need: Need, size: int, wait_s: float, replicas: int) -> Tail | None:
    """The same where the objective is met, else None: that is known once the first runs hold too many late texts."""
    found = _tail(_timing(need), size, wait_s, replicas, False)
    return found if found is not None and found.met else None


def _timing(need: Need) -> Need:
    """The workload without what no latency depends on, so that another price or limit simulates nothing anew."""
    return Need(arrivals=need.arrivals, objective=need.objective, cost=need.cost)


@lru_cache(maxsize=4096)
def _tail(need: Need, size: int, wait_s: float, replicas: int, all_runs: bool) -> Tail | None:
    policy = RealTime() if size == 1 else DynamicBatch(max_batch_size=size, max_wait_s=wait_s)
    if need.peak_rate >= replicas * need.cost.capacity(size):
        return UNSTABLE
    latencies, late, busy, largest = [], [], [], 0
    for seed in range(RUNS):
        arrivals = one_share(need.arrivals, replicas, seed)
        log = simulated_log(
            Scenario(
                classifier="planned",
                policy=policy,
                arrivals=arrivals,
                requests=_requests(arrivals),
                seed=seed,
            ),
            need.cost,
        )
        latency_s = log.latency_s[int(WARM_UP_SHARE * len(log)) :]
        latencies.append(latency_s)
        late.append(float((latency_s > need.objective.bound_s).mean()))
        busy.append(log.busy_s / log.span_s)
        largest = max(largest, int(log.batch_size.max()))
        # No share is below 0: the mean over all runs cannot come down to what is allowed any more.
        if not all_runs and sum(late) / RUNS > 1 - need.objective.percentile:
            return None
    late_share = upper_end(late)
    return Tail(
        tail_s=float(np.quantile(np.concatenate(latencies), need.objective.percentile)),
        late_share=late_share,
        met=late_share <= 1 - need.objective.percentile,
        busy=float(np.mean(busy)),
        runs_s=tuple(float(np.quantile(run, need.objective.percentile)) for run in latencies),
        n=sum(map(len, latencies)),
        largest=largest,
    )


def one_share(arrivals: Stream, replicas: int, seed: int) -> Stream:
    """What one of several replicas gets when each text goes to one of them at random.

    A Poisson stream thinned at random is a Poisson stream of a lower rate, and so is any stream that is one with a
    varying rate (Kingman 1993, section 5.1). A steady stream is dealt out in turn. A daily wave is planned for at its
    height, as a Poisson stream: it lasts far longer than any text waits.
    """
    match arrivals:
        case Daily(rate=rate, swing=swing):
            return Poisson(rate=rate * (1 + swing) / replicas)
        case Replay(times_s=times_s):
            mine = stream(seed, "router").integers(replicas, size=len(times_s)) == 0
            kept = tuple(np.asarray(times_s)[mine].tolist())
            return Replay(times_s=kept or times_s[:1])
        case _:
            return replace(arrivals, rate=arrivals.rate / replicas)


def _requests(arrivals: Stream) -> int:
    match arrivals:
        case Replay(times_s=times_s):
            return len(times_s)
        case Bursty(rate=rate, cycle_s=cycle_s):
            return min(max(REQUESTS, round(CYCLES * cycle_s * rate)), MOST_REQUESTS)
        case _:
            return REQUESTS


def upper_end(shares: list[float]) -> float:
    """mean + t(n − 1) · sd/√n: what the true share is at most, with 95 % confidence."""
    spread = float(np.std(shares, ddof=1)) / math.sqrt(len(shares))
    return float(np.mean(shares)) + float(stdtrit(len(shares) - 1, CONFIDENCE)) * spread
