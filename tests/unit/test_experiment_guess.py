"""A guess against what a run measured, in words."""

import pytest

from core.batching import Offline, RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.guess import figure_words, measure_of, measured, reconcile
from core.serving import LinearCost
from core.workload import AllAtOnce, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def _single(rate: float) -> Result:
    return simulate(
        Scenario(classifier="any", policy=RealTime(), arrivals=Steady(rate=rate), requests=400), COST
    )


def _batch() -> Result:
    return simulate(
        Scenario(classifier="any", policy=Offline(batch_size=100), arrivals=AllAtOnce(), requests=400), COST
    )


def test_one_side_is_asked_for_its_median_and_two_for_the_gain() -> None:
    assert measure_of(1) == "median_ms"
    assert measure_of(2) == "gain"


def test_the_median_of_a_quiet_server_is_its_service_time() -> None:
    assert measured([_single(10)]) == pytest.approx(11.0)


def test_the_gain_is_the_ratio_of_texts_per_second() -> None:
    batch, single = _batch(), _single(10)

    found = measured([batch, single])

    assert batch.summary.throughput_per_s is not None
    assert single.summary.throughput_per_s is not None
    assert found == pytest.approx(batch.summary.throughput_per_s / single.summary.throughput_per_s)


def test_an_unstable_run_has_nothing_to_compare_with() -> None:
    assert _single(200).unstable
    assert reconcile(5.0, [_single(200)]) is None


@pytest.mark.parametrize(
    ("guess_ms", "words"),
    [(1.1, "10 × too optimistic"), (110, "10 × too pessimistic"), (10, "close"), (13, "close")],
)
def test_a_median_guessed_too_short_is_too_optimistic(guess_ms: float, words: str) -> None:
    found = reconcile(guess_ms, [_single(10)])

    assert found is not None
    assert found.words == words


def test_a_gain_guessed_too_large_is_too_optimistic() -> None:
    gain = measured([_batch(), _single(10)])
    assert gain is not None

    high, low = reconcile(3 * gain, [_batch(), _single(10)]), reconcile(gain / 3, [_batch(), _single(10)])

    assert high is not None
    assert low is not None
    assert high.words == "3 × too optimistic"
    assert low.words == "3 × too pessimistic"


def test_large_figures_are_never_written_with_an_exponent() -> None:
    assert figure_words("gain", 193.7) == "194 ×"
    assert figure_words("gain", 12_345) == "12,300 ×"
