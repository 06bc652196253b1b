"""The summary of a run: definitions, and silence where there are not enough requests."""

import json

import numpy as np
import pytest

from core.metrics import Distribution, RequestLog, Summary, distribution, percentile_interval, summarise


def batches(count, size=1, service_s=0.5, every_s=1.0):
    """``count`` batches of ``size``, each due and started at once, ``every_s`` apart."""
    due = np.repeat(np.arange(count) * every_s, size)
    return RequestLog(
        scheduled_s=due,
        start_s=due,
        finish_s=due + service_s,
        batch_id=np.repeat(np.arange(count), size),
        batch_size=np.full(count * size, size),
    )


def test_throughput_and_utilisation_are_over_first_due_to_last_finish():
    summary = summarise(batches(10, size=4))
    assert summary.n == 40
    assert summary.throughput_per_s == pytest.approx(40 / 9.5)
    assert summary.utilisation == pytest.approx(5.0 / 9.5)


def test_the_mean_batch_size_is_over_batches_not_over_requests():
    log = RequestLog(
        scheduled_s=np.zeros(4),
        start_s=np.array([0.0, 1, 1, 1]),
        finish_s=np.array([1.0, 2, 2, 2]),
        batch_id=np.array([0, 1, 1, 1]),
        batch_size=np.array([1, 3, 3, 3]),
    )
    assert summarise(log).mean_batch_size == 2.0


def test_a_run_at_a_later_hour_has_the_same_summary():
    log = batches(400)
    later = RequestLog(
        scheduled_s=log.scheduled_s + 1024.0,
        start_s=log.start_s + 1024.0,
        finish_s=log.finish_s + 1024.0,
        batch_id=log.batch_id,
        batch_size=log.batch_size,
    )
    assert summarise(later) == summarise(log)


def test_an_empty_log_has_no_numbers_at_all():
    nothing = Distribution()
    assert summarise(batches(0)) == Summary(
        n=0,
        latency=nothing,
        waiting=nothing,
        service=nothing,
        throughput_per_s=None,
        utilisation=None,
        mean_batch_size=None,
        littles_law_residual=None,
    )
    assert nothing.mean is None
    assert nothing.max is None


def test_a_run_that_took_no_time_has_no_throughput():
    summary = summarise(batches(1, size=3, service_s=0.0))
    assert summary.throughput_per_s is None
    assert summary.utilisation is None


def test_percentiles_without_enough_requests_are_not_given():
    few = distribution(np.arange(40.0))
    assert few.p50 == 19.0
    assert few.p90 == 35.0
    assert few.p95 is None
    assert few.p99 is None
    assert few.mean == 19.5
    assert few.ci.mean is None
    assert few.ci.p95 is None
    assert few.max == 39.0


def test_each_percentile_comes_with_its_own_interval():
    values = np.random.default_rng(1).exponential(size=3000)
    found = distribution(values)
    for name, p in (("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)):
        assert getattr(found.ci, name) == percentile_interval(values, p)
        assert getattr(found, name) == np.quantile(values, p, method="inverted_cdf")


def test_measured_values_are_left_as_they_were():
    values = np.random.default_rng(2).exponential(size=3000)
    before = values.copy()
    distribution(values)
    assert np.array_equal(values, before)


def test_milliseconds_are_plain_values_fit_for_json():
    said = distribution(np.full(100, 1 / 256)).to_ms()
    assert json.loads(json.dumps(said)) == said
    assert list(said) == ["mean", "p50", "p90", "p95", "p99", "max", "ci"]
    assert said["p50"] == said["mean"] == said["max"] == 3.90625
    assert said["p99"] is None
    same = [3.90625, 3.90625]
    assert said["ci"] == {"mean": same, "p50": same, "p90": same, "p95": same, "p99": None}
