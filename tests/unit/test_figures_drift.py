"""Drift's charts carry what they are given: lines with intervals, alarms by shape, differing cells by frame and sign."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from core.experiment.drift_days import Days
from core.experiment.leakage import LeakTrial
from core.experiment.leakage_trials import leak_finding, summary_of
from core.experiment.same_matrix import SameMatrix
from core.figures import theme
from core.figures.drift import days_figure, days_table, detectors_figure, detectors_table
from core.figures.leak import leak_table, leak_trials_figure
from core.figures.same_matrix import same_matrix_figure, same_matrix_table
from core.metrics import ConfusionMatrix
from core.metrics.drift_detector import Watch
from core.text import Accuracy


def _days(n, first_day=1):
    return Days(first_day=first_day, tp=np.full(n, 8), fp=np.full(n, 1), fn=np.full(n, 2), tn=np.full(n, 9))


WATCH = Watch(psi=np.array([0.01, 0.5, 0.4]), ks_p=np.array([0.7, 0.001, 0.2]), n_reference=500, per_day=100)


def test_both_models_are_drawn_on_their_own_days_told_apart_without_colour() -> None:
    figure = days_figure(_days(3), _days(1, first_day=3), 2, title="t", label="LIVE · n = 3 days")
    frozen, anew = figure.data[0], figure.data[1]
    assert (list(frozen.x), list(anew.x)) == ([1, 2, 3], [3])
    assert (frozen.line.dash, frozen.marker.symbol) != (anew.line.dash, anew.marker.symbol)
    assert frozen.y[0] == pytest.approx(17 / 20)
    assert theme.heading(figure) == ("t", "LIVE · n = 3 days")
    assert "before day 2" in figure.layout.xaxis.title.text


def test_a_day_with_an_alarm_has_another_shape() -> None:
    figure = detectors_figure([("Scores", WATCH)], 0.01, 2, title="t", label="l")
    shapes = {
        trace.marker.symbol: list(trace.x) for trace in figure.data if trace.mode == "markers" and trace.x[0]
    }
    assert shapes == {"square": [2], "circle-open": [1, 3]}
    assert [trace.name for trace in figure.data if trace.showlegend is not False] == ["KS alarm", "KS quiet"]


def test_two_things_watched_have_a_panel_a_name_and_a_bound_each() -> None:
    figure = detectors_figure([("Lengths", WATCH), ("Scores", WATCH)], 0.01, 2, title="t", label="l")
    assert {trace.yaxis for trace in figure.data if not trace.name} == {"y", "y2"}
    assert [note.text for note in figure.layout.annotations if note.xanchor == "left"] == ["<b>Lengths</b>", "<b>Scores</b>"]  # fmt: skip
    assert [shape.yref for shape in figure.layout.shapes] == ["paper", "y", "y2"]


def test_what_is_drawn_unchecked_passes_every_check() -> None:
    for figure in (
        days_figure(_days(12), _days(3, first_day=10), 2, title="t", label="l"),
        days_figure(_days(3), None, None, title="t", label="l"),
        days_figure(_days(3), None, 2, title="t", label="l", shares=("recall",), promised=_days(9).matrix(1)),
        detectors_figure([("Lengths", WATCH), ("Scores", WATCH)], 0.01, 2, title="t", label="l"),
    ):
        checked, drawn = (json.loads(one.to_json()) for one in (go.Figure(figure.to_dict()), figure))
        assert checked["data"] == drawn["data"]
        drawn["layout"] = {name: value for name, value in drawn["layout"].items() if value != []}
        assert {**checked["layout"], "template": None} == {**drawn["layout"], "template": None}


def test_the_table_says_all_that_the_charts_show() -> None:
    table = days_table(_days(3), _days(1, first_day=3))
    assert list(table["Day"]) == [1, 2, 3]
    assert table["Recall"][0].startswith("80.0 % (44.4 % to 97.5 %)")
    assert list(table["Recall, trained anew"])[:2] == ["–", "–"]
    table = detectors_table([("Scores", WATCH)], 0.01)
    assert list(table["KS p"]) == ["0.7", "0.001, alarm", "0.2"]
    assert list(table["PSI"]) == ["0.010", "0.500, alarm", "0.400, alarm"]
    both = detectors_table([("Lengths", WATCH), ("Scores", WATCH)], 0.01)
    assert list(both) == ["Day", "PSI, lengths", "KS p, lengths", "PSI, scores", "KS p, scores"]


def test_promises_and_what_came_are_drawn_with_the_means_of_the_trials() -> None:
    trials = [
        LeakTrial(
            claimed=Accuracy.of(99, 100), live=Accuracy.of(70 + k, 100),
            honest_claimed=Accuracy.of(80, 100), honest_live=Accuracy.of(80, 100),
        )
        for k in range(3)
    ]  # fmt: skip
    found = summary_of(trials)
    figure = leak_trials_figure(trials, found)
    assert theme.heading(figure) == (
        leak_finding(found),
        "LIVE · n = 3 trials, each 100 in the test and 100 new",
    )
    promised, met = (list(trace.x) for trace in figure.data if trace.name)
    assert promised == pytest.approx([0.99, 0.8]) and met == pytest.approx([0.71, 0.8])
    assert leak_table(found)["Too much"][0].startswith("28.0 % (")


def _same(real_time: ConfusionMatrix, differing: int) -> SameMatrix:
    fates = {"answered": 100 - differing, "late": differing, "refused": 0, "unreached": 0}
    return SameMatrix(
        n=100, positive="spam", default="ok", batch=ConfusionMatrix(tp=40, fp=5, fn=5, tn=50), real_time=real_time,
        differing={"answered": 0, "late": differing, "refused": 0, "unreached": 0}, fates=fates, batch_s=0.2, p99_s=0.1,
    )  # fmt: skip


def test_cells_that_differ_are_framed_and_say_by_how_much() -> None:
    figure = same_matrix_figure(_same(ConfusionMatrix(tp=30, fp=5, fn=15, tn=50), 10))
    words = [annotation.text for annotation in figure.layout.annotations]
    assert [text for text in words if "10" in text.split("<br>")[-1]] == [
        "<b>30</b> TP<br>found<br>−10",
        "<b>15</b> FN<br>missed<br>+10",
    ]
    assert [bar.marker.line.width for bar in figure.data] == [1, 1, 1, 1, 5, 5, 1, 1]
    assert [bar.marker.pattern.shape for bar in figure.data[:4]] == ["", "/", "/", ""]
    assert theme.heading(figure) == (
        "10 of 100 answers differ: all of them came too late",
        "LIVE · n = 100 texts, errors hatched",
    )
    assert figure.layout.xaxis.title.text == "Batch" and figure.layout.xaxis2.title.text == "Real time"


def test_equal_matrices_have_no_frame_and_the_table_no_difference() -> None:
    found = _same(ConfusionMatrix(tp=40, fp=5, fn=5, tn=50), 0)
    assert {bar.marker.line.width for bar in same_matrix_figure(found).data} == {1}
    assert set(same_matrix_table(found)["Difference"]) == {"0"}
