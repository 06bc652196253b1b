"""Findings are sentences whose every figure comes from the result."""

from dataclasses import replace

import numpy as np

from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.experiment import Scenario, agreement, comparison, finding, simulate
from core.experiment.finding import rate_words, time_words
from core.serving import LinearCost
from core.workload import AllAtOnce, Poisson

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def result(policy, arrivals, requests=2000):
    return simulate(Scenario(classifier="c", policy=policy, arrivals=arrivals, requests=requests), COST)


def test_a_quiet_stream_names_its_speed_its_median_and_who_set_the_limit():
    quiet = result(RealTime(), Poisson(rate=10))
    words = finding(quiet)
    assert f"{rate_words(quiet.summary.throughput_per_s)} texts per second" in words
    assert f"within {time_words(quiet.summary.latency.p50)}" in words
    assert f"longer than {time_words(quiet.summary.latency.p99)}" in words
    assert "arrivals set its throughput" in words


def test_an_overload_is_told_without_a_percentile():
    words = finding(result(RealTime(), Poisson(rate=500)))
    assert "queue grew" in words
    assert "Half of the texts" not in words


def test_batches_against_one_at_a_time_says_what_was_gained_and_what_was_paid():
    words = comparison(
        result(FixedBatch(batch_size=64), Poisson(rate=80)), result(RealTime(), Poisson(rate=80))
    )
    assert "as many texts per second as one at a time" in words
    assert "longer" in words
    batch, single = result(Offline(batch_size=64), AllAtOnce()), result(RealTime(), AllAtOnce())
    ratio = batch.summary.throughput_per_s / single.summary.throughput_per_s
    words = comparison(batch, single)
    assert f"{rate_words(ratio)} × more texts per second" in words
    assert "less" in words


def test_a_side_that_could_not_keep_up_is_named():
    words = comparison(
        result(DynamicBatch(max_batch_size=64, max_wait_s=0), Poisson(rate=300)),
        result(RealTime(), Poisson(rate=300)),
    )
    assert "One at a time could not keep up" in words


def test_answers_that_differ_are_counted():
    one = replace(result(RealTime(), AllAtOnce(), 4), predictions=np.array([0, 1, 1, 0], dtype=np.int16))
    other = replace(one, predictions=np.array([0, 1, 0, 1], dtype=np.int16))
    assert "2 of 4" in agreement(one, other)
    assert "each of the 4 texts" in agreement(one, one)
    assert agreement(one, result(RealTime(), AllAtOnce(), 4)) is None
