"""What every threshold on a score would give: both classes along the score, precision-recall, and ROC, with the one chosen."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import palette, theme
from core.metrics import ConfusionMatrix
from core.metrics.classification_scores import Examined, at_threshold

# The rows of the tables.
LEVELS = (0.05, *(0.1 * step for step in range(1, 10)), 0.95)
BINS = np.linspace(0.0, 1.0, 41)
# A curve of more corners looks the same and takes longer to draw.
MOST_CORNERS = 300

Column = NDArray[np.float64]
Plain = dict[str, Any]


def scores_figure(examined: Examined, threshold: float, matrix: ConfusionMatrix) -> go.Figure:
    """How many messages of either kind have which score, and the threshold between flagged and let through."""
    kinds = (
        (examined.positive, examined.truth, palette.REAL_TIME, "/"),
        (examined.negative, ~examined.truth, palette.BATCH, ""),
    )
    bars: list[Plain] = [
        {
            "type": "bar",
            "x": (BINS[:-1] + BINS[1:]) / 2,
            "y": np.histogram(examined.scores[mine], BINS)[0],
            "width": np.diff(BINS),
            "name": f"really {name}",
            "marker": {"color": colour, "opacity": 0.8, "pattern": {"shape": shape, "size": 6, "solidity": 0.25}},
            "hovertemplate": "score near %{x:.0%}: %{y:,} messages<extra>really " + name + "</extra>",
        }
        for name, mine, colour, shape in kinds
    ]  # fmt: skip
    right = threshold > 0.6
    layout: Plain = {
        "barmode": "stack",
        "bargap": 0.06,
        "showlegend": True,
        "shapes": [_line(threshold)],
        "annotations": [
            {
                "x": threshold, "y": 1, "yref": "y domain", "yanchor": "top", "showarrow": False,
                "xanchor": "right" if right else "left", "xshift": -6 if right else 6,
                "text": "← let through | flagged" if right else "flagged →",
            }
        ],
        "xaxis": {"title": {"text": "Score (probability)"}, "tickformat": ".0%", "range": [0, 1]},
        "yaxis": {"title": {"text": "Messages"}},
    }  # fmt: skip
    caught, alarms = _of(matrix.tp, matrix.tp + matrix.fn), _of(matrix.fp, matrix.fp + matrix.tn)
    title = f"{caught} of {examined.positive} scores {100 * threshold:.0f} % or more, and so does {alarms} of {examined.negative}"
    return theme.drawn(bars, layout, title=title, label=_label(examined))


def precision_recall_figure(examined: Examined, matrix: ConfusionMatrix) -> go.Figure:
    """Precision over recall; dotted: what flagging at random would give."""
    recall, precision = (_thinned(column) for column in examined.pr)
    title = (
        "Nothing is flagged here, so there is no precision"
        if matrix.precision is None
        else f"Here {100 * (matrix.recall or 0):.0f} % is found, and {100 * matrix.precision:.0f} % of the flags are right; "
        f"average precision {examined.average_precision:.3f}"
    )
    traces = [
        _curve(recall, precision, "Precision-recall curve", "recall %{x:.1%}: precision %{y:.1%}"),
        _baseline([0, 1], [examined.prevalence] * 2),
        *_dot(matrix.recall, matrix.precision),
    ]
    return theme.drawn(traces, _unit_square("Recall", "Precision"), title=title, label=_label(examined))


def roc_figure(examined: Examined, matrix: ConfusionMatrix) -> go.Figure:
    """Recall over the share of false alarms; dotted: what flagging at random would give."""
    alarms, recall = (_thinned(column) for column in examined.roc)
    here = None if matrix.specificity is None else 1 - matrix.specificity
    title = (
        f"AUC {examined.auc:.3f}: of 100 pairs, one of each kind, about {100 * examined.auc:.0f} are scored the right "
        "way round"
    )
    traces = [
        _curve(alarms, recall, "ROC curve", "false alarms %{x:.1%}: recall %{y:.1%}"),
        _baseline([0, 1], [0, 1]),
        *_dot(here, matrix.recall),
    ]
    layout = _unit_square(f"False alarms, as a share of {examined.negative}", "Recall")
    return theme.drawn(traces, layout, title=title, label=_label(examined))


def scores_table(examined: Examined) -> pd.DataFrame:
    """How many of either kind score in each tenth."""
    tenths = np.linspace(0.0, 1.0, 11)
    mine, others = (
        np.histogram(examined.scores[kind], tenths)[0] for kind in (examined.truth, ~examined.truth)
    )
    return pd.DataFrame(
        {
            "Score": [f"{100 * low:.0f} % to {100 * high:.0f} %" for low, high in pairwise(tenths)],
            f"Really {examined.positive}": mine,
            f"Really {examined.negative}": others,
        }
    )


def curves_table(examined: Examined) -> pd.DataFrame:
    """Both curves at a few thresholds."""
    found = [(level, examined.scan.matrix(at_threshold(examined, level))) for level in LEVELS]
    return pd.DataFrame(
        {
            "Flagged from": [f"{100 * level:.0f} %" for level, _ in found],
            "Recall": [_of(one.tp, one.tp + one.fn) for _, one in found],
            "Precision": [_of(one.tp, one.tp + one.fp) for _, one in found],
            "False alarms": [_of(one.fp, one.fp + one.tn) for _, one in found],
        }
    )


def _curve(x: Column, y: Column, name: str, hover: str) -> Plain:
    return {
        "type": "scatter", "x": x, "y": y, "name": name, "mode": "lines",
        "line": {"color": palette.BATCH, "width": 2.5}, "hovertemplate": hover + "<extra></extra>",
    }  # fmt: skip


def _baseline(x: list[float], y: list[float]) -> Plain:
    return {
        "type": "scatter", "x": x, "y": y, "name": "at random", "mode": "lines", "hoverinfo": "skip",
        "line": {"color": palette.NEUTRAL, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _dot(x: float | None, y: float | None) -> list[Plain]:
    """The point of the chosen threshold, if both its shares exist."""
    if x is None or y is None:
        return []
    dot: Plain = {
        "type": "scatter", "x": [x], "y": [y], "name": "your threshold", "mode": "markers",
        "marker": {"color": palette.REAL_TIME, "size": 14, "symbol": "diamond", "line": {"width": 2, "color": "white"}},
        "hovertemplate": "%{x:.1%}, %{y:.1%}<extra>your threshold</extra>",
    }  # fmt: skip
    return [dot]


def _unit_square(x: str, y: str) -> Plain:
    return {
        "showlegend": True,
        "xaxis": {"title": {"text": x}, "tickformat": ".0%", "range": [-0.02, 1.02]},
        "yaxis": {"title": {"text": y}, "tickformat": ".0%", "range": [-0.02, 1.04]},
    }


def _thinned(column: Column) -> Column:
    if len(column) <= MOST_CORNERS:
        return column
    return column[np.unique(np.linspace(0, len(column) - 1, MOST_CORNERS).round().astype(np.intp))]


def _line(at: float) -> Plain:
    return {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "y domain",
        "line": {"color": palette.NEUTRAL, "width": 2.5},
    }  # fmt: skip


def _of(part: int, whole: int) -> str:
    return f"{100 * (part / whole):.1f} %" if whole else "nothing"


def _label(examined: Examined) -> str:
    return f"LIVE · n = {examined.n:,} held-out messages"
