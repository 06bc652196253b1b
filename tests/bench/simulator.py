"""The simulator against SimPy: the same M/M/1 queue, alternating within one run."""

import random
import statistics
import time

import simpy

from core.batching import RealTime
from core.experiment import Scenario, simulate
from core.serving import ExponentialCost
from core.workload import Poisson
from tests.bench.row import Row

RATE, SERVICE_RATE = 70.0, 100.0
OURS, THEIRS, ROUNDS = 1_000_000, 20_000, 5


def simpy_requests_per_s(requests: int, seed: int) -> float:
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


def against_simpy() -> Row:
    """Simulated requests per second, ours over SimPy's; the mean must lie within its confidence interval."""
    ratios, within = [], 0
    for seed in range(ROUNDS):
        theirs = simpy_requests_per_s(THEIRS, seed)
        scenario = Scenario(
            classifier="none", policy=RealTime(), arrivals=Poisson(rate=RATE), requests=OURS, seed=seed
        )
        begun = time.perf_counter()
        result = simulate(scenario, ExponentialCost(mean_s=1 / SERVICE_RATE))
        ratios.append(OURS / (time.perf_counter() - begun) / theirs)
        low, high = result.summary.latency.ci.mean
        within += low <= 1 / (SERVICE_RATE - RATE) <= high
    ratio = statistics.median(ratios)
    return Row(
        what="simulated M/M/1 requests per second, ours / SimPy",
        measured=f"{ratio:.0f} × ({min(ratios):.0f}–{max(ratios):.0f})",
        aim="≥ 50 ×",
        met=ratio >= 50 and within >= ROUNDS - 1,
        note=f"the exact mean lies in the 95 % interval in {within} of {ROUNDS} runs of {OURS:,} requests",
    )
