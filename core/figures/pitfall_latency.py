"""One stall, read twice: latency from when a request was due, and from when it was sent."""

import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch
from core.metrics import RequestLog


def stall_figure(log: RequestLog, title: str) -> go.Figure:
    """x: when each request was due (s). y: its latency (ms), logarithmic, by either clock."""
    figure = Sketch()
    for name, values, colour, symbol in (
        ("Clock starts when it was due", log.latency_s, palette.WAITING, "circle"),
        ("Clock starts when it was sent", log.service_s, palette.SERVICE, "x"),
    ):
        figure.add_scatter(
            x=log.scheduled_s,
            y=1000 * values,
            name=name,
            mode="markers",
            marker={"color": colour, "size": 5, "symbol": symbol},
            hovertemplate="due at %{x:.2f} s: %{y:.3g} ms<extra>" + name + "</extra>",
        )
    figure.update_xaxes(title="Due (s after the start)")
    figure.update_yaxes(title="Latency (ms)", type="log", dtick=1)
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=title, label=theme.label("simulated", len(log)), height=320)
