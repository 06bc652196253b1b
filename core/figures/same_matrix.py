"""Two confusion matrices side by side: counts in plain cells, errors hatched, cells that differ framed and marked."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.experiment.same_matrix import SameMatrix
from core.experiment.same_matrix_words import same_matrix_finding
from core.figures import palette, theme
from core.metrics import ConfusionMatrix

# (code, name, column: 0 flagged, 1 let through; row from below: 1 really positive, 0 not; an error)
_CELLS = (
    ("TP", "found", 0, 1, False),
    ("FN", "missed", 1, 1, True),
    ("FP", "false alarm", 0, 0, True),
    ("TN", "let through", 1, 0, False),
)


def same_matrix_figure(found: SameMatrix) -> go.Figure:
    """Left: the batch. Right: real time. A cell whose count differs has a thick frame and says by how much."""
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.06, shared_yaxes=True)
    for side, (matrix, other) in enumerate(((found.batch, None), (found.real_time, found.batch)), start=1):
        _cells(figure, side, matrix, other)
        figure.update_xaxes(
            title=("Batch", "Real time")[side - 1], tickvals=[0, 1], ticktext=["Flagged", "Let<br>through"],
            range=[-0.5, 1.5], col=side,
        )  # fmt: skip
    figure.update_yaxes(
        tickvals=[1, 0], ticktext=[f"Really<br>{_short(found.positive)}", "Really<br>not"], range=[-0.5, 1.5],
        showgrid=False,
    )  # fmt: skip
    figure.update_layout(showlegend=False, barmode="overlay")
    title = same_matrix_finding(found)
    label = f"{theme.label('live', found.n)} texts, errors hatched"
    return theme.apply(figure, title=title, label=label, height=340)


def same_matrix_table(found: SameMatrix) -> pd.DataFrame:
    """Each cell of both matrices, and the difference."""
    rows = []
    for code, name, *_ in _CELLS:
        batch, real_time = (getattr(matrix, code.lower()) for matrix in (found.batch, found.real_time))
        rows.append((f"{code}, {name}", batch, real_time, _signed(real_time - batch) or "0"))
    return pd.DataFrame(rows, columns=["Cell", "Batch", "Real time", "Difference"])


def _cells(figure: go.Figure, side: int, matrix: ConfusionMatrix, other: ConfusionMatrix | None) -> None:
    for code, name, column, row, error in _CELLS:
        count = getattr(matrix, code.lower())
        difference = count - getattr(other, code.lower()) if other else 0
        figure.add_bar(
            x=[column], y=[0.96], base=row - 0.48, width=0.96, row=1, col=side, hoverinfo="skip",
            marker={
                "color": palette.REAL_TIME if error else palette.BATCH,
                "opacity": 0.85,
                "line": {"width": 5 if difference else 1, "color": palette.WAITING if difference else theme.AXIS},
                "pattern": {"shape": "/" if error else "", "size": 9, "solidity": 0.25},
            },
        )  # fmt: skip
        more = f"<br>{_signed(difference)}" if difference else ""
        figure.add_annotation(
            x=column, y=row, row=1, col=side, showarrow=False, text=f"<b>{count:,}</b> {code}<br>{name}{more}",
            font={"color": "#FFFFFF", "size": 13}, bgcolor="rgba(18,21,26,0.85)", borderpad=4,
        )  # fmt: skip


def _signed(difference: int) -> str:
    return f"{difference:+,}".replace("-", "−") if difference else ""


def _short(label: str) -> str:
    return label if len(label) <= 12 else f"{label[:11]}…"
