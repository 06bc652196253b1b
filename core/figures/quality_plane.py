"""Speed and quality on one plane: each model a point with its intervals, the front that no other beats, the targets as lines."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from core.experiment.finding import rate_words, time_words
from core.figures import palette, theme
from core.metrics.classification_front import (
    ModelPoint,
    Wanted,
    fit_for_batch,
    fit_for_real_time,
    front_by_rate,
    front_by_tail,
)

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
HEIGHT = 420


def tail_plane(models: Sequence[ModelPoint], wanted: Wanted, n: int) -> go.Figure:
    """x: p99 in real time (ms, logarithmic). y: quality. Left and up is better."""
    steady = [(place, model) for place, model in enumerate(models) if model.tail_s is not None]
    points = [
        _point(place, model, 1000 * (model.tail_s or 0.0), _ms_bars(model), "p99 %{x:.3g} ms")
        for place, model in steady
    ]
    front = front_by_tail(models)
    line = _front([1000 * (model.tail_s or 0.0) for model in front], [model.value for model in front], "vh")
    figure = go.Figure([line, *points])
    values = [1000 * (model.tail_s or 0.0) for _, model in steady]
    _axes(figure, models, [*values, 1000 * wanted.tail_s], "p99 in real time (ms)")
    _targets(figure, 1000 * wanted.tail_s, time_words(wanted.tail_s), models, wanted, better="left")
    fit = fit_for_real_time(models, wanted)
    return theme.apply(
        figure, title=_title("real time", fit, models), label=f"SIM · n = {n:,} a run; quality measured", height=HEIGHT
    )  # fmt: skip


def rate_plane(models: Sequence[ModelPoint], wanted: Wanted, batch_size: int) -> go.Figure:
    """x: texts per second in batches (logarithmic). y: quality. Right and up is better."""
    points = [
        _point(place, model, model.batch_rate, None, "%{x:,.0f} texts per second")
        for place, model in enumerate(models)
    ]
    front = front_by_rate(models)
    line = _front([model.batch_rate for model in front], [model.value for model in front], "vh")
    figure = go.Figure([line, *points])
    values = [model.batch_rate for model in models]
    _axes(figure, models, [*values, wanted.batch_rate], "Texts per second in batches")
    _targets(figure, wanted.batch_rate, rate_words(wanted.batch_rate), models, wanted, better="right")
    fit = fit_for_batch(models, wanted)
    label = f"SIM · batches of {batch_size:,}; quality measured"
    return theme.apply(figure, title=_title("batches", fit, models), label=label, height=HEIGHT)


def _title(mode: str, fit: Sequence[ModelPoint], models: Sequence[ModelPoint]) -> str:
    if not fit:
        return f"None of the {len(models)} is fit for {mode}"
    if len(fit) == len(models):
        return f"All {len(models)} are fit for {mode}"
    return f"Fit for {mode}: {', '.join(model.title for model in fit)}"


def _point(
    place: int, model: ModelPoint, x: float, x_bars: dict[str, object] | None, hover: str
) -> go.Scatter:
    low, high = model.quality.interval or (model.value, model.value)
    return go.Scatter(
        x=[x], y=[model.value], name=model.title, mode="markers",
        error_x=x_bars,
        error_y={"type": "data", "symmetric": False, "array": [high - model.value], "arrayminus": [model.value - low], "thickness": 1.5, "width": 4},
        marker={"symbol": SYMBOLS[place % len(SYMBOLS)], "size": 14, "color": palette.SERIES[place % len(palette.SERIES)], "line": {"width": 1.5, "color": "white"}},
        hovertemplate=hover + f", {model.quality.name.lower()} " + "%{y:.1%}<extra>" + model.title + "</extra>",
    )  # fmt: skip


def _ms_bars(model: ModelPoint) -> dict[str, object] | None:
    if model.tail_interval is None or model.tail_s is None:
        return None
    low, high = model.tail_interval
    return {
        "type": "data", "symmetric": False, "thickness": 1.5, "width": 4,
        "array": [1000 * (high - model.tail_s)], "arrayminus": [1000 * (model.tail_s - low)],
    }  # fmt: skip


def _front(x: list[float], y: list[float], shape: str) -> go.Scatter:
    return go.Scatter(
        x=x, y=y, name="no other is better in both", mode="lines", hoverinfo="skip",
        line={"color": palette.NEUTRAL, "width": 2, "dash": "dot", "shape": shape},
    )  # fmt: skip


def _axes(figure: go.Figure, models: Sequence[ModelPoint], across: Sequence[float], x: str) -> None:
    low, high = math.log10(min(across)), math.log10(max(across))
    room = max(0.15 * (high - low), 0.12)
    figure.update_xaxes(
        title=x, type="log", range=[low - room, high + room], dtick="D2" if high - low < 2 else 1
    )
    figure.update_yaxes(
        title=models[0].quality.name, tickformat=".0%" if models[0].quality.is_share else ".2f"
    )
    figure.update_layout(showlegend=True, legend={"orientation": "h"})


def _targets(
    figure: go.Figure, x: float, words: str, models: Sequence[ModelPoint], wanted: Wanted, *, better: str
) -> None:
    """Both targets as lines, the y-range that holds all, and the corner where both are met, shaded."""
    ends = [end for model in models for end in (model.quality.interval or (model.value, model.value))]
    low, high = min([*ends, wanted.quality]), max([*ends, wanted.quality])
    room = max(0.12 * (high - low), 0.01)
    low, high = max(low - room, -0.02), min(high + 1.5 * room, 1.02)
    figure.update_yaxes(range=[low, high])
    line = {"color": palette.NEUTRAL, "width": 1.5, "dash": "dash"}
    left = better == "left"
    figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="y domain", line=line)
    figure.add_shape(
        type="line", x0=0, x1=1, xref="x domain", y0=wanted.quality, y1=wanted.quality, line=line
    )
    edge = figure.layout.xaxis.range[0 if left else 1]
    figure.add_shape(
        type="rect", x0=x, x1=10**edge, y0=wanted.quality, y1=high, fillcolor=palette.DYNAMIC, opacity=0.1, line_width=0, layer="below"
    )  # fmt: skip
    figure.add_annotation(
        x=math.log10(x), y=0.02, yref="y domain", yanchor="bottom", showarrow=False, text=words,
        xanchor="left" if left else "right", xshift=5 if left else -5,
    )  # fmt: skip
    figure.add_annotation(
        x=1 if left else 0, xref="x domain", y=wanted.quality, yanchor="bottom", showarrow=False,
        xanchor="right" if left else "left", text=f"target {wanted.quality:.0%}",
    )  # fmt: skip
