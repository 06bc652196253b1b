"""The reviews ahead: how many questions come back on each of the next days."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch

# Today stands out; the other days may still change.
FAINT = 0.55
# Up to so many questions a day, each is marked on the axis.
MOST_MARKED = 5


def forecast_figure(counts: Sequence[int], today: date) -> go.Figure:
    """x: the day. y: how many questions are due on it; what is overdue stands at today."""
    days = [today + timedelta(days=ahead) for ahead in range(len(counts))]
    figure = Sketch()
    figure.add_bar(
        x=days,
        y=list(counts),
        marker={"color": palette.BATCH, "opacity": [1.0, *([FAINT] * (len(days) - 1))]},
        text=[str(count) if count else "" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{x|%a %d %B}: %{y}<extra></extra>",
    )
    figure.update_xaxes(tickformat="%d %b", nticks=7)
    figure.update_yaxes(
        title="Questions due", rangemode="tozero", tickformat="d", range=[0, 1.2 * max(*counts, 1)]
    )
    if max(*counts, 1) <= MOST_MARKED:
        figure.update_yaxes(dtick=1)  # else halves are marked, and written as whole numbers
    return theme.apply(figure, title=forecast_finding(counts), height=260)


def forecast_finding(counts: Sequence[int]) -> str:
    """How many in all, and how many of them today.

    >>> forecast_finding([2, 0, 3])
    '5 questions come back in the next 3 days, 2 of them today'
    """
    total = sum(counts)
    if not total:
        return f"Nothing comes back in the next {len(counts)} days"
    what = "1 question comes" if total == 1 else f"{total} questions come"
    due = "" if not counts[0] else ", today" if counts[0] == total else f", {counts[0]} of them today"
    return f"{what} back in the next {len(counts)} days{due}"


def forecast_table(counts: Sequence[int], today: date) -> pd.DataFrame:
    """The same as a table."""
    days = [today + timedelta(days=ahead) for ahead in range(len(counts))]
    return pd.DataFrame(
        {"Day": [f"{day:%a} {day.day} {day:%B}" for day in days], "Questions due": list(counts)}
    )
