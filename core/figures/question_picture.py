"""The pictures of questions: a run's texts as bars in time, and mean latency against load under names that tell nothing."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch
from core.metrics import RequestLog

_COLOURS, _DASHES = (palette.NEUTRAL, palette.SERVICE, palette.WAITING), ("solid", "dash", "dot")


def text_bars(log: RequestLog) -> go.Figure:
    """A row a text, the first one at the top: waiting, hatched, then in the classifier. x: ms."""
    rows = [f"Text {n}" for n in range(1, len(log) + 1)]
    figure = Sketch()
    for name, begins_s, lasts_s, colour, shape in (
        ("waiting", log.scheduled_s, log.waiting_s, palette.WAITING, "/"),
        ("in the classifier", log.start_s, log.service_s, palette.SERVICE, ""),
    ):
        figure.add_bar(
            y=rows, x=1000 * lasts_s, base=1000 * begins_s, name=name, orientation="h", hoverinfo="skip",
            marker={"color": colour, "line": {"width": 0}, "pattern": {"shape": shape, "size": 8, "solidity": 0.25}},
        )  # fmt: skip
    figure.update_layout(barmode="overlay", bargap=0.35, showlegend=True, legend_traceorder="normal")
    figure.update_xaxes(title="Time (ms)", range=[0, 1030 * float(np.max(log.finish_s))])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    label = theme.label("simulated", len(log))
    return theme.apply(
        figure, title="Each text from its arrival to its answer", label=label, height=150 + 28 * len(log)
    )


def load_lines(lines: Mapping[str, Sequence[tuple[float, float]]]) -> go.Figure:
    """Lines of (texts per second, mean ms) by name; each ends where its queue has no end."""
    figure = Sketch()
    for (name, points), colour, dash in zip(lines.items(), _COLOURS, _DASHES, strict=False):
        figure.add_scatter(
            x=[rate for rate, _ in points], y=[mean_ms for _, mean_ms in points], name=name, mode="lines",
            line={"color": colour, "dash": dash, "width": 3}, hoverinfo="skip",
        )  # fmt: skip
    figure.update_layout(showlegend=True)
    figure.update_xaxes(title="Texts arriving per second", rangemode="tozero")
    figure.update_yaxes(title="Mean latency (ms)", rangemode="tozero")
    title = "Mean latency against load; a line ends where its queue has no end"
    return theme.apply(figure, title=title, label="THEORY", height=320)
