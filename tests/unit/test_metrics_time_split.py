"""Filling, server, service: every request's time goes somewhere, once."""

import numpy as np
import pytest

from core.batching import DynamicBatch, FixedBatch, RealTime
from core.experiment import Scenario, simulate
from core.metrics.time_split import by_percentile, latency_from_sending_s, split_time
from core.serving import LinearCost
from core.serving.loop import log_of_batches
from core.workload import Poisson

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def log_of(policy, rate=200, requests=2000):
    return simulate(
        Scenario(classifier="c", policy=policy, arrivals=Poisson(rate=rate), requests=requests), COST
    ).log


def test_two_batches_worked_out_by_hand():
    # Due 0, 1, 2, 3; batches of two leave at 1 and (server busy until 5) at 5.
    log = log_of_batches([0.0, 1.0, 2.0, 3.0], [1.0, 5.0], [5.0, 6.0], [2, 2])
    split = split_time(log)
    assert split.server_s.tolist() == [0, 0, 3, 2]
    assert split.filling_s.tolist() == [1, 0, 0, 0]
    assert split.service_s.tolist() == [4, 4, 1, 1]


@pytest.mark.parametrize(
    "policy", [RealTime(), FixedBatch(batch_size=8), DynamicBatch(max_batch_size=16, max_wait_s=0.005)]
)
def test_the_parts_add_up_to_the_latency_and_none_is_negative(policy):
    log = log_of(policy, rate=80)
    split = split_time(log)
    assert np.allclose(split.server_s + split.filling_s + split.service_s, log.latency_s)
    assert min(split.server_s.min(), split.filling_s.min(), split.service_s.min()) >= -1e-12


def test_one_at_a_time_never_waits_for_a_batch_to_fill():
    assert np.allclose(split_time(log_of(RealTime(), rate=80)).filling_s, 0, atol=1e-12)


def test_timing_from_the_moment_of_sending_hides_the_queue():
    log = log_of(RealTime(), rate=500)
    lie, truth = latency_from_sending_s(log), log.latency_s
    assert np.allclose(lie, COST.batch_s(1))
    assert truth.max() > 100 * lie.max()


def test_an_empty_log_has_nothing_to_split():
    assert len(split_time(log_of_batches([], [], [], [])).server_s) == 0


def test_the_split_by_percentile_is_near_the_percentile():
    log = log_of(DynamicBatch(max_batch_size=16, max_wait_s=0.005), requests=20_000)
    latency_s, split = by_percentile(log, np.array([50.0, 99.0]))
    assert latency_s == pytest.approx(np.percentile(log.latency_s, [50, 99]), rel=0.05)
    assert np.allclose(split.server_s + split.filling_s + split.service_s, latency_s)
