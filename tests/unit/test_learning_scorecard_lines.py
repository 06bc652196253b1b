"""Scorecard lines: met, missed or not enough to say, from the result and nothing else."""

import pytest

from core.batching import Offline, RealTime
from core.experiment import Scenario, simulate
from core.learning.numbers import Targets
from core.learning.scorecard import batch_lines, real_time_lines
from core.learning.two_clocks import SCENARIOS, outcome, reconcile
from core.serving import LinearCost
from core.workload import AllAtOnce, Poisson
from tests.built_in import built_in

FAST, SLOW = LinearCost(fixed_s=0.002, per_item_s=0.00005), LinearCost(fixed_s=0.2, per_item_s=0.001)


@pytest.fixture(scope="module")
def trained():
    return built_in("tfidf-logreg")


def _pile(cost: LinearCost, size: int = 64):
    return simulate(
        Scenario(classifier="x", policy=Offline(batch_size=size), arrivals=AllAtOnce(), requests=1000), cost
    )


def _stream(cost: LinearCost, requests: int = 1000, rate: float = 20.0):
    return simulate(
        Scenario(classifier="x", policy=RealTime(), arrivals=Poisson(rate=rate), requests=requests), cost
    )


def test_a_fast_pile_meets_every_batch_target_and_a_slow_one_misses_throughput(trained) -> None:
    assert [line.verdict for line in batch_lines(_pile(FAST), trained, Targets())] == ["Met", "Met", "Met"]
    throughput = batch_lines(_pile(SLOW, 1), trained, Targets())[0]
    assert throughput.verdict == "Missed" and throughput.times_as_good == pytest.approx(
        1 / 0.201 / 1000, rel=0.01
    )


def test_a_quick_stream_meets_its_targets_and_an_overloaded_one_has_no_percentile(trained) -> None:
    assert {line.verdict for line in real_time_lines(_stream(FAST), trained, "spam", Targets())} == {"Met"}
    latency, rate, _ = real_time_lines(_stream(SLOW), trained, "spam", Targets())
    assert (latency.verdict, rate.verdict) == ("Missed", "Missed")
    assert "queue kept growing" in latency.measured and "ms" not in latency.measured


def test_latency_is_judged_by_the_highest_percentile_there_are_requests_for(trained) -> None:
    named = [real_time_lines(_stream(FAST, n), trained, "spam", Targets())[0] for n in (400, 100, 50, 10)]
    assert [line.what for line in named] == ["Latency, p99", "Latency, p95", "Latency, p90", "Latency, p90"]
    assert named[-1].verdict == "Not enough to say" and named[-1].times_as_good is None


def test_a_target_that_quality_falls_short_of_is_missed(trained) -> None:
    assert batch_lines(_pile(FAST), trained, Targets(accuracy=0.99))[2].verdict == "Missed"
    assert real_time_lines(_stream(FAST), trained, "spam", Targets(recall=0.99))[2].verdict == "Missed"


def test_unknown_texts_are_judged_by_speed_alone() -> None:
    assert [line.what for line in batch_lines(_pile(FAST), None, Targets())] == ["Throughput", "Turnaround"]


def test_the_small_run_says_who_was_first_and_holds_the_guess_against_it() -> None:
    batch, single = (
        simulate(scenario, LinearCost(fixed_s=0.006, per_item_s=0.0005)) for scenario in SCENARIOS
    )
    assert outcome(batch, single) == "single-batch"
    assert reconcile("single-batch", batch, single).startswith("Your guess was right.")
    assert "It came out differently." in reconcile("batch-batch", batch, single)
    assert reconcile("unsure", batch, single).startswith("You did not guess.")
    assert "The first text had its answer after 6.5 ms in real time and 38 ms in the batch" in reconcile(
        "unsure", batch, single
    )
