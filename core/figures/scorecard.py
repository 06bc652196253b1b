"""A scorecard as points on one scale: how many times as good as its target each line is."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch

Point = tuple[str, float | None, str]
"""(what, times as good as the target or None, met or missed in words)."""

WORST, BEST = 0.05, 20.0


def scorecard(points: Sequence[Point], label: str) -> go.Figure:
    """x: times as good as the target, logarithmic, cut at 1/20 and 20. A circle meets it, a cross does not."""
    shown = [(what, times, verdict) for what, times, verdict in points if times is not None]
    figure = Sketch()
    for verdict, symbol, colour in (("Met", "circle", palette.DYNAMIC), ("Missed", "x", palette.REAL_TIME)):
        mine = [(what, times) for what, times, found in shown if found == verdict]
        figure.add_scatter(
            x=[min(max(times, WORST), BEST) for _, times in mine],
            y=[what for what, _ in mine],
            mode="markers",
            name=verdict,
            cliponaxis=False,
            marker={"symbol": symbol, "size": 13, "color": colour},
            hovertemplate="%{y}: %{x:.2g} × as good as the target<extra></extra>",
        )
    figure.add_vline(x=1, line={"color": palette.NEUTRAL, "width": 2})
    figure.update_xaxes(
        title="Times as good as the target",
        type="log",
        range=[math.log10(WORST * 0.85), math.log10(BEST * 1.15)],
        tickvals=[0.05, 0.2, 1, 5, 20],
        ticktext=["≤ 1/20", "1/5", "1", "5", "≥ 20"],
        tickangle=0,
    )
    figure.update_yaxes(categoryorder="array", categoryarray=[what for what, _, _ in reversed(points)])
    figure.update_layout(showlegend=True)
    missed = sum(verdict == "Missed" for _, _, verdict in points)
    title = "Every target is met" if not missed else f"{missed} of {len(points)} targets missed"
    return theme.apply(figure, title=title, label=label, height=110 + 38 * max(1, len(shown)))
