"""High accuracy with low recall: the precision that is left, and the model that does nothing, at each prevalence."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures import palette, theme
from core.metrics import ConfusionMatrix


def paradox(
    prevalences: Sequence[float], precisions: Sequence[float | None], accuracy: float, chosen: ConfusionMatrix
) -> go.Figure:
    """Above: accuracy of the model and of doing nothing. Below: precision. chosen: the counts marked with dots."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.1)
    lines = (
        ("The model", [accuracy] * len(prevalences), palette.BATCH, "solid", 1, chosen.accuracy),
        ("Always “not fraud”", [1 - p for p in prevalences], palette.WAITING, "dash", 1, chosen.do_nothing_accuracy),
        ("Precision of the model", precisions, palette.REAL_TIME, "solid", 2, chosen.precision),
    )  # fmt: skip
    for name, values, colour, dash, row, at in lines:
        figure.add_scatter(
            x=prevalences, y=values, name=name, mode="lines", row=row, col=1,
            line={"color": colour, "dash": dash, "width": 2.5},
            hovertemplate="prevalence %{x:.2%}: %{y:.2%}<extra>" + name + "</extra>",
        )  # fmt: skip
        figure.add_scatter(
            x=[chosen.prevalence], y=[at], mode="markers", row=row, col=1, showlegend=False, hoverinfo="skip",
            marker={"color": colour, "size": 11, "symbol": "diamond", "line": {"width": 2, "color": "white"}},
        )  # fmt: skip
    figure.update_xaxes(tickformat=".1%", range=[0, max(prevalences) * 1.02])
    figure.update_xaxes(title="Prevalence (share of fraud)", row=2)
    figure.update_yaxes(title="Accuracy", tickformat=".0%", range=[0.97, 1.002], row=1)
    figure.update_yaxes(title="Precision", tickformat=".0%", range=[0, 1.05], row=2)
    figure.update_layout(showlegend=True)
    return theme.apply(
        figure, title=_title(chosen), label=f"THEORY · counts of {chosen.total:,} payments", height=430
    )


def _title(chosen: ConfusionMatrix) -> str:
    model, nothing = chosen.tp + chosen.tn, chosen.fp + chosen.tn
    share = f"At {chosen.prevalence or 0:.2%} fraud"
    if model == nothing:
        return f"{share}, a model that does nothing is exactly as accurate"
    who = "doing nothing is more accurate than the model" if nothing > model else "the model is more accurate"
    precision = (
        "no flag is right" if not chosen.precision else f"{chosen.precision:.0%} of its flags are right"
    )
    return f"{share}, {who}; {precision}"
