"""What every threshold on a score would give: both classes along the score, precision-recall, and ROC, with the one chosen."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import palette, theme
from core.metrics import ConfusionMatrix
from core.metrics.classification_scores import Examined

BINS = np.linspace(0.0, 1.0, 41)
# A curve of more corners looks the same and takes longer to draw.
MOST_CORNERS = 300
HEIGHT = 340

Column = NDArray[np.float64]


def scores_figure(examined: Examined, threshold: float, matrix: ConfusionMatrix) -> go.Figure:
    """How many messages of either kind have which score, and the threshold between flagged and let through."""
    kinds = (
        (examined.positive, examined.truth, palette.REAL_TIME, "/"),
        (examined.negative, ~examined.truth, palette.BATCH, ""),
    )
    bars = [
        go.Bar(
            x=(BINS[:-1] + BINS[1:]) / 2,
            y=np.histogram(examined.scores[mine], BINS)[0],
            width=np.diff(BINS),
            name=f"really {name}",
            marker={"color": colour, "opacity": 0.8, "pattern": {"shape": shape, "size": 6, "solidity": 0.25}},
            hovertemplate="score near %{x:.0%}: %{y:,} messages<extra>really " + name + "</extra>",
        )
        for name, mine, colour, shape in kinds
    ]  # fmt: skip
    right = threshold > 0.6
    figure = go.Figure(bars)
    figure.update_layout(
        barmode="stack",
        bargap=0.06,
        showlegend=True,
        shapes=[_line(threshold)],
        annotations=[
            {
                "x": threshold, "y": 1, "yref": "y domain", "yanchor": "top", "showarrow": False,
                "xanchor": "right" if right else "left", "xshift": -6 if right else 6,
                "text": "← let through | flagged" if right else "flagged →",
            }
        ],
        xaxis={"title": "Score (probability)", "tickformat": ".0%", "range": [0, 1]},
        yaxis={"title": "Messages"},
    )  # fmt: skip
    caught, alarms = _of(matrix.tp, matrix.tp + matrix.fn), _of(matrix.fp, matrix.fp + matrix.tn)
    title = f"{caught} of the {examined.positive} reaches {threshold:.0%}, and so does {alarms} of the {examined.negative}"
    return theme.apply(figure, title=title, label=_label(examined), height=HEIGHT)


def precision_recall_figure(examined: Examined, matrix: ConfusionMatrix) -> go.Figure:
    """Precision over recall; dotted: what flagging at random would give."""
    recall, precision = (_thinned(column) for column in examined.pr)
    figure = go.Figure(
        [
            _curve(recall, precision, "Precision-recall curve", palette.BATCH, "recall %{x:.1%}: precision %{y:.1%}"),
            _baseline([0, 1], [examined.prevalence] * 2),
            *_dot(matrix.recall, matrix.precision),
        ]
    )  # fmt: skip
    _unit_square(figure, "Recall", "Precision")
    title = (
        "Nothing is flagged here, so there is no precision"
        if matrix.precision is None
        else f"Here {matrix.recall or 0:.0%} is found, and {matrix.precision:.0%} of the flags are right; "
        f"average precision {examined.average_precision:.3f}"
    )
    return theme.apply(figure, title=title, label=_label(examined), height=HEIGHT)


def roc_figure(examined: Examined, matrix: ConfusionMatrix) -> go.Figure:
    """Recall over the share of false alarms; dotted: what flagging at random would give."""
    alarms, recall = (_thinned(column) for column in examined.roc)
    here = None if matrix.specificity is None else 1 - matrix.specificity
    figure = go.Figure(
        [
            _curve(alarms, recall, "ROC curve", palette.BATCH, "false alarms %{x:.1%}: recall %{y:.1%}"),
            _baseline([0, 1], [0, 1]),
            *_dot(here, matrix.recall),
        ]
    )
    _unit_square(figure, f"False alarms among the {examined.negative}", "Recall")
    pairs = 100 * examined.auc
    title = f"AUC {examined.auc:.3f}: of 100 pairs, one of each kind, about {pairs:.0f} are scored the right way round"
    return theme.apply(figure, title=title, label=_label(examined), height=HEIGHT)


def _curve(x: Column, y: Column, name: str, colour: str, hover: str) -> go.Scatter:
    return go.Scatter(
        x=x, y=y, name=name, mode="lines", line={"color": colour, "width": 2.5}, hovertemplate=hover + "<extra></extra>"
    )  # fmt: skip


def _baseline(x: list[float], y: list[float]) -> go.Scatter:
    return go.Scatter(
        x=x, y=y, name="at random", mode="lines", hoverinfo="skip",
        line={"color": palette.NEUTRAL, "width": 1.5, "dash": "dot"},
    )  # fmt: skip


def _dot(x: float | None, y: float | None) -> list[go.Scatter]:
    """The point of the chosen threshold, if both its shares exist."""
    if x is None or y is None:
        return []
    marker = {
        "color": palette.REAL_TIME,
        "size": 14,
        "symbol": "diamond",
        "line": {"width": 2, "color": "white"},
    }
    return [
        go.Scatter(
            x=[x], y=[y], name="your threshold", mode="markers", marker=marker,
            hovertemplate="%{x:.1%}, %{y:.1%}<extra>your threshold</extra>",
        )
    ]  # fmt: skip


def _unit_square(figure: go.Figure, x: str, y: str) -> None:
    figure.update_layout(
        showlegend=True,
        xaxis={"title": x, "tickformat": ".0%", "range": [-0.02, 1.02]},
        yaxis={"title": y, "tickformat": ".0%", "range": [-0.02, 1.04]},
    )


def _thinned(column: Column) -> Column:
    if len(column) <= MOST_CORNERS:
        return column
    return column[np.unique(np.linspace(0, len(column) - 1, MOST_CORNERS).round().astype(np.intp))]


def _line(at: float) -> dict[str, object]:
    return {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "y domain",
        "line": {"color": palette.NEUTRAL, "width": 2.5},
    }  # fmt: skip


def _of(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "nothing"


def _label(examined: Examined) -> str:
    return f"Real classifier · n = {examined.n:,} held-out messages"
