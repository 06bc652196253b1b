"""A plan's chart and its report say what the plan says."""

import re
from datetime import date

import pytest

from core.base.numbers_format import unbroken
from core.experiment.plan import Need
from core.experiment.plan_rows import choice_rows, headroom_words, load_rows
from core.experiment.plan_words import recommendation
from core.experiment.planner import plan
from core.figures import theme
from core.figures.plan import load_finding, plan_figure, plan_finding, plan_table
from core.figures.plan_drawing import LETTERS, choices_drawing, loads_drawing
from core.figures.plan_report import report
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Poisson


@pytest.fixture(scope="module")
def busy():
    return plan(
        Need(
            arrivals=Poisson(rate=3000.0),
            objective=LatencyObjective(bound_s=0.1),
            cost=LinearCost(fixed_s=0.010, per_item_s=0.001),
            largest_batch=64,
        )
    )


@pytest.fixture(scope="module")
def patient():
    return plan(
        Need(
            arrivals=Poisson(rate=10.0),
            objective=LatencyObjective(bound_s=43_200.0),
            cost=LinearCost(fixed_s=0.010, per_item_s=0.001),
            largest_batch=8,
        )
    )


def test_every_choice_is_a_point_and_a_row_and_the_objective_a_line(busy):
    figure = plan_figure(busy)
    points = [x for trace in figure.data if trace.mode == "markers" for x in trace.x]
    assert sorted(points) == sorted(choice.hour_cost for choice in busy.choices)
    assert len(plan_table(busy)) == len(points)
    assert plan_table(busy)["Recommended"].tolist().count("yes") == 1
    (line,) = [trace for trace in figure.data if trace.mode == "lines"]
    assert set(line.y) == {0.1}
    assert theme.heading(figure)[1] == f"SIM · n = {sum(choice.n for choice in busy.choices):,}"


def test_the_report_is_whole_and_runs_nothing(busy):
    page = report(busy, date(2026, 1, 31))
    assert unbroken(recommendation(busy)) in page
    assert "31 January 2026" in page
    for row in choice_rows(busy):
        assert all(unbroken(cell) in page for cell in row)
    assert headroom_words(busy) in page
    assert "<script" not in page and "http" not in page
    assert "@media print" in page


def test_the_reports_drawings_say_what_the_plan_says(busy, patient):
    for one in (busy, patient):
        choices, loads = choices_drawing(one), loads_drawing(one)
        assert plan_finding(one) in choices and load_finding(one) in loads
        letters = re.findall(r'font-weight="600">([A-J])<', choices)
        assert letters == list(LETTERS[: len(one.choices)])
        # A mark for each choice, and only the recommended one filled.
        marks = re.findall(r'<(?:circle|polygon|rect) [^>]*fill="([^"]+)"', choices)
        assert len(marks) == len(one.choices) and len(marks) - marks.count("none") == 1
        for load, tail, _, machines in load_rows(one):
            assert f">{load}<" in loads and f"needs {machines}<" in loads
            assert f"{load}: {tail.removeprefix('grows ')}, needs {machines}" in loads


def test_a_set_up_that_cannot_keep_up_has_no_latency_in_the_drawing(busy):
    assert [point.tail_s for point in busy.sensitivity][-1] is None
    assert load_finding(busy) == "At 130 % of the load the queue grows without end; 6 machines would do"
    assert ">no end<" in loads_drawing(busy)


def test_a_batch_job_is_told_by_its_period(patient):
    assert patient.best.mode == "batch"
    assert recommendation(patient).startswith("A batch job every 11.7 h, in batches of 8, on 1 machine.")
    assert "more machines, or starts more often" in headroom_words(patient)
    assert plan_figure(patient).data
