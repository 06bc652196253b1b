"""The charts of the quality page: what they say is computed, and what is drawn unchecked for speed passes every check."""

import numpy as np
import plotly.graph_objects as go
import pytest

from core.base import stream
from core.figures import paradox, quality_cost, quality_curves, quality_plane, theme
from core.metrics import ConfusionMatrix, fraud_example, highest_prevalence, precision_at
from core.metrics.classification_front import ModelPoint, Wanted
from core.metrics.classification_measures import measure
from core.metrics.classification_scores import Examined, HeldOut, at_threshold, examine
from core.metrics.thresholds_day import Day, over_a_day

WANTED = Wanted(tail_s=0.1, batch_rate=1000.0, quality=0.9)
TABLE = ConfusionMatrix(tp=400, fp=100, fn=50, tn=450)


@pytest.fixture(scope="module")
def examined() -> Examined:
    rng = stream(1, "scores")
    truth = rng.random(3000) < 0.4
    scores = np.clip(rng.normal(np.where(truth, 0.7, 0.3), 0.2), 0, 1)
    held_out = HeldOut(
        classes=("ok", "spam"),
        labels=truth.astype(np.int64),
        probabilities=np.column_stack([1 - scores, scores]),
    )
    return examine(held_out, "spam")


def _model(name: str, tail_s: float | None, rate: float, matrix: ConfusionMatrix = TABLE) -> ModelPoint:
    return ModelPoint(
        name=name,
        title=name.title(),
        quality=measure(matrix, "recall"),
        tail_s=tail_s,
        tail_interval=None if tail_s is None else (0.9 * tail_s, 1.1 * tail_s),
        batch_rate=rate,
    )


def _choices(days, *places):
    return [
        quality_cost.Choice(name=name, place=place)
        for name, place in zip(quality_cost.MARKS, places, strict=False)
    ]


def test_every_chart_passes_the_checks_it_skips_for_speed(examined: Examined) -> None:
    matrix = examined.scan.matrix(at_threshold(examined, 0.5))
    nothing = examined.scan.matrix(len(examined.scan.thresholds) - 1)
    day = Day(messages=1000, prevalence=0.1, miss_cost=9, alarm_cost=1, reviews=120)
    days = over_a_day(examined.scan, day)
    choices = _choices(days, days.cheapest_that_fits(), 100, 2000)
    models = [_model("one", 0.01, 5000), _model("two", None, 2000)]
    prevalences = [0.01, 0.02]
    for chart in (
        quality_curves.scores_figure(examined, 0.5, matrix),
        quality_curves.scores_figure(examined, 0.9, nothing),
        quality_curves.precision_recall_figure(examined, matrix),
        quality_curves.precision_recall_figure(examined, nothing),
        quality_curves.roc_figure(examined, matrix),
        quality_cost.cost_figure(days, choices, "t", 5),
        quality_cost.flagged_figure(days, choices, "t", 5),
        quality_plane.tail_plane(models, WANTED, 5),
        quality_plane.rate_plane(models, WANTED, 64),
        quality_plane.tail_plane([_model("none", None, 1.0)], WANTED, 5),
        paradox.paradox(prevalences, [0.1, 0.5], 0.98, fraud_example(10_000, 0.02, 0.98, 0.12), beyond=1.2),
        paradox.impossible(prevalences, [0.1, None], 0.98, 0.05),
    ):
        go.Figure(chart.to_dict())
        assert theme.heading(chart)[0]


def test_the_operating_point_lies_on_both_curves(examined: Examined) -> None:
    matrix = examined.scan.matrix(at_threshold(examined, 0.62))
    for chart in (
        quality_curves.precision_recall_figure(examined, matrix),
        quality_curves.roc_figure(examined, matrix),
    ):
        curve, _, dot = chart.data
        gap = np.hypot(np.asarray(curve.x) - dot.x[0], np.asarray(curve.y) - dot.y[0]).min()
        assert gap < 0.02
    assert quality_curves.precision_recall_figure(examined, matrix).data[2].x[0] == matrix.recall


