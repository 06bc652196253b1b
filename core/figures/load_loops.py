"""The same demand on the same server, open and closed: text by text, how long each took."""

import numpy as np
import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.result import Result
from core.figures import palette, theme

MOST_POINTS = 1_500


def loops_figure(opened: Result, closed: Result, title: str) -> go.Figure:
    """x: when a text was answered, s. y: its latency, ms. Circles: nobody waits for replies; crosses: clients do."""
    figure = go.Figure()
    looks = (
        (opened, "open loop: texts come when they come", palette.REAL_TIME, "circle"),
        (closed, "closed loop: clients wait for replies", palette.BATCH, "x"),
    )
    for result, name, colour, symbol in looks:
        every = max(1, -(-len(result.log) // MOST_POINTS))
        figure.add_scattergl(
            x=result.log.finish_s[::every].astype(np.float32),
            y=(1000 * result.log.latency_s[::every]).astype(np.float32),
            mode="markers",
            name=f"{name}, SIM",
            marker={"color": colour, "size": 5, "symbol": symbol, "opacity": 0.7},
            hovertemplate="answered at %{x:.2f} s, after %{y:.3g} ms<extra>" + name + "</extra>",
        )
    figure.update_xaxes(title="Answered (s after the start)", rangemode="tozero")
    figure.update_yaxes(title="Latency (ms)", rangemode="tozero")
    figure.update_layout(showlegend=True)
    label = theme.label("simulated", opened.summary.n)
    return theme.apply(figure, title=title, label=f"{label} each", height=380)


def loops_finding(opened: Result, closed: Result) -> str:
    """What each loop reports of the same overload."""
    first, last = float(opened.log.latency_s[0]), float(opened.log.latency_s[-1])
    tail = closed.summary.latency.p99 or closed.summary.latency.max or 0.0
    return (
        f"The closed loop reports a p99 of {time_words(tail)} and looks healthy; "
        f"in the open loop latency grew from {time_words(first)} to {time_words(last)}, and would grow on"
    )
