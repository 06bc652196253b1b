"""Mean latency against load on one server: one at a time, in twos, and whoever waits in one batch."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.experiment.result import Result
from core.figures import palette, theme
from core.figures.sketch import Sketch

_NAMES = {"one_s": "One at a time", "few_s": "Wait for two", "take_all_s": "Take whoever waits, up to 8"}
_LOOKS = {
    "one_s": (palette.REAL_TIME, "solid", "circle"),
    "few_s": (palette.BATCH, "dash", "square"),
    "take_all_s": (palette.DYNAMIC, "dot", "diamond"),
}
HIGHEST_MS = 150.0

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


def latency_against_load(
    curves: Mapping[str, Curve],
    limits: Mapping[str, float],
    dots: Mapping[str, Sequence[Result]],
    rate: float,
    title: str,
) -> go.Figure:
    """THEORY as lines (x: per second, y: ms), SIM as points, the chosen rate as a vertical line.

    limits: the load from which each way falls behind; its line ends there.
    """
    figure = Sketch()
    for way, (x, y) in curves.items():
        colour, dash, symbol = _LOOKS[way]
        figure.add_scatter(
            x=x, y=y, name=_NAMES[way], mode="lines", line={"color": colour, "dash": dash, "width": 2.5},
            hovertemplate="%{x:.0f} per second: %{y:.1f} ms<extra>" + _NAMES[way] + "</extra>",
        )  # fmt: skip
        points = [result for result in dots.get(way, ()) if result.summary.latency.mean is not None]
        figure.add_scatter(
            x=[point.scenario.arrival_rate for point in points],
            y=[1000 * (point.summary.latency.mean or np.nan) for point in points],
            mode="markers", showlegend=False,
            marker={"color": colour, "symbol": symbol, "size": 8, "line": {"width": 1, "color": "white"}},
            hovertemplate="SIM, %{x:.0f} per second: %{y:.1f} ms<extra>" + _NAMES[way] + "</extra>",
        )  # fmt: skip
        figure.add_vline(x=limits[way], line={"color": colour, "width": 1, "dash": dash}, opacity=0.6)
    figure.add_vrect(
        x0=limits["one_s"],
        x1=limits["take_all_s"] * 1.05,
        fillcolor=palette.REAL_TIME,
        opacity=0.06,
        line_width=0,
    )
    figure.add_annotation(
        x=np.log10(limits["one_s"]), y=1, yref="y domain", xanchor="left", yanchor="top", xshift=6, align="left",
        text=f"from {limits['one_s']:.0f} per second on,<br>one at a time is unstable", showarrow=False,
    )  # fmt: skip
    figure.add_vline(x=rate, line={"color": palette.NEUTRAL, "width": 2.5})
    figure.update_xaxes(
        title="Messages per second (logarithmic)",
        type="log",
        range=[np.log10(5), np.log10(limits["take_all_s"] * 1.05)],
        tickvals=[5, 10, 20, 50, 100, 200, 400],
    )
    figure.update_yaxes(title="Mean latency (ms)", range=[0, HIGHEST_MS])
    figure.update_layout(showlegend=True)
    n = next((result.summary.n for results in dots.values() for result in results), None)
    label = theme.labels("THEORY (lines)", f"{theme.label('simulated', n)} each (points)")
    return theme.apply(figure, title=title, label=label, height=400)
