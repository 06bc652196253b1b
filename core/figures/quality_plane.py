"""Speed and quality on one plane: each model a point with its intervals, the front that no other beats, the targets as lines."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
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

Plain = dict[str, Any]


def tail_plane(models: Sequence[ModelPoint], wanted: Wanted, n: int) -> go.Figure:
    """x: p99 in real time (ms, logarithmic). y: quality. Left and up is better."""
    steady = [
        (place, model, 1000 * model.tail_s) for place, model in enumerate(models) if model.tail_s is not None
    ]
    points = [_point(place, model, ms, _ms_bars(model), "p99 %{x:.3g} ms") for place, model, ms in steady]
    front = front_by_tail(models)
    line = _front([1000 * (model.tail_s or 0.0) for model in front], [model.value for model in front])
    bound_ms = 1000 * wanted.tail_s
    across = _across([*(ms for _, _, ms in steady), bound_ms], "p99 in real time (ms)")
    layout = _plane(models, wanted, across, bound_ms, time_words(wanted.tail_s), left=True)
    title = _title("real time", fit_for_real_time(models, wanted), models)
    label = f"SIM · n = {n:,} a run; quality measured"
    return theme.drawn([line, *points], layout, title=title, label=label, height=HEIGHT)


def rate_plane(models: Sequence[ModelPoint], wanted: Wanted, batch_size: int) -> go.Figure:
    """x: texts per second in batches (logarithmic). y: quality. Right and up is better."""
    points = [
        _point(place, model, model.batch_rate, None, "%{x:,.0f} texts per second")
        for place, model in enumerate(models)
    ]
    front = front_by_rate(models)
    line = _front([model.batch_rate for model in front], [model.value for model in front])
    across = _across(
        [*(model.batch_rate for model in models), wanted.batch_rate], "Texts per second in batches"
    )
    layout = _plane(models, wanted, across, wanted.batch_rate, rate_words(wanted.batch_rate), left=False)
    title = _title("batches", fit_for_batch(models, wanted), models)
    label = f"SIM · batches of {batch_size:,}; quality measured"
    return theme.drawn([line, *points], layout, title=title, label=label, height=HEIGHT)


def models_table(models: Sequence[ModelPoint]) -> pd.DataFrame:
    """One row a model: its quality with interval, its p99 with interval, its texts per second, and where no other beats it."""
    by_tail, by_rate = front_by_tail(models), front_by_rate(models)
    return pd.DataFrame(
        [
            {
                "Classifier": model.title,
                model.quality.name: _share_words(model.value)
                + _ends_words(model.quality.interval, _share_words),
                "p99 in real time": "the queue grows"
                if model.tail_s is None
                else time_words(model.tail_s) + _ends_words(model.tail_interval, time_words),
                "Texts per second in batches": rate_words(model.batch_rate),
                "No other better in both": ", ".join(
                    words for words, front in (("real time", by_tail), ("batches", by_rate)) if model in front
                )
                or "–",
            }
            for model in models
        ]
    )


def _share_words(share: float) -> str:
    return f"{100 * share:.1f} %"


def _ends_words(ends: tuple[float, float] | None, words: Callable[[float], str]) -> str:
    return "" if ends is None else f" ({words(ends[0])} to {words(ends[1])})"


def _title(mode: str, fit: Sequence[ModelPoint], models: Sequence[ModelPoint]) -> str:
    if not fit:
        return f"None of the {len(models)} is fit for {mode}"
    if len(fit) == len(models):
        return f"All {len(models)} are fit for {mode}"
    return f"Fit for {mode}: {', '.join(model.title for model in fit)}"


def _point(place: int, model: ModelPoint, x: float, x_bars: Plain | None, hover: str) -> Plain:
    low, high = model.quality.interval or (model.value, model.value)
    return {
        "type": "scatter", "x": [x], "y": [model.value], "name": model.title, "mode": "markers",
        "error_x": x_bars or {"visible": False},
        "error_y": {
            "type": "data", "symmetric": False, "thickness": 1.5, "width": 4,
            "array": [max(high - model.value, 0.0)], "arrayminus": [max(model.value - low, 0.0)],
        },
        "marker": {
            "symbol": SYMBOLS[place % len(SYMBOLS)], "size": 14, "color": palette.SERIES[place % len(palette.SERIES)],
            "line": {"width": 1.5, "color": "white"},
        },
        "hovertemplate": hover + f", {model.quality.name.lower()} " + "%{y:.1%}<extra>" + model.title + "</extra>",
    }  # fmt: skip


def _ms_bars(model: ModelPoint) -> Plain | None:
    if model.tail_interval is None or model.tail_s is None:
        return None
    low, high = model.tail_interval
    return {
        "type": "data", "symmetric": False, "thickness": 1.5, "width": 4,
        "array": [1000 * (high - model.tail_s)], "arrayminus": [1000 * (model.tail_s - low)],
    }  # fmt: skip


def _front(x: list[float], y: list[float]) -> Plain:
    return {
        "type": "scatter", "x": x, "y": y, "name": "no other is better in both", "mode": "lines", "hoverinfo": "skip",
        "line": {"color": palette.NEUTRAL, "width": 2, "dash": "dot", "shape": "vh"},
    }  # fmt: skip


def _across(values: Sequence[float], title: str) -> Plain:
    """The axis of speed, wide enough for all values."""
    low, high = math.log10(min(values)), math.log10(max(values))
    room = max(0.15 * (high - low), 0.12)
    ticks = [digit * 10.0**power for power in range(-2, 7) for digit in (1, 2, 5)]
    return {
        "title": {"text": title}, "type": "log", "range": [low - room, high + room],
        "tickmode": "array", "tickvals": ticks, "ticktext": [f"{tick:,g}" for tick in ticks],
    }  # fmt: skip


def _plane(
    models: Sequence[ModelPoint], wanted: Wanted, across: Plain, x: float, words: str, *, left: bool
) -> Plain:
    """Axes that hold all whiskers, both targets as lines, and the corner where both are met, shaded."""
    ends = [end for model in models for end in (model.quality.interval or (model.value, model.value))]
    low, high = min([*ends, wanted.quality]), max([*ends, wanted.quality])
    room = max(0.12 * (high - low), 0.01)
    low, high = max(low - room, -0.02), min(high + 1.5 * room, 1.02)
    dashed = {"color": palette.NEUTRAL, "width": 1.5, "dash": "dash"}
    edge = 10 ** across["range"][0 if left else 1]
    inner, side = ("right", -5) if left else ("left", 5)
    return {
        "showlegend": True,
        "xaxis": across,
        "yaxis": {"title": {"text": models[0].quality.name}, "tickformat": ".0%", "range": [low, high]},
        "shapes": [
            {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain", "line": dashed},
            {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": wanted.quality, "y1": wanted.quality, "line": dashed},
            {
                "type": "rect", "x0": x, "x1": edge, "y0": wanted.quality, "y1": high, "layer": "below",
                "fillcolor": palette.DYNAMIC, "opacity": 0.1, "line": {"width": 0},
            },
        ],
        "annotations": [
            {
                "x": math.log10(x), "y": 0.98, "yref": "y domain", "yanchor": "top", "showarrow": False,
                "text": words, "xanchor": inner, "xshift": side,
            },
            {
                "x": 0 if left else 1, "xref": "x domain", "y": wanted.quality, "yanchor": "top", "showarrow": False,
                "xanchor": "left" if left else "right", "text": f"target {100 * wanted.quality:.0f} %",
            },
        ],
    }  # fmt: skip
