"""A day's cost and its flagged messages at every threshold, with the reviewers' limit and what the rules would choose."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import palette, theme
from core.metrics.thresholds_day import DayScan

MOST_POINTS = 300
SYMBOLS = {"cheapest": "star", "batch rule": "square", "real-time rule": "diamond"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A threshold that somebody would choose, by its place in the scan. name: one of SYMBOLS."""

    name: str
    place: int


def cost_figure(days: DayScan, choices: Sequence[Choice], title: str, n: int) -> go.Figure:
    """x: threshold. y: money a day. Shaded: more is flagged than can be reviewed."""
    top = _top(days, choices)
    traces = [
        _line(days, days.cost, "Cost of a day", palette.WAITING, "solid", "£%{y:,.0f} a day"),
        *(_mark(days, days.cost, choice, top) for choice in choices),
    ]
    figure = _framed(go.Figure(traces), days)
    figure.update_yaxes(title="Cost of a day (£)", range=[0, 1.05 * top], tickformat=",.0f")
    return theme.apply(figure, title=title, label=_label(n), height=380)


def flagged_figure(days: DayScan, choices: Sequence[Choice], title: str, n: int) -> go.Figure:
    """x: threshold. y: messages flagged a day, with the line of what can be reviewed."""
    reviews = days.day.reviews
    top = max(2.5 * reviews, 1.2 * max(float(days.flagged[choice.place]) for choice in choices), 1.0)
    top = min(top, 1.05 * float(days.flagged.max()))
    traces = [
        _line(
            days, days.flagged, "Flagged in a day", palette.REAL_TIME, "dash", "%{y:,.0f} messages flagged a day"
        ),
        *(_mark(days, days.flagged, choice, top) for choice in choices),
    ]  # fmt: skip
    figure = _framed(go.Figure(traces), days)
    if reviews <= top:
        figure.add_shape(
            type="line", x0=0, x1=1, y0=reviews, y1=reviews, line={"color": palette.NEUTRAL, "width": 2}
        )
        figure.add_annotation(
            x=1, y=reviews, xanchor="right", yanchor="bottom", showarrow=False, text=f"{reviews:,} reviews a day"
        )  # fmt: skip
    figure.update_yaxes(title="Messages flagged a day", range=[0, 1.05 * top], tickformat=",.0f")
    return theme.apply(figure, title=title, label=_label(n), height=320)


def _line(
    days: DayScan, values: NDArray[np.float64], name: str, colour: str, dash: str, hover: str
) -> go.Scatter:
    places = np.unique(np.linspace(0, len(values) - 1, min(MOST_POINTS, len(values))).round().astype(np.intp))
    return go.Scatter(
        x=days.thresholds[places], y=values[places], name=name, mode="lines",
        line={"color": colour, "width": 2.5, "dash": dash},
        hovertemplate="from %{x:.1%} on: " + hover + "<extra></extra>",
    )  # fmt: skip


def _mark(days: DayScan, values: NDArray[np.float64], choice: Choice, top: float) -> go.Scatter:
    """A choice on its curve; one beyond the chart stands at its edge, and its words have the true figure."""
    value = float(values[choice.place])
    cheapest = choice.name == "cheapest"
    return go.Scatter(
        x=[days.thresholds[choice.place]], y=[min(value, top)], name=choice.name, mode="markers",
        marker={
            "symbol": SYMBOLS[choice.name], "size": 17 if cheapest else 13,
            "color": palette.DYNAMIC if cheapest else palette.BATCH if choice.name == "batch rule" else palette.REAL_TIME,
            "line": {"width": 1.5, "color": "white"},
        },
        customdata=[value],
        hovertemplate=f"{choice.name}: from %{{x:.1%}} on, %{{customdata:,.0f}}<extra></extra>",
    )  # fmt: skip


def _framed(figure: go.Figure, days: DayScan) -> go.Figure:
    """Axis, legend and, where there is one, the region that reviewers cannot keep up with."""
    figure.update_layout(
        showlegend=True, xaxis={"title": "Flagged from this score on", "tickformat": ".0%", "range": [0, 1]}
    )
    if days.fits[0]:
        return figure
    edge = float(days.thresholds[np.flatnonzero(days.fits)[0]])
    figure.add_shape(
        type="rect", x0=0, x1=min(edge, 1), y0=0, y1=1, yref="y domain", layer="below", line_width=0,
        fillcolor=palette.NEUTRAL, opacity=0.18,
    )  # fmt: skip
    figure.add_annotation(
        x=min(edge, 1) / 2, y=0.98, yref="y domain", yanchor="top", showarrow=False,
        text="more than can<br>be reviewed" if edge > 0.25 else "too many",
    )  # fmt: skip
    return figure


def _top(days: DayScan, choices: Sequence[Choice]) -> float:
    """High enough for every choice and for the bend, and not so high that both lie flat."""
    chosen = [float(days.cost[choice.place]) for choice in choices]
    return max(min(float(days.cost.max()), max(1.15 * max(chosen), 3 * min(chosen))), 1.0)


def _label(n: int) -> str:
    return f"Real classifier · n = {n:,} held-out messages, scaled to a day"