def test_the_bars_hold_every_message_once(examined: Examined) -> None:
    chart = quality_curves.scores_figure(examined, 0.5, TABLE)
    assert sum(int(np.sum(bar.y)) for bar in chart.data) == examined.n
    table = quality_curves.scores_table(examined)
    assert int(table["Really spam"].sum() + table["Really ok"].sum()) == examined.n


def test_curves_do_not_send_more_corners_than_can_be_seen(examined: Examined) -> None:
    chart = quality_curves.precision_recall_figure(examined, TABLE)
    assert len(chart.data[0].x) <= quality_curves.MOST_CORNERS
    assert (chart.data[0].x[0], chart.data[0].x[-1]) in {(1.0, 0.0), (0.0, 1.0)}


def test_what_cannot_be_reviewed_is_shaded_up_to_the_first_threshold_that_can(examined: Examined) -> None:
    day = Day(messages=1000, prevalence=0.1, miss_cost=9, alarm_cost=1, reviews=120)
    days = over_a_day(examined.scan, day)
    chart = quality_cost.cost_figure(days, _choices(days, days.cheapest_that_fits()), "t", 5)
    (shade,) = chart.layout.shapes
    assert (
        days.flagged[days.thresholds >= shade.x1].max()
        <= 120
        < days.flagged[days.thresholds < shade.x1].min()
    )
    free = over_a_day(
        examined.scan, Day(messages=100, prevalence=0.1, miss_cost=9, alarm_cost=1, reviews=100)
    )
    assert not quality_cost.cost_figure(free, _choices(free, free.cheapest()), "t", 5).layout.shapes


def test_the_day_s_table_says_what_the_choices_cost(examined: Examined) -> None:
    day = Day(messages=1000, prevalence=0.1, miss_cost=9, alarm_cost=1, reviews=120)
    days = over_a_day(examined.scan, day)
    best = days.cheapest_that_fits()
    row = quality_cost.day_table(days, _choices(days, best)).iloc[-1]
    assert row["Flagged from"].endswith("cheapest") and row["Can be reviewed"] == "yes"
    assert row["Cost of a day (£)"] == f"{days.cost[best]:,.0f}"


def test_the_plane_says_who_is_fit_and_draws_only_queues_that_end() -> None:
    poor = ConfusionMatrix(tp=20, fp=0, fn=80, tn=100)
    models = [_model("swift", 0.01, 5000), _model("late", 0.5, 2000), _model("stuck", None, 500, poor)]
    low = Wanted(tail_s=0.1, batch_rate=1000.0, quality=0.85)
    tail, rate = quality_plane.tail_plane(models, low, 5), quality_plane.rate_plane(models, low, 64)
    assert [(line.x0, line.y0) for line in tail.layout.shapes[:2]] == [(100, 0), (0, 0.85)]
    assert [(line.x0, line.y0) for line in rate.layout.shapes[:2]] == [(1000, 0), (0, 0.85)]
    assert theme.heading(tail)[0] == "Fit for real time: Swift"
    assert theme.heading(rate)[0] == "Fit for batches: Swift, Late"
    assert [trace.name for trace in tail.data[1:]] == ["Swift", "Late"]
    assert (
        theme.heading(quality_plane.tail_plane(models, WANTED, 5))[0] == "None of the 3 is fit for real time"
    )
    table = quality_plane.models_table(models)
    assert table["p99 in real time"].tolist()[2] == "the queue grows"
    assert table["No other better in both"].tolist() == ["real time, batches", "–", "–"]


def test_the_paradox_shades_what_cannot_be_and_marks_what_was_asked_for() -> None:
    highest = highest_prevalence(0.98, 0.12)
    prevalences = [highest * step / 50 for step in range(1, 51)]
    precisions = [precision_at(0.98, 0.12, share) for share in prevalences]
    chart = paradox.impossible(prevalences, precisions, 0.98, 0.05)
    assert theme.heading(chart)[0] == "5\u00a0% fraud cannot be: these two go together up to 2.27\u00a0% only"
    shade, _, line, _ = chart.layout.shapes
    assert shade.x0 == pytest.approx(highest) and line.x0 == 0.05
    table = paradox.paradox_table(prevalences, precisions, 0.98)
    assert len(table) == 10 and table["Precision of the model"].iloc[-1] == "100\u00a0%"
