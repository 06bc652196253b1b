"""Simulated runs of set-ups under a load. No objective is in them: each is made once and judged by many."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.base import stream
from core.batching import DynamicBatch
from core.experiment.kept import Kept
from core.experiment.plan import Stream
from core.serving import LinearCost
from core.serving.dynamic import dynamic_batches
from core.serving.lindley import serve_one_by_one
from core.workload import Bursty, Daily, Poisson, Replay, due_times

RUNS, REQUESTS, MOST_REQUESTS = 5, 5_000, 50_000
CYCLES = 40
# Each run begins with an empty queue, which flatters it: so much of it is thrown away.
WARM_UP_SHARE = 0.1
MEGABYTE = 1_000_000
# A number in a column, and one in a list beside it.
COLUMN_BYTES, LIST_BYTES = 8, 32

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What arrives and what a batch costs: all that latencies depend on. stream_name: what stands for the arrivals."""

    arrivals: Stream
    cost: LinearCost
    stream_name: Hashable

    @property
    def name(self) -> Hashable:
        """What runs are kept under."""
        return self.stream_name, self.cost

    @property
    def peak_rate(self) -> float:
        """Texts per second at the height of a daily wave; of any other stream its average."""
        arrivals = self.arrivals
        return arrivals.rate * (1 + arrivals.swing) if isinstance(arrivals, Daily) else arrivals.rate

    def stable(self, setup: "Setup") -> bool:
        """Whether a set-up can keep up: full batches on every replica serve more than arrives."""
        return self.peak_rate < setup.replicas * self.cost.capacity(setup.size)


def load_of(arrivals: Stream, cost: LinearCost) -> Load:
    """The load. A recording goes by a digest: comparing it time by time would take longer than finding its runs."""
    if isinstance(arrivals, Replay):
        digest = hashlib.sha256(np.asarray(arrivals.times_s).tobytes()).hexdigest()
        return Load(arrivals=arrivals, cost=cost, stream_name=digest)
    return Load(arrivals=arrivals, cost=cost, stream_name=arrivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Replicas, each with its share of the texts, with batches of up to ``size`` that wait ``wait_s`` at most."""

    size: int
    wait_s: float
    replicas: int

    @property
    def policy(self) -> DynamicBatch:
        """The policy of each replica; with batches of one it is real time."""
        return DynamicBatch(max_batch_size=self.size, max_wait_s=self.wait_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One simulated run of one replica. latency_s: of each text after the warm-up, from the shortest to the longest.

    busy: share of the time spent on calls. largest: the largest batch that left.
    """

    latency_s: Column
    busy: float
    largest: int


_RUNS = Kept[Run](48 * MEGABYTE, size_of=lambda run: run.latency_s.nbytes)
_SHARES = Kept[tuple[Column, list[float]]](
    16 * MEGABYTE, size_of=lambda share: (COLUMN_BYTES + LIST_BYTES) * len(share[1])
)


def run(load: Load, setup: Setup, seed: int) -> Run:
    """One of the replicas under its share of the load.

    Where no batch was full, a larger size gives the same, text by text: such a run is kept for all of them.
    """
    of_any_size = (load.name, setup.wait_s, setup.replicas, seed)
    found = _RUNS.find(of_any_size)
    if found is not None and found.largest < setup.size:
        return found
    of_this_size = (*of_any_size, setup.size)
    found = _RUNS.find(of_this_size)
    if found is None:
        found = _simulated(load, setup, seed)
        _RUNS.keep(of_any_size if found.largest < setup.size else of_this_size, found)
    return found


def _simulated(load: Load, setup: Setup, seed: int) -> Run:
    due_s, listed_s = _due(load, setup.replicas, seed)
    if setup.size == 1:
        log = serve_one_by_one(due_s, np.full(len(due_s), load.cost.batch_s(1)))
        latency_s, busy_s, end_s, largest = log.latency_s, log.busy_s, log.finish_s[-1], 1
    else:
        start_s, finish_s, sizes = dynamic_batches(listed_s, setup.policy, load.cost)
        latency_s = np.repeat(finish_s, sizes) - due_s
        busy_s, end_s, largest = (finish_s - start_s).sum(), finish_s[-1], int(sizes.max())
    return Run(
        latency_s=np.sort(latency_s[int(WARM_UP_SHARE * len(due_s)) :]),
        busy=float(busy_s / (end_s - due_s[0])),
        largest=largest,
    )


def _due(load: Load, replicas: int, seed: int) -> tuple[Column, list[float]]:
    """When the texts of one replica are due, as a column and as the list that its loop goes through."""
    name = (load.stream_name, replicas, seed)
    found = _SHARES.find(name)
    if found is None:
        share = one_share(load.arrivals, replicas, seed)
        due_s = due_times(share, requests_of(share), seed)
        found = due_s, due_s.tolist()
        _SHARES.keep(name, found)
    return found


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


def requests_of(arrivals: Stream) -> int:
    """How many texts a run of one replica has: of bursts enough rounds of them."""
    match arrivals:
        case Replay(times_s=times_s):
            return len(times_s)
        case Bursty(rate=rate, cycle_s=cycle_s):
            return min(max(REQUESTS, round(CYCLES * cycle_s * rate)), MOST_REQUESTS)
        case _:
            return REQUESTS
