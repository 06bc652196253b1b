"""The lesson's chart of mean latency against load: theory, simulation and live runs of one or two sides."""

import json

import plotly.graph_objects as go
import pytest

from core.experiment import Result, Scenario, simulate
from core.experiment.presets import Setup
from core.experiment.theory_curve import theory_curve
from core.figures import theme
from core.figures.lesson_load import LivePoint, LoadSide, load_words, mean_against_load
from core.serving import LinearCost
from core.theory import md1_latency_s

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
LIVE = LivePoint(rate=40, mean_ms=14.0, interval_ms=(12.0, 17.0), n=321)


def _results(rate: int) -> list[Result]:
    setup = Setup(mode="both", come="stream", batch_size=8, max_wait_ms=0, requests=2000, rate=rate)
    return [simulate(one, COST) for one in setup.scenarios()]


def _side(side: int, *rates: int) -> LoadSide:
    simulated = [_results(rate)[side] for rate in rates]
    scenario: Scenario = simulated[0].scenario
    curve = theory_curve(scenario, COST, max(rates))
    return LoadSide(
        theory=curve, simulated=simulated, live=[LIVE], capacity=COST.capacity(scenario.largest_batch)
    )


def test_what_is_drawn_unchecked_passes_every_check() -> None:
    figure = mean_against_load([_side(0, 40, 80, 120), _side(1, 40, 80, 120)], 80.0, "A title")
    checked, drawn = (json.loads(one.to_json()) for one in (go.Figure(figure.to_dict()), figure))
    assert checked["data"] == drawn["data"]
    assert theme.heading(figure)[1] == "THEORY (lines), SIM · n ≥ 2,000 a point, LIVE · n = 321"
    names = [trace["name"] for trace in drawn["data"]]
    assert names == [
        f"{side}, {who}"
        for side in ("Batches of up to 8", "One at a time")
        for who in ("THEORY", "SIM", "LIVE")
    ]
    live = drawn["data"][2]
    assert (live["error_y"]["array"], live["error_y"]["arrayminus"]) == ([3.0], [2.0])
    falls_behind = [shape for shape in drawn["layout"]["shapes"] if shape["type"] == "rect"]
    assert [round(shape["x0"], 1) for shape in falls_behind] == [90.9], "batches keep up with all of this"


def test_an_unstable_load_has_no_point_and_is_said_to_fall_behind() -> None:
    figure = mean_against_load([_side(1, 40, 80, 120)], 120.0, "")
    assert list(figure.data[1]["x"]) == [40, 80]
    assert "one at a time the queue has no end" in load_words(_results(120))
    assert "no end" not in load_words(_results(80))


@pytest.mark.parametrize("most", [60.0, 200.0])
def test_the_curve_is_the_formula_as_far_as_it_holds(most: float) -> None:
    curve = theory_curve(_results(40)[1].scenario, COST, most)
    assert all(mean_s == pytest.approx(md1_latency_s(rate, 0.011)) for rate, mean_s in curve)
    rates = [rate for rate, _ in curve]
    assert rates == sorted(rates) and rates[-1] == (60.0 if most == 60.0 else pytest.approx(0.985 / 0.011))
