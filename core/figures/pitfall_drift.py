"""Accuracy, precision and recall of one unchanged classifier while the messages change."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch
from core.metrics import ConfusionMatrix

_LOOKS = {
    "accuracy": (palette.NEUTRAL, "dot", "circle"),
    "precision": (palette.BATCH, "solid", "square"),
    "recall": (palette.REAL_TIME, "dash", "diamond"),
}


def drift_figure(
    levels: Sequence[str], matrices: Sequence[ConfusionMatrix], *, axis: str, title: str, label: str
) -> go.Figure:
    """x: how far the messages have changed, as words in order. y: the three shares, measured at each."""
    figure = Sketch()
    for name, (colour, dash, symbol) in _LOOKS.items():
        figure.add_scatter(
            x=list(levels),
            y=[getattr(matrix, name) for matrix in matrices],
            name=name.capitalize(),
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": 2.5},
            marker={"symbol": symbol, "size": 9},
            hovertemplate="%{x}: %{y:.1%}<extra>" + name.capitalize() + "</extra>",
        )
    figure.update_xaxes(title=axis, type="category")
    figure.update_yaxes(title="Share", tickformat=".0%", range=[0, 1.04])
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=title, label=label, height=330)
