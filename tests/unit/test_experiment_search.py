"""The answer of a search run again near the knee: averaged, given up where it does not hold, left alone elsewhere."""

from dataclasses import replace

import pytest

from core.batching import RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.search import REPEATS, Search, Trial, confirmed
from core.metrics.objective import Judgement, LatencyObjective
from core.serving import LinearCost
from core.workload import Steady

OBJECTIVE = LatencyObjective(bound_s=0.1)
JUDGEMENT = Judgement(verdict="met", over=0, n=500, needed=459, goodput_per_s=1.0)


def _trial(rate: float, observed_s: float, *, near_knee: bool = True) -> Trial:
    return Trial(
        arrival_rate=rate,
        observed_s=observed_s,
        throughput_per_s=rate,
        unstable=False,
        met=observed_s <= OBJECTIVE.bound_s,
        judgement=JUDGEMENT,
        near_knee=near_knee,
    )


def _search(*trials: Trial) -> Search:
    return Search(objective=OBJECTIVE, trials=trials)


def _took(seconds: float, *, void: str | None = None) -> Result:
    """A run whose texts all took so long."""
    quiet = Scenario(classifier="x", policy=RealTime(), arrivals=Steady(rate=0.1), requests=50)
    return replace(simulate(quiet, LinearCost(fixed_s=seconds, per_item_s=0.0)), void=void)


def test_the_answer_near_the_knee_is_run_again_with_other_draws_and_the_average_counts() -> None:
    asked = []

    def again(rate: float, draw: int) -> Result:
        asked.append((rate, draw))
        return _took(0.08 if draw == 1 else 0.10)

    found = confirmed(_search(_trial(10, 0.02), _trial(40, 0.09), _trial(80, 3.0)), again)

    assert asked == [(40, draw) for draw in range(1, REPEATS + 1)]
    assert found.best_rate == 40
    assert found.trials[1].repeated_s == pytest.approx((0.09, 0.08, 0.10))
    assert found.trials[1].observed_s == pytest.approx(0.09)
    assert [trial.repeated_s for trial in found.trials[::2]] == [(), ()]


def test_an_answer_that_was_luck_is_given_up_and_the_next_lower_one_is_repeated() -> None:
    found = confirmed(
        _search(_trial(10, 0.02), _trial(40, 0.09)), lambda rate, _draw: _took(0.5 if rate == 40 else 0.03)
    )

    assert (found.best_rate, found.ceiling) == (10, 40)
    assert not found.trials[1].met
    assert found.trials[0].repeated_s == pytest.approx((0.02, 0.03, 0.03))


def test_without_time_the_answer_stays_and_is_known_not_to_be_repeated() -> None:
    search = _search(_trial(40, 0.09))

    assert confirmed(search, lambda _rate, _draw: None) == search


def test_a_disturbed_repeat_does_not_count() -> None:
    found = confirmed(
        _search(_trial(40, 0.09)),
        lambda _rate, draw: _took(0.07 if draw == 1 else 9.0, void="busy" if draw > 1 else None),
    )

    assert found.trials[0].repeated_s == pytest.approx((0.09, 0.07))


def test_far_from_the_knee_one_run_says_enough() -> None:
    search = _search(_trial(40, 0.09, near_knee=False))

    assert confirmed(search, lambda _rate, _draw: pytest.fail("nothing to repeat")) == search
