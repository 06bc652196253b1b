"""Messages waiting, moment by moment, in two services that give the same answers."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import palette, theme
from core.figures.sketch import Sketch


def backlog_figure(
    times_s: NDArray[np.float64],
    one: NDArray[np.int64],
    together: NDArray[np.int64],
    *,
    n: int,
    title: str,
) -> go.Figure:
    """x: seconds. y: messages waiting, one at a time (solid) and taken together (dashed)."""
    figure = Sketch()
    for name, values, colour, dash in (
        ("One at a time", one, palette.REAL_TIME, "solid"),
        ("Whoever waits, up to 8", together, palette.DYNAMIC, "dash"),
    ):
        figure.add_scatter(
            x=times_s,
            y=values,
            name=name,
            mode="lines",
            line={"color": colour, "dash": dash, "width": 2.5},
            hovertemplate="after %{x:.0f} s: %{y:,} waiting<extra>" + name + "</extra>",
        )
    figure.update_xaxes(title="Time (s)")
    figure.update_yaxes(
        title="Messages waiting", range=[0, max(10, int(max(one.max(), together.max())) * 1.1)]
    )
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=title, label=theme.label("simulated", n), height=320)
