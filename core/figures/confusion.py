"""The confusion matrix to scale: one column a class, as wide as the class; filled from below with what was flagged."""

import plotly.graph_objects as go

from core.figures import palette, theme
from core.metrics import ConfusionMatrix

# Right answers are plain, errors are hatched: told apart without colour.
_PLAIN, _HATCHED = "", "/"


def confusion_mosaic(matrix: ConfusionMatrix) -> go.Figure:
    """A mosaic: area is the number of messages. Hatched areas are errors. Needs at least one message."""
    spam, genuine = matrix.tp + matrix.fn, matrix.fp + matrix.tn
    figure = go.Figure()
    for name, counts, colour in (
        ("Flagged", (matrix.tp, matrix.fp), palette.REAL_TIME),
        ("Let through", (matrix.fn, matrix.tn), palette.BATCH),
    ):
        codes = ("TP", "FP") if name == "Flagged" else ("FN", "TN")
        right = (name == "Flagged", name != "Flagged")
        figure.add_bar(
            name=name,
            x=[spam / 2, spam + genuine / 2],
            width=[spam, genuine],
            y=[_share(counts[0], spam), _share(counts[1], genuine)],
            text=[f"{code} {count:,}" if count else "" for code, count in zip(codes, counts, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 15, "color": "#FFFFFF" if name == "Flagged" else None},
            marker={
                "color": colour,
                "opacity": 0.9,
                "line": {"width": 2, "color": theme.AXIS},
                "pattern": {
                    "shape": [_PLAIN if ok else _HATCHED for ok in right],
                    "size": 9,
                    "solidity": 0.25,
                },
            },
            hoverinfo="skip",
        )
    figure.update_layout(barmode="stack", bargap=0, showlegend=True)
    figure.update_xaxes(
        tickvals=[spam / 2, spam + genuine / 2],
        ticktext=[f"Really spam<br>{spam:,}", f"Really genuine<br>{genuine:,}"],
        range=[0, matrix.total],
    )
    figure.update_yaxes(title="Share of the class", tickformat=".0%", range=[0, 1], showgrid=False)
    wrong = matrix.fp + matrix.fn
    title = f"{wrong:,} of {matrix.total:,} answers are wrong: {matrix.fn:,} misses and {matrix.fp:,} false alarms"
    return theme.apply(figure, title=title, label=f"n = {matrix.total:,}, errors hatched", height=300)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
