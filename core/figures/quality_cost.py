"""A day's cost and its flagged messages at every threshold, with the reviewers' limit and what the rules would choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import palette, theme
from core.metrics.thresholds_day import DayScan

Plain = dict[str, Any]
MOST_POINTS = 300
# Symbol, size and colour of whoever chooses a threshold.
MARKS = {
    "cheapest": ("star", 17, palette.DYNAMIC),
    "batch rule": ("square", 13, palette.BATCH),
    "real-time rule": ("diamond", 13, palette.REAL_TIME),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A threshold that somebody would choose, by its place in the scan. name: one of MARKS."""

    name: str
    place: int


def cost_figure(days: DayScan, choices: Sequence[Choice], title: str, n: int) -> go.Figure:
    """x: threshold. y: money a day. Shaded: more is flagged than can be reviewed."""
    top = _top(days, choices)
    traces = [
        _line(days, days.cost, "Cost of a day", palette.WAITING, "solid", "£%{y:,.0f} a day"),
        *(_mark(days, days.cost, choice, top) for choice in choices),
    ]
    layout = _framed(days, "Cost of a day (£)", top, words_at=0.98)
    return theme.drawn(traces, layout, title=title, label=_label(n), height=380)


def flagged_figure(days: DayScan, choices: Sequence[Choice], title: str, n: int) -> go.Figure:
    """x: threshold. y: messages flagged a day, with the line of what can be reviewed."""
    reviews = days.day.reviews
    top = max(2.5 * reviews, 1.2 * max(float(days.flagged[choice.place]) for choice in choices), 1.0)
    top = min(top, 1.05 * float(days.flagged.max()))
    hover = "%{y:,.0f} messages flagged a day"
    traces = [
        _line(days, days.flagged, "Flagged in a day", palette.REAL_TIME, "dash", hover),
        *(_mark(days, days.flagged, choice, top) for choice in choices),
    ]
    layout = _framed(days, "Messages flagged a day", top, words_at=0.25)
    if reviews <= top:
        layout["shapes"].append(
            {"type": "line", "x0": 0, "x1": 1, "y0": reviews, "y1": reviews, "line": {"color": palette.NEUTRAL, "width": 2}}
        )  # fmt: skip
        layout["annotations"].append(
            {"x": 1, "y": reviews, "xanchor": "right", "yanchor": "bottom", "showarrow": False, "text": f"{reviews:,} reviews a day"}
        )  # fmt: skip
    return theme.drawn(traces, layout, title=title, label=_label(n), height=320)


def day_table(days: DayScan, choices: Sequence[Choice]) -> pd.DataFrame:
    """The day at every tenth of the score, and where each choice stands."""
    tenths = np.minimum(np.searchsorted(days.thresholds, np.arange(1, 10) / 10), len(days.thresholds) - 1)
    rows = [(f"{100 * (0.1 * (step + 1)):.0f} %", int(place)) for step, place in enumerate(tenths)]
    rows += [(f"{100 * days.thresholds[one.place]:.1f} %, {one.name}", one.place) for one in choices]
    return pd.DataFrame(
        [
            {
                "Flagged from": name,
                "Cost of a day (£)": f"{days.cost[place]:,.0f}",
                "Flagged": f"{days.flagged[place]:,.0f}",
                "Misses": f"{days.misses[place]:,.0f}",
                "False alarms": f"{days.alarms[place]:,.0f}",
                "Can be reviewed": "yes" if days.fits[place] else "no",
            }
            for name, place in rows
        ]
    )


def _line(days: DayScan, values: NDArray[np.float64], name: str, colour: str, dash: str, hover: str) -> Plain:
    points = min(MOST_POINTS, len(values))
    places = np.unique(np.linspace(0, len(values) - 1, points).round().astype(np.intp))
    return {
        "type": "scatter", "x": days.thresholds[places], "y": values[places], "name": name, "mode": "lines",
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "hovertemplate": "from %{x:.1%} on: " + hover + "<extra></extra>",
    }  # fmt: skip


def _mark(days: DayScan, values: NDArray[np.float64], choice: Choice, top: float) -> Plain:
    """A choice on its curve; one beyond the chart stands at its edge, and its words have the true figure."""
    value, (symbol, size, colour) = float(values[choice.place]), MARKS[choice.name]
    return {
        "type": "scatter", "x": [float(days.thresholds[choice.place])], "y": [min(value, top)], "name": choice.name,
        "mode": "markers",
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": 1.5, "color": "white"}},
        "customdata": [value],
        "hovertemplate": f"{choice.name}: from %{{x:.1%}} on, %{{customdata:,.0f}}<extra></extra>",
    }  # fmt: skip


def _framed(days: DayScan, y: str, top: float, *, words_at: float) -> Plain:
    """Axes, legend and, where there is one, the region that reviewers cannot keep up with."""
    layout: Plain = {
        "showlegend": True,
        "xaxis": {"title": {"text": "Flagged from this score on"}, "tickformat": ".0%", "range": [0, 1]},
        "yaxis": {"title": {"text": y}, "range": [0, 1.05 * top], "tickformat": ",.0f"},
        "shapes": [],
        "annotations": [],
    }
    if not days.fits[0]:
        edge = min(float(days.thresholds[np.flatnonzero(days.fits)[0]]), 1.0)
        layout["shapes"].append(
            {
                "type": "rect", "x0": 0, "x1": edge, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
                "line": {"width": 0}, "fillcolor": palette.NEUTRAL, "opacity": 0.18,
            }
        )  # fmt: skip
        layout["annotations"].append(
            {
                "x": edge / 2, "y": words_at, "yref": "y domain", "yanchor": "top", "showarrow": False,
                "text": "more than can<br>be reviewed" if edge > 0.25 else "too many",
            }
        )  # fmt: skip
    return layout


def _top(days: DayScan, choices: Sequence[Choice]) -> float:
    """High enough for every choice and for the bend, and not so high that both lie flat."""
    chosen = [float(days.cost[choice.place]) for choice in choices]
    return max(min(float(days.cost.max()), max(1.15 * max(chosen), 3 * min(chosen))), 1.0)


def _label(n: int) -> str:
    return f"LIVE · n = {n:,}, scaled to a day"
