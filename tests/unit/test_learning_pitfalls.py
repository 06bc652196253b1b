"""The lesson's pitfalls do what the lesson says of them, by computation."""

import numpy as np
import pytest

from core.base import InvalidInput
from core.batching import RealTime
from core.experiment import Scenario, simulate
from core.experiment.leakage import leak_trial
from core.learning.dynamic_means import curve, limit, ways_at
from core.learning.numbers import lesson_numbers
from core.learning.pitfall_drift import DISGUISES, PREVALENCES, drifted
from core.learning.pitfall_latency import stalled_run, two_readings
from core.learning.pitfall_overload import waiting_at
from core.serving import LinearCost
from core.text.shift import disguise
from core.workload import Poisson
from tests.built_in import built_in


@pytest.fixture(scope="module")
def trained():
    return built_in("tfidf-logreg")


def test_a_clock_that_starts_with_the_sending_hides_a_stall() -> None:
    due, sent = two_readings(stalled_run(1.0))
    assert due.p99 > 0.5
    assert sent.p99 == pytest.approx(0.002)
    assert due.max == sent.max == pytest.approx(1.002)


def test_without_a_stall_both_clocks_agree() -> None:
    due, sent = two_readings(stalled_run(0.0))
    assert due.p99 == pytest.approx(sent.p99)


def test_a_stall_below_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="stall_s"):
        stalled_run(-1.0)


@pytest.mark.parametrize("leak", ["copies", "mark"])
def test_a_leaky_test_promises_more_than_new_messages_give_and_a_clean_one_does_not(leak: str) -> None:
    trial = leak_trial(leak)
    assert trial.claimed.low > trial.live.high
    assert (
        trial.honest_claimed.low <= trial.honest_live.high
        and trial.honest_live.low <= trial.honest_claimed.high
    )


def test_rarer_spam_lowers_precision_and_leaves_recall_within_noise(trained) -> None:
    usual, rare = (drifted(trained, "rarer", level) for level in (PREVALENCES[0], PREVALENCES[-1]))
    assert rare.precision < usual.precision - 0.3
    assert rare.recall == pytest.approx(usual.recall, abs=0.15)
    assert rare.accuracy > 0.9


def test_disguised_words_lower_recall_level_by_level(trained) -> None:
    recalls = [drifted(trained, "disguised", level).recall for level in DISGUISES]
    assert recalls == sorted(recalls, reverse=True)
    assert recalls[-1] < recalls[0] - 0.2


def test_a_disguise_of_nothing_changes_nothing() -> None:
    assert disguise("claim the free watch", 0.0, lambda: 0.5) == "claim the free watch"


def test_an_overloaded_server_leaves_about_the_surplus_waiting() -> None:
    scenario = Scenario(
        classifier="tfidf-logreg", policy=RealTime(), arrivals=Poisson(rate=100.0), requests=6_600
    )
    log = simulate(scenario, LinearCost(fixed_s=0.010, per_item_s=0.001)).log
    at = waiting_at(log, np.array([0.0, 30.0, 60.0]))
    # The surplus is λt − t/τ; arrivals of a Poisson stream spread by √(λt), 4 standard deviations here.
    assert at[2] == pytest.approx(60 * (100 - 1 / 0.011), abs=4 * np.sqrt(6000))
    assert at[0] <= 1 and at[1] < at[2]


def test_the_three_ways_are_those_of_the_lesson_and_missing_where_unstable() -> None:
    busy = lesson_numbers()["dynamic"]["busy"]
    ways = ways_at(85.0)
    assert (ways.one_s, ways.few_s, ways.take_all_s) == (busy["one_s"], busy["few_s"], busy["take_all_s"])
    assert ways_at(100.0).one_s is None and ways_at(170.0).few_s is None and ways_at(445.0).take_all_s is None


def test_curves_end_where_the_way_falls_behind() -> None:
    for way, size in (("one_s", 1), ("few_s", 2), ("take_all_s", 8)):
        rates, ms = curve(way)
        assert np.isfinite(ms[rates < limit(size)]).all() and np.isnan(ms[rates >= limit(size)]).all()
