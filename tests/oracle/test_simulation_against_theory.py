"""Simulated means against closed forms and the exact batch chain, within the run's own confidence interval."""

import pytest

from core.batching import DynamicBatch, FixedBatch, FormedAhead, RealTime, SerialWindow
from core.experiment import Scenario, simulate
from core.metrics.intervals import mean_interval
from core.serving import ExponentialCost, LinearCost
from core.workload import Poisson

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
# 99.9 %: with about a dozen comparisons here, a sound simulator fails one of them about once in a hundred seeds.
CONFIDENCE = 0.999


def mean_within(policy, rate, cost, requests=400_000):
    scenario = Scenario(
        classifier="c", policy=policy, arrivals=Poisson(rate=rate), requests=requests, seed=11
    )
    result = simulate(scenario, cost)
    return mean_interval(result.log.latency_s, CONFIDENCE), result


@pytest.mark.parametrize("rho", [0.3, 0.7, 0.9])
def test_one_exponential_server(rho):
    (low, high), _ = mean_within(RealTime(), rho * 100, ExponentialCost(mean_s=0.01))
    assert low <= 1 / (100 - rho * 100) <= high


@pytest.mark.parametrize("rho", [0.3, 0.7])
def test_one_deterministic_server(rho):
    service = COST.batch_s(1)
    (low, high), _ = mean_within(RealTime(), rho / service, COST)
    assert low <= service + rho * service / (2 * (1 - rho)) <= high


@pytest.mark.parametrize(
    "rate, largest, mean_ms, mean_batch",
    [
        (100, 8, 16.409, 1.4652),
        (300, 8, 22.908, 4.3086),
        (420, 8, 41.62, 7.242),
        (500, 4096, 31.666, 10.0),
        (800, 4096, 78.889, 40.0),
    ],
)
def test_taking_all_that_wait_matches_the_exact_chain(rate, largest, mean_ms, mean_batch):
    (low, high), result = mean_within(DynamicBatch(max_batch_size=largest, max_wait_s=0), rate, COST)
    assert low * 1000 <= mean_ms <= high * 1000
    assert result.summary.mean_batch_size == pytest.approx(mean_batch, rel=0.02)


@pytest.mark.parametrize("wait_ms, mean_ms, p99_ms", [(5, 22.7, 35.1), (20, 29.4, 42.0)])
def test_a_dynamic_batch_as_triton_forms_it(wait_ms, mean_ms, p99_ms):
    _, result = mean_within(DynamicBatch(max_batch_size=32, max_wait_s=wait_ms / 1000), 300, COST)
    # The reference values are given to three figures.
    assert result.summary.latency.mean * 1000 == pytest.approx(mean_ms, abs=0.15)
    assert result.summary.latency.p99 * 1000 == pytest.approx(p99_ms, abs=0.4)


def test_fixed_batches_without_a_timeout():
    from core.theory import fixed_batch

    (low, high), _ = mean_within(FixedBatch(batch_size=8), 300, COST)
    expected = fixed_batch(300, 8, COST.fixed_s, COST.per_item_s).mean_latency_s
    assert low <= expected <= high


def test_more_than_can_be_served_is_called_unstable():
    _, result = mean_within(RealTime(), 2 / COST.batch_s(1), COST, requests=5_000)
    assert result.unstable
    assert "Unstable" in result.warnings[0]


@pytest.mark.parametrize("wait_ms, mean_ms, p99_ms", [(5, 28.5, 45.1), (20, 45.7, 74.2)])
def test_the_same_wait_on_a_serial_window_costs_more(wait_ms, mean_ms, p99_ms):
    _, result = mean_within(SerialWindow(max_batch_size=32, max_wait_s=wait_ms / 1000), 300, COST)
    # The reference values were simulated too, and are given to three figures.
    assert result.summary.latency.mean * 1000 == pytest.approx(mean_ms, rel=0.01)
    assert result.summary.latency.p99 * 1000 == pytest.approx(p99_ms, rel=0.01)


def test_batches_formed_ahead_cannot_keep_up_where_the_others_can():
    _, ahead = mean_within(FormedAhead(max_batch_size=32, max_wait_s=0.005), 300, COST, requests=20_000)
    _, triton = mean_within(DynamicBatch(max_batch_size=32, max_wait_s=0.005), 300, COST, requests=20_000)
    assert ahead.unstable
    assert not triton.unstable
