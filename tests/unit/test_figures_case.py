"""The charts of a decided case: every way of serving that is within reach, the marks, and the tables that say the same."""

import pytest
from test_experiment_case import ERRORS, NEED, OFFER, _examined, serving

from core.experiment.case import Decision, Situation
from core.experiment.case_gap import Gap, gap
from core.experiment.case_outcome import Solution, solve
from core.figures.case import (
    SLOWEST,
    serving_figure,
    serving_finding,
    serving_table,
    threshold_figure,
    threshold_finding,
    threshold_table,
)


@pytest.fixture(scope="module")
def solution() -> Solution:
    return solve(Situation(need=NEED, errors=ERRORS), OFFER, _examined())


def _gap(
    solution: Solution, *, mode: str = "dynamic", size: int = 16, machines: int = 4, at: float = 0.8
) -> Gap:
    chosen = serving(mode, size, 0.0, machines)
    return gap(solution, solution.outcome(Decision(serving=chosen, threshold=at)))


def _trace(figure: object, name: str) -> object:
    return next(trace for trace in figure.data if trace.name == name)  # type: ignore[attr-defined]


def test_both_marks_stand_where_they_belong(solution: Solution) -> None:
    judged = _gap(solution)
    figure = serving_figure(solution, judged)
    for name, outcome in (("Yours", judged.mine), ("Best", judged.best)):
        mark = _trace(figure, name)
        assert mark.x[0] == outcome.served.day_cost  # type: ignore[attr-defined]
        assert mark.y[0] == outcome.served.tail.tail_s  # type: ignore[attr-defined]


def test_what_is_far_too_slow_is_left_out_and_that_is_said(solution: Solution) -> None:
    figure = serving_figure(solution, _gap(solution))
    assert max(max(trace.y) for trace in figure.data if len(trace.y)) <= SLOWEST * 0.2
    assert "(over 4 s not shown)" in figure.layout.yaxis.title.text
    assert "Batch job" not in {trace.name for trace in figure.data}


def test_a_queue_without_end_is_marked_at_the_top(solution: Solution) -> None:
    judged = _gap(solution, mode="real_time", size=1, machines=1)
    figure = serving_figure(solution, judged)
    mark = _trace(figure, "Yours: grows without end")
    others = [y for trace in figure.data if trace is not mark for y in trace.y]
    assert mark.y[0] > max(others)  # type: ignore[attr-defined]
    assert "does not keep to it" in serving_finding(solution, judged)


def test_the_line_of_what_nothing_beats_only_falls(solution: Solution) -> None:
    line = _trace(serving_figure(solution, _gap(solution)), "Nothing beats these")
    assert list(line.x) == sorted(line.x)  # type: ignore[attr-defined]
    assert list(line.y) == sorted(line.y, reverse=True)  # type: ignore[attr-defined]


def test_the_tables_name_yours_and_the_best(solution: Solution) -> None:
    judged = _gap(solution)
    served, judged_table = serving_table(solution, judged), threshold_table(solution, judged)
    assert sorted(filter(None, served["Whose"])) == ["best", "yours"]
    assert list(judged_table["Whose"]) == ["", "best", "yours"]
    costs = [float(cost.strip("£").replace(",", "")) for cost in served["Machines a day"]]
    assert costs == sorted(costs)


def test_every_threshold_offered_is_drawn_and_the_finding_names_both(solution: Solution) -> None:
    judged = _gap(solution)
    figure = threshold_figure(solution, judged, 400)
    assert list(_trace(figure, "Errors").x) == list(OFFER.thresholds)  # type: ignore[attr-defined]
    assert "from 50 % on" in threshold_finding(judged) and "from 80 % on" in threshold_finding(judged)
    assert threshold_finding(_gap(solution, at=0.5)).endswith("as you did")
