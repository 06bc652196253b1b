"""Trial by trial: what a test promised and what new messages got, with a leak and without, and their means."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from core.experiment.leakage import LeakTrial
from core.experiment.leakage_trials import LeakSummary, Mean, leak_finding
from core.figures import palette, theme
from core.figures.sketch import Sketch

_ROWS = (
    ("Leaky test", "claimed", "live"),
    ("Clean test", "honest_claimed", "honest_live"),
)


def leak_trials_figure(trials: Sequence[LeakTrial], found: LeakSummary) -> go.Figure:
    """x: accuracy. Small marks: single trials. Large: their means with 95 % intervals. Circles: in the test; diamonds: new."""
    figure = Sketch()
    for place, at, symbol, colour, shift in (
        ("Promised by the test", 1, "circle-open", palette.NEUTRAL, 0.14),
        ("On new messages", 2, "diamond", palette.BATCH, -0.14),
    ):
        heights = [1 + shift, 0 + shift]
        figure.add_scatter(
            x=[getattr(trial, names[at]).value for names in _ROWS for trial in trials],
            y=[height + 0.012 * (number % 5) for height in heights for number in range(len(trials))],
            mode="markers", marker={"symbol": symbol, "size": 5, "color": colour, "opacity": 0.55},
            hoverinfo="skip", showlegend=False,
        )  # fmt: skip
        means = [getattr(found, names[at]) for names in _ROWS]
        figure.add_scatter(
            x=[mean.value for mean in means],
            y=heights,
            name=place,
            mode="markers",
            marker={"symbol": symbol, "size": 14, "color": colour, "line": {"width": 2.5, "color": colour}},
            error_x={
                "array": [(mean.high or mean.value) - mean.value for mean in means],
                "arrayminus": [mean.value - (mean.low or mean.value) for mean in means],
                "color": colour,
                "thickness": 2,
            },
            hovertemplate="%{x:.1%}<extra>" + place + "</extra>",
        )
    figure.update_xaxes(title="Accuracy", tickformat=".0%", showgrid=True)
    figure.update_yaxes(
        tickvals=[1, 0], ticktext=[names[0] for names in _ROWS], range=[-0.45, 1.5], showgrid=False
    )
    figure.update_layout(showlegend=True)
    words = "trial" if found.n == 1 else "trials"
    label = f"LIVE · n = {found.n} {words}, each {found.tested:,} in the test and {found.met:,} new"
    return theme.apply(figure, title=leak_finding(found), label=label, height=300)


def leak_table(found: LeakSummary) -> pd.DataFrame:
    """The means and their intervals, leaky and clean."""
    rows = [
        (name, _words(getattr(found, promised)), _words(getattr(found, met)), _words(gap))
        for (name, promised, met), gap in zip(_ROWS, (found.gap, found.honest_gap), strict=True)
    ]
    return pd.DataFrame(rows, columns=["", "Promised", "On new messages", "Too much"])


def _words(mean: Mean) -> str:
    if mean.low is None or mean.high is None:
        return f"{100 * mean.value:.1f} %"
    return f"{100 * mean.value:.1f} % ({100 * mean.low:.1f} % to {100 * mean.high:.1f} %)".replace("-", "−")
