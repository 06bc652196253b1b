"""Cost, precision and recall against the threshold, with the cheapest threshold and the rule of thumb marked."""

import plotly.graph_objects as go

from core.base.numbers_format import pct
from core.figures import palette, theme
from core.figures.sketch import Sketch
from core.metrics.thresholds import ThresholdScan, break_even


def threshold_cost(scan: ThresholdScan, miss_times: float) -> go.Figure:
    """Above: cost per 1,000 messages, in false alarms. Below: precision (solid) and recall (dashed)."""
    best = scan.cheapest(miss_times)
    cost = 1000 * scan.cost_per_text(miss_times)
    at = float(scan.thresholds[best])
    figure = Sketch()
    lines = (
        ("Cost", cost, palette.WAITING, "solid", "y"),
        ("Precision", scan.precision, palette.BATCH, "solid", "y2"),
        ("Recall", scan.recall, palette.REAL_TIME, "dash", "y2"),
    )
    for name, values, colour, dash, panel in lines:
        figure.add_scatter(
            x=scan.thresholds, y=values, name=name, mode="lines", yaxis=panel,
            line={"color": colour, "dash": dash, "width": 2.5},
            hovertemplate="threshold %{x:.0%}: %{y:.3g}<extra>" + name + "</extra>",
        )  # fmt: skip
        figure.add_scatter(
            x=[at], y=[values[best]], mode="markers", yaxis=panel, showlegend=False, hoverinfo="skip",
            marker={"color": colour, "size": 10, "line": {"width": 2, "color": "white"}},
        )  # fmt: skip
    rule = break_even(miss_times)
    for panel in ("y", "y2"):
        figure.add_vline(x=at, yref=f"{panel} domain", line={"color": palette.NEUTRAL, "width": 1.5})
        figure.add_vline(
            x=rule, yref=f"{panel} domain", line={"color": palette.NEUTRAL, "width": 1.5, "dash": "dot"}
        )
    left = at < rule
    for x, words, side in ((at, "cheapest", left), (rule, "rule of thumb", not left)):
        figure.add_annotation(
            x=x, y=1, xref="x", yref="y domain", text=words, showarrow=False, yanchor="top",
            xanchor="right" if side and x > 0.15 else "left", xshift=-5 if side and x > 0.15 else 5,
            yshift=0 if words == "cheapest" else -18,
        )  # fmt: skip
    # Two panels over one axis of thresholds.
    figure.update_xaxes(title="Threshold (probability)", range=[0, 1], tickformat=".0%", anchor="y2")
    low, high = float(cost.min()), float(cost[(scan.thresholds > 0.02) & (scan.thresholds < 0.98)].max())
    figure.update_yaxes(
        title="Cost of 1,000 messages<br>(1 = a false alarm)",
        range=[0, max(high, 2 * low)],
        domain=[0.505, 1],
    )
    share = {"title": "Share", "tickformat": ".0%", "range": [0, 1.04], "domain": [0, 0.405]}
    figure.update_layout(showlegend=True, yaxis2=share)
    title = f"A miss {miss_words(miss_times)}: flag from {pct(at, 0)} on"
    return theme.apply(figure, title=title, label=f"LIVE · n = {scan.total:,} held-out messages", height=460)


def miss_words(miss_times: float) -> str:
    """How a miss compares with a false alarm.

    >>> miss_words(9), miss_words(1), miss_words(0.1)
    ('costs 9 × a false alarm', 'costs as much as a false alarm', 'costs 1/10 of a false alarm')
    """
    if miss_times == 1:
        return "costs as much as a false alarm"
    return (
        f"costs {miss_times:g} × a false alarm"
        if miss_times > 1
        else f"costs 1/{1 / miss_times:g} of a false alarm"
    )
