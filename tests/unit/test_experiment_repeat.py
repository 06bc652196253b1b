"""Repeated until stable: three sound runs in a row that agree end it, and what they spread over is said."""

from dataclasses import replace

import pytest

from core.batching import Offline, RealTime
from core.experiment import Scenario
from core.experiment.jobs import Bench
from core.experiment.repeat import MOST_RUNS, Run, draws, repeat_finding, stable
from core.experiment.result import Result
from core.experiment.scenario import scenario_to_plain
from core.experiment.simulate import simulate
from core.serving import LinearCost
from core.workload import AllAtOnce, Steady

CALM = Run(n=400, rate=50, seconds={"p99": 0.030, "p95": 0.020, "p50": 0.010}, sound=True)
SCENARIO = Scenario(classifier="tfidf-logreg", policy=RealTime(), arrivals=Steady(rate=40), requests=500)


@pytest.mark.parametrize(
    "odd",
    [
        replace(CALM, sound=False),
        replace(CALM, rate=60),
        replace(CALM, seconds={**CALM.seconds, "p99": 0.040}),
        replace(CALM, seconds={}),
    ],
    ids=["disturbed", "another rate", "another tail", "too few texts"],
)
def test_one_run_that_is_odd_among_the_last_three_keeps_it_from_being_stable(odd: Run) -> None:
    assert stable([odd, CALM, CALM, CALM])
    assert not stable([CALM, CALM, odd]) and not stable([CALM, odd, CALM])


def test_the_highest_percentile_that_all_have_must_agree() -> None:
    short = replace(CALM, seconds={"p95": 0.020, "p50": 0.010})
    assert stable([CALM, short, CALM])


def test_the_finding_says_how_many_runs_it_took_and_what_they_spread_over() -> None:
    near = replace(CALM, rate=52, seconds={**CALM.seconds, "p99": 0.032})
    assert repeat_finding([CALM, near, CALM]) == (
        "Stable after 3 runs: the last 3 agree within 10 %. p99 31 ms on average, 30 ms to 32 ms; "
        "50 to 52 texts per second"
    )
    assert "and 1 of them disturbed" in repeat_finding([CALM, replace(CALM, sound=False)])


def test_each_draw_is_another_and_fits_into_its_window() -> None:
    runs = draws(SCENARIO)
    assert len({run.seed for run in runs}) == len(runs) == MOST_RUNS
    assert {run.requests for run in runs} == {180}
    pile = replace(SCENARIO, policy=Offline(batch_size=64), arrivals=AllAtOnce())
    assert draws(pile)[0].requests == 500


def test_no_more_runs_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []

    def side(_self: Bench, side: int, scenario: Scenario, *_more: object) -> Result:
        ran.append(side)
        slow = LinearCost(fixed_s=0.004 if side else 0.02, per_item_s=0.0001)
        return replace(simulate(scenario, slow), engine="live", cost=None)

    monkeypatch.setattr(Bench, "_side", side)
    task = {
        "do": "run",
        "scenarios": [scenario_to_plain(one) for one in draws(SCENARIO)],
        "until_stable": True,
    }
    found = Bench().do(task, report=lambda _shot: None, stop=lambda: False)

    assert ran == [0, 1, 2, 3] and len(found["records"]) == 4
    assert Bench().do(task, report=lambda _shot: None, stop=lambda: True) == {"records": []}
