"""Every formula against a small simulation, within the simulation's own confidence interval.

The simulations are the plainest there are (Lindley's recursion and its relatives), written here on their own.
"""

import heapq

import numpy as np
import pytest

from core.metrics import mean_interval, percentile_interval
from core.theory import (
    closed_loop_throughput_bound,
    fixed_batch,
    md1_latency_s,
    mdc_waiting_s,
    mg1_latency_s,
    mm1_latency_quantile_s,
    mm1_latency_s,
    mmc_latency_s,
    take_all,
)

COST = {"fixed_s": 0.010, "per_item_s": 0.001}
N = 400_000


def poisson(rng, rate, n=N):
    return np.cumsum(rng.exponential(1 / rate, n))


def one_server(arrival, service):
    """Finish times: Lindley's recursion, vectorised."""
    done = np.cumsum(service)
    return done + np.maximum.accumulate(arrival - (done - service))


def several_servers(arrival, service, servers):
    """Finish times of first-come first-served with equal servers."""
    free = [0.0] * servers
    finish = np.empty(len(arrival))
    for i, (due, time) in enumerate(zip(arrival.tolist(), service.tolist(), strict=True)):
        finish[i] = max(due, free[0]) + time
        heapq.heapreplace(free, finish[i])
    return finish


def taking_all(arrival, limit):
    """Finish times and batch sizes when a free server takes all that wait, up to the limit."""
    due = [*arrival.tolist(), float("inf")]
    finish, sizes, first, free = np.empty(len(arrival)), [], 0, 0.0
    while first < len(arrival):
        begin, last = max(free, due[first]), first + 1
        while last - first < limit and due[last] <= begin:
            last += 1
        free = begin + COST["fixed_s"] + COST["per_item_s"] * (last - first)
        finish[first:last] = free
        sizes.append(last - first)
        first = last
    return finish, np.array(sizes)


def agrees(expected, values):
    low, high = mean_interval(values, confidence=0.999)
    assert high - low < 0.2 * expected, "the run is too short to tell"
    return low <= expected <= high


def test_mm1():
    rng = np.random.default_rng(1)
    arrival = poisson(rng, 70)
    latency = one_server(arrival, rng.exponential(0.010, N)) - arrival
    assert agrees(mm1_latency_s(70, 100), latency)
    # Every 200th request is nearly independent of the one before, which percentile intervals ask for.
    for p in (0.5, 0.9, 0.95):
        low, high = percentile_interval(latency[::200], p, confidence=0.999)
        assert low <= mm1_latency_quantile_s(70, 100, p) <= high


def test_md1_and_mg1():
    rng = np.random.default_rng(2)
    arrival = poisson(rng, 70)
    assert agrees(md1_latency_s(70, 0.010), one_server(arrival, np.full(N, 0.010)) - arrival)
    service = rng.choice([0.004, 0.028], N, p=[0.75, 0.25])
    assert agrees(
        mg1_latency_s(70, 0.010, 0.75 * 0.004**2 + 0.25 * 0.028**2), one_server(arrival, service) - arrival
    )


def test_mmc():
    rng = np.random.default_rng(3)
    arrival = poisson(rng, 320, 200_000)
    latency = several_servers(arrival, rng.exponential(0.010, 200_000), 4) - arrival
    assert agrees(mmc_latency_s(320, 100, 4), latency)


@pytest.mark.parametrize(("rate", "limit"), [(100, 8), (300, 8), (420, 8), (500, None), (800, None)])
def test_take_all(rate, limit):
    arrival = poisson(np.random.default_rng(4), rate)
    finish, sizes = taking_all(arrival, limit or N)
    exact = take_all(rate, limit, **COST)
    assert agrees(exact.mean_latency_s, finish - arrival)
    assert agrees(exact.mean_batch_size, sizes)
    waiting = finish - COST["fixed_s"] - COST["per_item_s"] * np.repeat(sizes, sizes) - arrival
    assert agrees(exact.mean_waiting_s, waiting)


@pytest.mark.parametrize(("rate", "size"), [(300, 8), (420, 8), (800, 64), (70, 1)])
def test_full_batches(rate, size):
    arrival = poisson(np.random.default_rng(5), rate)[: N // size * size]
    ready = arrival[size - 1 :: size]
    service_s = COST["fixed_s"] + COST["per_item_s"] * size
    finish = one_server(ready, np.full(len(ready), service_s))
    exact = fixed_batch(rate, size, **COST)
    assert agrees(exact.mean_latency_s, np.repeat(finish, size) - arrival)
    # The wait of full batches alone, which the whole would hide where it is small.
    low, high = mean_interval(finish - ready - service_s, confidence=0.999)
    assert low <= exact.mean_queueing_s <= high
    assert np.mean(finish - ready - service_s) == pytest.approx(exact.mean_queueing_s, rel=0.1)


def test_several_servers_with_a_fixed_time():
    arrival = poisson(np.random.default_rng(6), 350)
    waiting = several_servers(arrival, np.full(N, 0.010), 4) - 0.010 - arrival
    assert agrees(mdc_waiting_s(350, 0.010, 4), waiting)


@pytest.mark.parametrize(("clients", "think_s"), [(1, 0.0), (3, 0.05), (12, 0.05), (40, 0.05)])
def test_no_closed_loop_beats_its_bound(clients, think_s):
    rng = np.random.default_rng(7)
    ready = [0.0] * clients
    free, served = 0.0, 20_000
    for _ in range(served):
        free = max(ready[0], free) + 0.010
        heapq.heapreplace(ready, free + (rng.exponential(think_s) if think_s else 0.0))
    bound = closed_loop_throughput_bound(clients, 0.010, think_s)
    # Think times are random, so their mean in the run may be off by a hundredth or so.
    assert served / free <= bound * 1.02
    assert served / free > 0.7 * bound
    if clients in (1, 40):
        assert served / free == pytest.approx(bound, rel=0.01)
