"""The confusion matrix to scale: one column a class, as wide as the class; filled from below with what was flagged."""

import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch
from core.metrics import ConfusionMatrix

# Right answers are plain, errors are hatched: told apart without colour.
_PLAIN, _HATCHED = "", "/"
# White on nearly black: read on either colour, hatched or not, on a light page and on a dark one.
_PLATE = {"font": {"color": "#FFFFFF", "size": 14}, "bgcolor": "rgba(18,21,26,0.85)", "borderpad": 4}


def confusion_mosaic(
    matrix: ConfusionMatrix, positive: str = "spam", negative: str = "genuine", *, title: str = ""
) -> go.Figure:
    """A mosaic: area is the number of messages. Hatched areas are errors. Needs at least one message.

    title: where the finding is for the learner to make.
    """
    spam, genuine = matrix.tp + matrix.fn, matrix.fp + matrix.tn
    figure = Sketch()
    for name, counts, colour in (
        ("Flagged", (matrix.tp, matrix.fp), palette.REAL_TIME),
        ("Let through", (matrix.fn, matrix.tn), palette.BATCH),
    ):
        right = (name == "Flagged", name != "Flagged")
        figure.add_bar(
            name=name,
            x=[spam / 2, spam + genuine / 2],
            width=[spam, genuine],
            y=[_share(counts[0], spam), _share(counts[1], genuine)],
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
    for words, x, y in _names(matrix):
        figure.add_annotation(text=words, x=x, y=y, showarrow=False, **_PLATE)
    figure.update_layout(barmode="stack", bargap=0, showlegend=True, legend_traceorder="normal")
    figure.update_xaxes(
        tickvals=[spam / 2, spam + genuine / 2],
        ticktext=[f"Really {positive}<br>{spam:,}", f"Really {negative}<br>{genuine:,}"],
        range=[0, matrix.total],
    )
    figure.update_yaxes(title="Share of the class", tickformat=".0%", range=[0, 1], showgrid=False)
    wrong = matrix.fp + matrix.fn
    found = f"{wrong:,} of {matrix.total:,} answers are wrong: {matrix.fn:,} misses and {matrix.fp:,} false alarms"
    title = title or found
    return theme.apply(figure, title=title, label=f"n = {matrix.total:,}, errors hatched", height=300)


def _names(matrix: ConfusionMatrix) -> list[tuple[str, float, float]]:
    """(code and count, x, y) of each area that is not empty, in its middle."""
    spam, genuine = matrix.tp + matrix.fn, matrix.fp + matrix.tn
    recall, alarms = _share(matrix.tp, spam), _share(matrix.fp, genuine)
    places = (
        ("TP", matrix.tp, spam / 2, recall / 2),
        ("FN", matrix.fn, spam / 2, (1 + recall) / 2),
        ("FP", matrix.fp, spam + genuine / 2, alarms / 2),
        ("TN", matrix.tn, spam + genuine / 2, (1 + alarms) / 2),
    )
    return [(f"{code} {count:,}", x, y) for code, count, x, y in places if count]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
