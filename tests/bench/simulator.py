"""The simulator against SimPy: the same queues, alternating within one run; and a million requests by themselves."""

import random
import statistics
import time
import tracemalloc
from collections import deque

import simpy

from core.batching import DynamicBatch, RealTime
from core.experiment import Scenario, simulate
from core.experiment.simulate import simulated_log
from core.serving import ExponentialCost, LinearCost
from core.workload import Poisson
from tests.bench.row import Row

RATE, SERVICE_RATE = 70.0, 100.0
OURS, THEIRS, ROUNDS = 1_000_000, 20_000, 5
COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
DYNAMIC = DynamicBatch(max_batch_size=32, max_wait_s=0.005)
DYNAMIC_RATE = 300.0


def against_simpy() -> Row:
    """Simulated requests per second, ours over SimPy's; the mean must lie within its confidence interval.

    Both sides are timed from the first draw to the log of the run: neither's summary is in it.
    """
    ratios, with_summary, within = [], [], 0
    for seed in range(ROUNDS):
        theirs = _simpy_single(THEIRS, seed)
        scenario = Scenario(
            classifier="none", policy=RealTime(), arrivals=Poisson(rate=RATE), requests=OURS, seed=seed
        )
        cost = ExponentialCost(mean_s=1 / SERVICE_RATE)
        ratios.append(_rate(simulated_log, scenario, cost)[0] / theirs)
        ours, result = _rate(simulate, scenario, cost)
        with_summary.append(ours / theirs)
        low, high = result.summary.latency.ci.mean
        within += low <= 1 / (SERVICE_RATE - RATE) <= high
    ratio = statistics.median(ratios)
    return Row(
        what="simulated M/M/1 requests per second, ours / SimPy",
        measured=_times(ratios),
        aim="≥ 100 ×",
        met=ratio >= 100 and within >= ROUNDS - 1,
        note=f"with our summary and its intervals in the time: {_times(with_summary)}; "
        f"the exact mean lies in the 95 % interval in {within} of {ROUNDS} runs of {OURS:,} requests",
    )


def dynamic_against_simpy() -> Row:
    """The same dynamic policy on both; the means must agree, or the two would not be the same policy.

    SimPy's is written as its documentation writes a queue: a process for each request, a store between them. The note
    gives the ratio to a leaner model too, with one process for all arrivals and a plain deque.
    """
    ratios, leaner, means = [], [], []
    for seed in range(ROUNDS):
        theirs, their_mean_s = _simpy_dynamic(THEIRS, seed)
        lean, lean_mean_s = _simpy_dynamic_lean(THEIRS, seed)
        scenario = Scenario(
            classifier="none", policy=DYNAMIC, arrivals=Poisson(rate=DYNAMIC_RATE), requests=OURS, seed=seed
        )
        ours, log = _rate(simulated_log, scenario, COST)
        ratios.append(ours / theirs)
        leaner.append(ours / lean)
        means += [their_mean_s / log.latency_s.mean(), lean_mean_s / log.latency_s.mean()]
    ratio, agree = statistics.median(ratios), statistics.median(means)
    return Row(
        what="simulated dynamic batches, requests per second, ours / SimPy",
        measured=_times(ratios),
        aim="≥ 20 ×",
        met=bool(ratio >= 20 and abs(agree - 1) < 0.02),
        note=f"against a leaner SimPy model, one process for all arrivals: {_times(leaner)}; "
        f"mean latency, SimPy / ours: {agree:.3f}",
    )


def a_million_requests() -> Row:
    """Wall time of one simulation of a million requests, and the most memory that it holds at once."""
    took_s = []
    for _ in range(3):
        begun = time.perf_counter()
        run_a_million()
        took_s.append(time.perf_counter() - begun)
    tracemalloc.start()
    run_a_million()
    peak_mb = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return Row(
        what="a million requests in dynamic batches: time, peak memory",
        measured=f"{min(took_s):.2f} s, {peak_mb:.0f} MB",
        aim="< 1 s, 200 MB",
        met=min(took_s) < 1 and peak_mb < 200,
    )


