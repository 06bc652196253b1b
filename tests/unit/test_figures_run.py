"""Figures and tables of runs: the title says what was found, axes have units, the label says who and how many."""

from dataclasses import replace

import numpy as np
import pytest

from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.experiment import Result, Scenario, simulate
from core.figures import palette, theme
from core.figures.latency import latency_distribution
from core.figures.run_sides import side_colour, side_name, side_words
from core.figures.run_table import NO_FIGURE, NOT_ENOUGH, run_figures, run_table
from core.figures.run_time import MOST_POINTS, latency_over_time, over_time_words
from core.serving import LinearCost
from core.workload import AllAtOnce, Poisson, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def _live(policy: object, arrivals: object, requests: int = 500) -> Result:
    scenario = Scenario(classifier="any", policy=policy, arrivals=arrivals, requests=requests)  # type: ignore[arg-type]
    return replace(simulate(scenario, COST), engine="live")


SINGLE = _live(RealTime(), Poisson(rate=20))
PILE = _live(Offline(batch_size=50), AllAtOnce())
OVERLOADED = _live(RealTime(), Poisson(rate=400))


def test_the_distribution_is_titled_with_its_percentiles_and_labelled_with_n() -> None:
    title, label = theme.heading(latency_distribution([SINGLE]))

    assert title.startswith("Half had their answer within 11 ms, 99 of 100 within ")
    assert label == "LIVE · n = 500"


def test_the_distribution_has_units_and_a_logarithmic_axis() -> None:
    figure = latency_distribution([SINGLE])

    assert "(ms)" in figure.layout.xaxis.title.text
    assert "(%)" in figure.layout.yaxis.title.text
    assert figure.layout.xaxis.type == "log"


def test_the_median_is_marked_where_the_curve_crosses_one_half() -> None:
    curve, marks = latency_distribution([SINGLE]).data

    at = int(np.searchsorted(curve.y, 50))
    assert curve.x[at] == pytest.approx(marks.x[0], rel=0.02)
    assert marks.y[0] == 50
    assert marks.text[0] == "p50 11 ms"


def test_live_is_solid_and_the_simulation_dashed_in_the_same_colour() -> None:
    expected = replace(SINGLE, engine="simulated")
    figure = latency_distribution([SINGLE], [expected])
    live, sim = figure.data[0], figure.data[1]

    assert (live.line.dash, sim.line.dash) == ("solid", "dash")
    assert live.line.color == sim.line.color == palette.REAL_TIME
    assert live.name.endswith("LIVE")
    assert sim.name.endswith("SIM")
    assert theme.heading(figure)[1] == "LIVE · n = 500, SIM · n = 500"


def test_two_sides_are_told_apart_by_name_and_colour() -> None:
    figure = latency_distribution([PILE, SINGLE])

    assert {trace.name for trace in figure.data if trace.name} == {
        "Batches of 50, LIVE",
        "One at a time, LIVE",
    }
    assert "× longer: batches of 50 against one at a time" in theme.heading(figure)[0]


def test_an_overloaded_run_gets_no_percentile_marks_and_says_why() -> None:
    figure = latency_distribution([OVERLOADED])

    assert len(figure.data) == 1
    assert theme.heading(figure)[0].startswith("The queue grew all along")


def test_the_course_of_a_pile_goes_from_first_to_last_text() -> None:
    title, label = theme.heading(latency_over_time([PILE]))

    assert title == "The first text waited 60 ms, the last 600 ms"
    assert label == "LIVE · n = 500"


def test_the_course_of_a_quiet_stream_is_level_and_of_an_overload_growing() -> None:
    assert over_time_words(SINGLE).startswith("latency stayed level")
    assert over_time_words(OVERLOADED).startswith("latency grew from")


def test_the_course_draws_a_bounded_number_of_points_and_says_how_many_it_left_out() -> None:
    long_run = _live(RealTime(), Steady(rate=50), requests=9000)
    (trace,) = latency_over_time([long_run]).data

    assert len(trace.x) <= MOST_POINTS
    assert trace.name == "One at a time, one of 3 texts drawn"


def test_times_carry_their_units_on_the_course() -> None:
    figure = latency_over_time([SINGLE])

    assert "(s after the start)" in figure.layout.xaxis.title.text
    assert "(ms)" in figure.layout.yaxis.title.text


def test_the_table_has_a_column_for_each_result_and_the_interval_of_each_percentile() -> None:
    table = run_table([PILE, SINGLE])

    assert list(table.columns) == ["Figure", "Batches of 50, LIVE", "One at a time, LIVE"]
    median = table.set_index("Figure").loc["Median latency (p50)", "Batches of 50, LIVE"]
    assert " to " in median
    assert " ms)" in median


def test_a_missing_figure_is_said_and_never_zero() -> None:
    few = run_figures(_live(RealTime(), Steady(rate=10), requests=20))

    assert few["p99 latency"] == NOT_ENOUGH
    assert run_figures(OVERLOADED)["Median latency (p50)"] == NO_FIGURE


@pytest.mark.parametrize(
    ("policy", "name", "colour"),
    [
        (RealTime(), "One at a time", palette.REAL_TIME),
        (FixedBatch(batch_size=1024), "Batches of 1,024", palette.BATCH),
        (DynamicBatch(max_batch_size=16, max_wait_s=0.01), "Batches of up to 16", palette.DYNAMIC),
    ],
)
def test_a_side_keeps_its_name_and_colour_everywhere(policy: object, name: str, colour: str) -> None:
    scenario = Scenario(classifier="any", policy=policy, arrivals=Poisson(rate=5), requests=10)  # type: ignore[arg-type]

    assert side_name(scenario) == name
    assert side_colour(scenario) == colour
    assert side_words(scenario).startswith(f"{name}: 10 texts, coming at random, 5 a second")
