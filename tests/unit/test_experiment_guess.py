"""What is asked before a run, and a guess against what the run measured, in words."""

import pytest

from core.batching import Offline, RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.guess import Measure, Question, figure_words, measured, off_words, optimism, questions
from core.serving import LinearCost
from core.workload import AllAtOnce, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def _single(rate: float, requests: int = 400) -> Result:
    return simulate(
        Scenario(classifier="any", policy=RealTime(), arrivals=Steady(rate=rate), requests=requests), COST
    )


def _batch() -> Result:
    return simulate(
        Scenario(classifier="any", policy=Offline(batch_size=100), arrivals=AllAtOnce(), requests=400), COST
    )


def _asked(measure: Measure, side: int = 0) -> Question:
    return Question(side=side, measure=measure)


@pytest.mark.parametrize("sides", [1, 2])
def test_median_p99_and_throughput_are_asked_and_never_more_than_three(sides: int) -> None:
    asked = questions(sides)

    assert sorted(one.measure for one in asked) == ["p50_ms", "p99_ms", "rate"]
    assert {one.side for one in asked} == set(range(sides))


def test_a_quiet_server_answers_everything_in_its_service_time_and_as_fast_as_texts_come() -> None:
    quiet = [_single(10)]

    assert measured(_asked("p50_ms"), quiet) == pytest.approx(11.0)
    assert measured(_asked("p99_ms"), quiet) == pytest.approx(11.0)
    assert measured(_asked("rate"), quiet) == pytest.approx(10.0, rel=0.01)


def test_each_question_is_answered_by_its_own_side() -> None:
    both = [_batch(), _single(10)]

    assert measured(_asked("rate", side=0), both) == pytest.approx(100 / 0.110)
    assert measured(_asked("p50_ms", side=1), both) == pytest.approx(11.0)


def test_the_gain_that_was_once_asked_for_is_the_ratio_of_texts_per_second() -> None:
    found = measured(_asked("gain"), [_batch(), _single(10)])

    assert found == pytest.approx((100 / 0.110) / (400 / (399 / 10 + 0.011)))


def test_a_figure_that_the_run_does_not_have_is_none() -> None:
    assert _single(200).unstable
    assert measured(_asked("p50_ms"), [_single(200)]) is None
    assert measured(_asked("p99_ms"), [_single(10, requests=300)]) is None
    assert measured(_asked("rate"), [_single(200)]) == pytest.approx(1 / 0.011, rel=0.01)


@pytest.mark.parametrize(
    ("measure", "guess", "value", "words"),
    [
        ("p50_ms", 1.1, 11.0, "10 × too optimistic"),
        ("p99_ms", 110, 11.0, "10 × too pessimistic"),
        ("rate", 300, 100, "3 × too optimistic"),
        ("gain", 33, 100, "3 × too pessimistic"),
        ("p50_ms", 10, 11.0, "close"),
        ("rate", 80, 99, "close"),
    ],
)
def test_too_short_a_time_and_too_high_a_rate_are_too_optimistic(
    measure: Measure, guess: float, value: float, words: str
) -> None:
    assert off_words(measure, guess, value) == words
    assert (optimism(measure, guess, value) > 1.25) == ("optimistic" in words)


def test_large_figures_are_never_written_with_an_exponent() -> None:
    assert figure_words("gain", 193.7) == "194 ×"
    assert figure_words("rate", 12_345) == "12,300 a second"
