"""The closed loop against its laws: X = N/(R + Z), and no more than N/(D + Z) or 1/D."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.batching import DynamicBatch, FixedBatch, RealTime
from core.experiment import Scenario, simulate
from core.serving import ExponentialCost, LinearCost
from core.theory import closed_loop_throughput_bound
from core.workload import ClosedLoop

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def closed(clients, think_s, policy=None, cost=COST, requests=4000):
    scenario = Scenario(
        classifier="c",
        policy=policy or RealTime(),
        arrivals=ClosedLoop(clients=clients, think_s=think_s),
        requests=requests,
        seed=3,
    )
    return simulate(scenario, cost)


def test_one_client_without_thinking_is_throughput_one_over_latency():
    result = closed(1, 0.0)
    assert result.summary.throughput_per_s == pytest.approx(1 / COST.batch_s(1))
    assert result.summary.latency.max == pytest.approx(COST.batch_s(1))


@given(st.integers(1, 40), st.floats(0, 0.5))
@settings(max_examples=30)
def test_throughput_follows_the_response_time_law_and_its_bounds(clients, think_s):
    result = closed(clients, think_s)
    x, r = result.summary.throughput_per_s, result.summary.latency.mean
    assert x == pytest.approx(clients / (r + think_s), rel=0.03)
    assert x <= closed_loop_throughput_bound(clients, COST.batch_s(1), think_s) * 1.03


@given(st.integers(1, 12), st.integers(1, 12))
@settings(max_examples=30)
def test_no_client_has_two_requests_at_once_and_all_are_answered(clients, size):
    for policy in (FixedBatch(batch_size=size), DynamicBatch(max_batch_size=size, max_wait_s=0.02)):
        log = closed(clients, 0.01, policy, ExponentialCost(mean_s=0.01), requests=300).log
        assert len(log) == 300
        assert max(log.batch_size) <= min(size, clients)
        # The n-th request is sent after the (n − N)-th was answered and thought over.
        later, earlier = log.scheduled_s[clients:], log.finish_s[:-clients]
        assert (later >= earlier).all()


def test_a_closed_loop_hides_the_overload_that_an_open_loop_shows():
    from core.workload import Poisson

    open_loop = simulate(
        Scenario(classifier="c", policy=RealTime(), arrivals=Poisson(rate=200), requests=4000), COST
    )
    hidden = closed(4, 0.0)
    assert open_loop.unstable
    assert hidden.summary.latency.p99 < open_loop.log.latency_s.max() / 100
