"""What a test promised and what came true, with a leak and without it, each with its interval."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch

Bar = tuple[str, str, float, float, float]
"""(which test, "In the test" or "On new messages", share, low, high)."""


def leak_figure(bars: Sequence[Bar], title: str, label: str) -> go.Figure:
    """x: accuracy with its 95 % interval. Circles: in the test. Diamonds: on new messages."""
    figure = Sketch()
    for place, symbol, colour in (
        ("In the test", "circle-open", palette.NEUTRAL),
        ("On new messages", "diamond", palette.BATCH),
    ):
        mine = [bar for bar in bars if bar[1] == place]
        figure.add_scatter(
            x=[share for _, _, share, _, _ in mine],
            y=[which for which, *_ in mine],
            name=place,
            mode="markers",
            marker={"color": colour, "size": 13, "symbol": symbol, "line": {"width": 2.5, "color": colour}},
            error_x={
                "array": [high - share for _, _, share, _, high in mine],
                "arrayminus": [share - low for _, _, share, low, _ in mine],
                "color": colour,
                "thickness": 1.5,
            },
            hovertemplate="%{y}: %{x:.1%}<extra>" + place + "</extra>",
        )
    figure.update_xaxes(title="Accuracy", tickformat=".0%", range=[0.65, 1.01], showgrid=True)
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(dict.fromkeys(bar[0] for bar in bars))[::-1]
    )
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=title, label=label, height=250)
