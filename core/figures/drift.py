"""Day by day: what a frozen model gets right and what one trained anew does; and what the detectors say."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.experiment.drift_days import Days, share_with_interval
from core.experiment.drift_words import SHARES
from core.figures import palette, theme
from core.metrics.drift_detector import Watch

_FROZEN = ("Frozen model", palette.BATCH, "solid", "circle")
_ALARMS = (
    ("KS alarm", True, {"color": palette.REAL_TIME, "symbol": "square", "size": 9}),
    ("KS quiet", False, {"color": palette.NEUTRAL, "symbol": "circle-open", "size": 9}),
)
_ANEW = ("Trained anew", palette.DYNAMIC, "dash", "diamond")


def days_figure(
    frozen: Days, retrained: Days | None, begins: int | None, *, title: str, label: str
) -> go.Figure:
    """Accuracy, recall and precision, one below the other. x: days. Whiskers: exact 95 % intervals of each day."""
    figure = make_subplots(rows=len(SHARES), cols=1, shared_xaxes=True, vertical_spacing=0.06)
    for row, share in enumerate(SHARES, start=1):
        for days, look in ((frozen, _FROZEN), (retrained, _ANEW)):
            if days is not None:
                figure.add_trace(_line(days, share, look, legend=row == 1), row=row, col=1)
        figure.update_yaxes(title=share.capitalize(), tickformat=".0%", row=row)
    _mark_change(figure, begins, last=frozen.numbers[-1], rows=len(SHARES))
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=title, label=label, height=520)


def detectors_figure(
    watched: Sequence[tuple[str, Watch]], alpha: float, begins: int | None, *, title: str, label: str
) -> go.Figure:
    """PSI of each day, one panel for each thing watched; filled where the KS test alarms; dotted: where PSI alarms."""
    figure = make_subplots(
        rows=len(watched), cols=1, shared_xaxes=True, vertical_spacing=0.14,
        subplot_titles=[name for name, _ in watched] if len(watched) > 1 else None,
    )  # fmt: skip
    for name, _, look in _ALARMS:
        # A kind of mark that no day has keeps its place in the legend.
        figure.add_scatter(x=[None], y=[None], name=name, mode="markers", marker=look)
    for row, (_, watch) in enumerate(watched, start=1):
        alarms, days = watch.ks_alarms(alpha), list(range(1, len(watch.psi) + 1))
        figure.add_scatter(
            x=days, y=watch.psi, mode="lines", line={"color": palette.NEUTRAL, "width": 1.5},
            hoverinfo="skip", showlegend=False, row=row, col=1,
        )  # fmt: skip
        for _, wanted, look in _ALARMS:
            chosen = [at for at, alarm in enumerate(alarms) if bool(alarm) == wanted]
            figure.add_scatter(
                x=[days[at] for at in chosen], y=watch.psi[chosen], customdata=watch.ks_p[chosen],
                mode="markers", marker=look, showlegend=False, row=row, col=1,
                hovertemplate="day %{x}: PSI %{y:.3f}, KS p = %{customdata:.2g}<extra></extra>",
            )  # fmt: skip
        bound = watch.psi_bound(alpha)
        figure.add_hline(
            y=bound, row=row, col=1, line={"color": palette.NEUTRAL, "width": 1, "dash": "dot"},
            annotation={"text": f"PSI alarm: {bound:.2f}", "showarrow": False, "xanchor": "right"},
        )  # fmt: skip
        figure.update_yaxes(title="PSI", range=[0, 1.15 * max(bound * 1.6, float(watch.psi.max()))], row=row)
    _mark_change(figure, begins, last=len(watched[0][1].psi), rows=len(watched))
    figure.update_layout(showlegend=True)
    figure = theme.apply(figure, title=title, label=label, height=150 + 170 * len(watched))
    if len(watched) > 1:
        figure.update_layout(legend={"y": 1.1})
    return figure


def days_table(frozen: Days, retrained: Days | None, watched: Sequence[tuple[str, Watch]]) -> pd.DataFrame:
    """Every day with its shares, their intervals, and what the detectors say."""
    rows = []
    for at, day in enumerate(frozen.numbers):
        cells: dict[str, object] = {"Day": day}
        for name, days in (("", frozen), (", trained anew", retrained)):
            for share in SHARES if days is not None else ():
                cells[share.capitalize() + name] = _cell(days, day, share)
        for name, watch in watched:
            cells[f"PSI, {name.lower()}"] = f"{watch.psi[at]:.3f}"
            cells[f"KS p, {name.lower()}"] = f"{watch.ks_p[at]:.2g}"
        rows.append(cells)
    return pd.DataFrame(rows)


def _line(days: Days, share: str, look: tuple[str, str, str, str], *, legend: bool) -> go.Scatter:
    name, colour, dash, symbol = look
    found = [(day, share_with_interval(days.matrix(day), share)) for day in days.numbers]  # type: ignore[arg-type]
    known = [(day, *values) for day, values in found if values is not None]
    return go.Scatter(
        x=[day for day, *_ in known],
        y=[value for _, value, _, _ in known],
        error_y={
            "array": [high - value for _, value, _, high in known],
            "arrayminus": [value - low for _, value, low, _ in known],
            "color": colour,
            "thickness": 1,
            "width": 2,
        },
        name=name,
        legendgroup=name,
        showlegend=legend,
        mode="lines+markers",
        line={"color": colour, "dash": dash, "width": 2},
        marker={"symbol": symbol, "size": 7},
        hovertemplate="day %{x}: %{y:.1%}<extra>" + f"{share}, {name.lower()}" + "</extra>",
    )


def _cell(days: Days | None, day: int, share: str) -> str:
    if days is None or day not in days.numbers:
        return "–"
    found = share_with_interval(days.matrix(day), share)  # type: ignore[arg-type]
    return "–" if found is None else "{:.1%} ({:.1%} to {:.1%})".format(*found)


def _mark_change(figure: go.Figure, begins: int | None, *, last: int, rows: int) -> None:
    words = "Day"
    if begins is not None:
        figure.add_vline(x=begins - 0.5, line={"color": palette.NEUTRAL, "width": 1, "dash": "dash"})
        words = f"Day (dashed: the change, before day {begins})"
    figure.update_xaxes(range=[0.4, last + 0.6], dtick=1 if last <= 10 else 2, tick0=2)
    figure.update_xaxes(title=words, row=rows)