def run_a_million() -> None:
    """The simulation that ``a_million_requests`` times."""
    simulate(
        Scenario(classifier="none", policy=DYNAMIC, arrivals=Poisson(rate=DYNAMIC_RATE), requests=1_000_000),
        COST,
    )


def _rate(run, scenario, cost):
    """(requests per second of wall time, what the run gave)."""
    begun = time.perf_counter()
    given = run(scenario, cost)
    return scenario.requests / (time.perf_counter() - begun), given


def _times(ratios) -> str:
    return f"{statistics.median(ratios):.0f} × ({min(ratios):.0f}–{max(ratios):.0f})"


def _simpy_single(requests: int, seed: int) -> float:
    """Requests per second that SimPy simulates, as its documentation's bank example does it."""
    rng, env, latencies = random.Random(seed), simpy.Environment(), []
    server = simpy.Resource(env, capacity=1)

    def request(arrived: float):
        with server.request() as turn:
            yield turn
            yield env.timeout(rng.expovariate(SERVICE_RATE))
        latencies.append(env.now - arrived)

    def source():
        for _ in range(requests):
            yield env.timeout(rng.expovariate(RATE))
            env.process(request(env.now))

    env.process(source())
    begun = time.perf_counter()
    env.run()
    return len(latencies) / (time.perf_counter() - begun)


def _simpy_dynamic(requests: int, seed: int) -> tuple[float, float]:
    """(requests per second, mean latency in seconds) of the dynamic policy: a process for each request, a store."""
    rng, env, latencies = random.Random(seed), simpy.Environment(), []
    queue = simpy.Store(env)

    def request():
        due, done = env.now, env.event()
        yield queue.put((due, done))
        yield done
        latencies.append(env.now - due)

    def source():
        for _ in range(requests):
            yield env.timeout(rng.expovariate(DYNAMIC_RATE))
            env.process(request())

    def server():
        while True:
            batch = [(yield queue.get())]
            closes = batch[0][0] + DYNAMIC.max_wait_s
            while len(batch) < DYNAMIC.max_batch_size:
                another = queue.get()
                if not another.triggered and env.now < closes:
                    yield another | env.timeout(closes - env.now)
                if not another.triggered:
                    another.cancel()
                    break
                batch.append(another.value)
            yield env.timeout(COST.batch_s(len(batch)))
            for _, done in batch:
                done.succeed()

    env.process(source())
    env.process(server())
    begun = time.perf_counter()
    env.run()
    return len(latencies) / (time.perf_counter() - begun), statistics.fmean(latencies)


def _simpy_dynamic_lean(requests: int, seed: int) -> tuple[float, float]:
    """(requests per second, mean latency in seconds) of the same with one process for all arrivals."""
    rng, env, latencies = random.Random(seed), simpy.Environment(), []
    queue: deque[float] = deque()
    arrived = env.event()

    def source():
        nonlocal arrived
        for _ in range(requests):
            yield env.timeout(rng.expovariate(DYNAMIC_RATE))
            queue.append(env.now)
            arrived.succeed()
            arrived = env.event()

    def server():
        while len(latencies) < requests:
            while not queue:
                yield arrived
            closes = queue[0] + DYNAMIC.max_wait_s
            while len(queue) < DYNAMIC.max_batch_size and env.now < closes:
                yield arrived | env.timeout(closes - env.now)
            batch = [queue.popleft() for _ in range(min(len(queue), DYNAMIC.max_batch_size))]
            yield env.timeout(COST.batch_s(len(batch)))
            latencies.extend(env.now - due for due in batch)

    env.process(source())
    env.process(server())
    begun = time.perf_counter()
    env.run()
    return len(latencies) / (time.perf_counter() - begun), statistics.fmean(latencies)
