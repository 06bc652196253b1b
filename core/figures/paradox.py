"""High accuracy with low recall: the precision that is left, and the model that does nothing, at each prevalence."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from core.base.numbers_format import pct
from core.figures import palette, theme
from core.metrics import ConfusionMatrix

HEIGHT = 430

Plain = dict[str, Any]


def paradox(
    prevalences: Sequence[float],
    precisions: Sequence[float | None],
    accuracy: float,
    chosen: ConfusionMatrix,
    *,
    beyond: float = 1.0,
) -> go.Figure:
    """Above: accuracy of the model and of doing nothing. Below: precision. chosen: the counts marked with dots.

    beyond: how far the axis goes on, in times the last prevalence, to show from where on nothing can be.
    """
    highest = max(prevalences)
    right = min(beyond * highest, 1.0) if beyond > 1 else 1.02 * highest
    dots = [
        _dot(chosen.prevalence, value, colour, row)
        for row, value, colour in (
            ("", chosen.accuracy, palette.BATCH),
            ("", chosen.do_nothing_accuracy, palette.WAITING),
            ("2", chosen.precision, palette.REAL_TIME),
        )
        if value is not None
    ]
    layout = _layout(prevalences, accuracy, right)
    if beyond > 1 and right > highest:
        _rule_out(layout, highest, right)
    return theme.drawn(
        [*_curves(prevalences, precisions, accuracy), *dots],
        layout,
        title=_title(chosen),
        label=f"THEORY · counts of {chosen.total:,} payments",
        height=HEIGHT,
    )


def impossible(
    prevalences: Sequence[float], precisions: Sequence[float | None], accuracy: float, asked: float
) -> go.Figure:
    """The same curves as far as they go, and beyond them the prevalence asked for, where there is nothing to draw."""
    highest, right = max(prevalences), min(1.05 * asked, 1.0)
    layout = _layout(prevalences, accuracy, right)
    _rule_out(layout, highest, right)
    layout["shapes"] += [
        _upright(row, asked, asked, type="line", line={"color": palette.REAL_TIME, "width": 2, "dash": "dot"})
        for row in ("", "2")
    ]
    title = f"{pct(asked, 2)} fraud cannot be: these two go together up to {pct(highest, 2)} only"
    return theme.drawn(
        _curves(prevalences, precisions, accuracy), layout, title=title, label="THEORY", height=HEIGHT
    )


def paradox_table(
    prevalences: Sequence[float], precisions: Sequence[float | None], accuracy: float
) -> pd.DataFrame:
    """The curves at ten prevalences."""
    rows = list(zip(prevalences, precisions, strict=True))
    step = max(len(rows) // 10, 1)
    rows = rows[step - 1 :: step]
    return pd.DataFrame(
        {
            "Prevalence": [pct(share, 2) for share, _ in rows],
            "Precision of the model": ["–" if one is None else pct(one) for _, one in rows],
            "Accuracy of the model": [pct(accuracy)] * len(rows),
            "Accuracy of doing nothing": [pct(1 - share, 2) for share, _ in rows],
        }
    )


def _curves(prevalences: Sequence[float], precisions: Sequence[float | None], accuracy: float) -> list[Plain]:
    return [
        {
            "type": "scatter", "x": list(prevalences), "y": list(values), "name": name, "mode": "lines",
            "xaxis": f"x{row}", "yaxis": f"y{row}", "line": {"color": colour, "dash": dash, "width": 2.5},
            "hovertemplate": "prevalence %{x:.2%}: %{y:.2%}<extra>" + name + "</extra>",
        }
        for name, values, colour, dash, row in (
            ("The model", [accuracy] * len(prevalences), palette.BATCH, "solid", ""),
            ("Always “not fraud”", [1 - p for p in prevalences], palette.WAITING, "dash", ""),
            ("Precision of the model", precisions, palette.REAL_TIME, "solid", "2"),
        )
    ]  # fmt: skip


def _dot(x: float | None, y: float, colour: str, row: str) -> Plain:
    return {
        "type": "scatter", "x": [x], "y": [y], "mode": "markers", "xaxis": f"x{row}", "yaxis": f"y{row}",
        "showlegend": False, "hoverinfo": "skip",
        "marker": {"color": colour, "size": 11, "symbol": "diamond", "line": {"width": 2, "color": "white"}},
    }  # fmt: skip


def _layout(prevalences: Sequence[float], accuracy: float, right: float) -> Plain:
    """Two charts, one above the other, on the same prevalences."""
    low = min(accuracy, 1 - max(prevalences))
    room = max(0.1 * (1 - low), 0.002)
    across = {"tickformat": ".1%" if right > 0.004 else ".2%", "range": [0, right]}
    return {
        "showlegend": True,
        "xaxis": {**across, "anchor": "y", "matches": "x2", "showticklabels": False},
        "xaxis2": {**across, "anchor": "y2", "title": {"text": "Prevalence (share of fraud)"}},
        "yaxis": {
            "anchor": "x", "domain": [0.55, 1], "title": {"text": "Accuracy"},
            "tickformat": ".0%" if 1 - low > 0.02 else ".1%", "range": [low - room, 1 + room],
        },
        "yaxis2": {
            "anchor": "x2", "domain": [0, 0.45], "title": {"text": "Precision"}, "tickformat": ".0%", "range": [0, 1.05],
        },
        "shapes": [],
        "annotations": [],
    }  # fmt: skip


def _rule_out(layout: Plain, start: float, end: float) -> None:
    """Shades the prevalences that cannot be; their name stands at the foot, since the curves end at the top there."""
    wide = end - start > 0.4 * end
    shade = {"fillcolor": palette.NEUTRAL, "opacity": 0.18, "line": {"width": 0}, "layer": "below"}
    layout["shapes"] += [_upright(row, start, end, type="rect", **shade) for row in ("", "2")]
    layout["annotations"].append(
        {
            "x": (start + end) / 2 if wide else end, "xanchor": "center" if wide else "right", "xref": "x2",
            "y": 0.08, "yref": "y2 domain", "text": "cannot be", "showarrow": False,
        }
    )  # fmt: skip


def _upright(row: str, start: float, end: float, **look: object) -> Plain:
    return {
        "xref": f"x{row}",
        "yref": f"y{row} domain",
        "x0": start,
        "x1": end,
        "y0": 0,
        "y1": 1,
        **look,
    }


def _title(chosen: ConfusionMatrix) -> str:
    model, nothing = chosen.tp + chosen.tn, chosen.fp + chosen.tn
    share = f"At {pct(chosen.prevalence or 0, 2)} fraud"
    if model == nothing:
        return f"{share}, a model that does nothing is exactly as accurate"
    who = "doing nothing is more accurate than the model" if nothing > model else "the model is more accurate"
    precision = (
        "no flag is right" if not chosen.precision else f"{pct(chosen.precision, 0)} of its flags are right"
    )
    return f"{share}, {who}; {precision}"
