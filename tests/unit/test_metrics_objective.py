"""Is "99 % within 20 ms" met? Yes, no, or not enough requests to say."""

import numpy as np
import pytest

from core.base import InvalidInput
from core.metrics.objective import LatencyObjective, judge
from core.serving.loop import log_of_batches


def run(latencies_s):
    n = len(latencies_s)
    due = np.arange(n) * 10.0
    return log_of_batches(due, due, due + np.asarray(latencies_s), [1] * n)


P99 = LatencyObjective(bound_s=0.020, percentile=0.99)


@pytest.mark.parametrize("n, verdict", [(458, "not enough requests"), (459, "met")])
def test_with_none_over_the_bound_459_requests_are_enough(n, verdict):
    judged = judge(run([0.010] * n), P99)
    assert (judged.verdict, judged.needed) == (verdict, 459)


@pytest.mark.parametrize("over, needed", [(1, 662), (2, 838), (5, 1307), (10, 2010)])
def test_each_request_over_the_bound_asks_for_more(over, needed):
    short = judge(run([0.010] * (needed - 1 - over) + [0.5] * over), P99)
    enough = judge(run([0.010] * (needed - over) + [0.5] * over), P99)
    assert (short.verdict, enough.verdict) == ("not enough requests", "met")


def test_more_over_the_bound_than_allowed_is_not_met():
    judged = judge(run([0.010] * 950 + [0.5] * 50), P99)
    assert (judged.verdict, judged.over, judged.n) == ("not met", 50, 1000)


def test_an_empty_run_says_nothing():
    judged = judge(run([]), P99)
    assert judged.verdict == "not enough requests"
    assert judged.goodput_per_s is None


def test_goodput_counts_only_what_came_in_time():
    log = run([0.010] * 90 + [0.5] * 10)
    assert judge(log, P99).goodput_per_s == pytest.approx(90 / log.span_s)


@pytest.mark.parametrize(
    "bound, percentile", [(0, 0.99), (-1, 0.99), (0.02, 1.0), (0.02, 99), (float("nan"), 0.9)]
)
def test_an_objective_that_cannot_be_is_refused(bound, percentile):
    with pytest.raises(InvalidInput):
        LatencyObjective(bound_s=bound, percentile=percentile)


def test_the_verdict_keeps_its_promise():
    # A server whose true share over the bound is just above 1 %: "met" must come out in at most 1 % of runs.
    rng, met = np.random.default_rng(8), 0
    for _ in range(2000):
        latencies = np.where(rng.random(662) < 0.0101, 0.5, 0.010)
        met += judge(run(latencies), P99).verdict == "met"
    assert met / 2000 <= 0.01 + 3 * np.sqrt(0.01 * 0.99 / 2000)
