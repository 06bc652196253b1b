"""Day by day: what a frozen model gets right and what one trained anew does; and what the detectors say."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from core.experiment.drift_days import Days, Share, share_with_interval
from core.experiment.drift_words import SHARES
from core.figures import palette, theme
from core.metrics import ConfusionMatrix
from core.metrics.drift_detector import Watch

# Of a chart with so many panels, in pixels.
_HEIGHTS = {1: 320, 2: 420, 3: 520}
_FROZEN = ("Frozen model", palette.BATCH, "solid", "circle")
_ALARMS = (
    ("KS alarm", True, {"color": palette.REAL_TIME, "symbol": "square", "size": 9}),
    ("KS quiet", False, {"color": palette.NEUTRAL, "symbol": "circle-open", "size": 9}),
)
_ANEW = ("Trained anew", palette.DYNAMIC, "dash", "diamond")


def days_figure(
    frozen: Days,
    retrained: Days | None,
    begins: int | None,
    *,
    title: str,
    label: str,
    shares: Sequence[Share] = SHARES,
    promised: ConfusionMatrix | None = None,
) -> go.Figure:
    """Accuracy, recall and precision, one below the other. x: days. Whiskers: exact 95 % intervals of each day.

    promised: what the test said, as a dotted line in each panel.
    """
    lines = [
        _line(days, share, look, panel)
        for panel, share in enumerate(shares, start=1)
        for days, look in ((frozen, _FROZEN), (retrained, _ANEW))
        if days is not None
    ]
    # Against a promise one cause is compared with another, so all are drawn on one scale.
    held = {} if promised is None else {"range": [0.2, 1.05]}
    layout = _panels(
        [{"title": {"text": share.capitalize()}, "tickformat": ".0%", **held} for share in shares],
        begins,
        frozen.numbers[-1],
    )
    if promised is not None:
        lines += [
            _promise(promised, share, panel, frozen.numbers) for panel, share in enumerate(shares, start=1)
        ]
    return theme.drawn(lines, layout, title=title, label=label, height=_HEIGHTS[len(shares)])


def detectors_figure(
    watched: Sequence[tuple[str, Watch]], alpha: float, begins: int | None, *, title: str, label: str
) -> go.Figure:
    """PSI of each day, one panel for each thing watched; filled where the KS test alarms; dotted: where PSI alarms."""
    # A kind of mark that no day has keeps its place in the legend.
    marks: list[dict[str, Any]] = [
        {"type": "scatter", "x": [None], "y": [None], "name": name, "mode": "markers", "marker": look}
        for name, _, look in _ALARMS
    ]
    axes, notes, bounds = [], [], []
    for panel, (name, watch) in enumerate(watched, start=1):
        bound, y = watch.psi_bound(alpha), _axis(panel)
        marks += _watched(watch, alpha, y)
        axes.append({"title": {"text": "PSI"}, "range": [0, 1.15 * max(bound * 1.6, float(watch.psi.max()))]})
        bounds.append(
            {"x0": 0, "x1": 1, "xref": "paper", "y0": bound, "y1": bound, "yref": y, **_dashed("dot")}
        )
        notes.append(_note(f"PSI alarm: {bound:.2f}", x=1, y=bound, yref=y, xanchor="right"))
        if len(watched) > 1:
            notes.append(_note(f"<b>{name}</b>", x=0, y=1, yref=f"{y} domain", xanchor="left"))
    layout = _panels(axes, begins, len(watched[0][1].psi), shapes=bounds)
    height = 150 + 170 * len(watched)
    return theme.drawn(marks, {**layout, "annotations": notes}, title=title, label=label, height=height)


def days_table(frozen: Days, retrained: Days | None) -> pd.DataFrame:
    """Every day with its shares and their intervals."""
    rows = []
    for day in frozen.numbers:
        cells: dict[str, object] = {"Day": day}
        for name, days in (("", frozen), (", trained anew", retrained)):
            for share in SHARES if days is not None else ():
                cells[share.capitalize() + name] = _cell(days, day, share)
        rows.append(cells)
    return pd.DataFrame(rows)


def detectors_table(watched: Sequence[tuple[str, Watch]], alpha: float) -> pd.DataFrame:
    """Every day with its stability index, the test's p-value and whether each alarms, for each thing watched."""
    columns: dict[str, list[object]] = {"Day": list(range(1, len(watched[0][1].psi) + 1))}
    for name, watch in watched:
        what = f", {name[0].lower()}{name[1:]}" if len(watched) > 1 else ""
        for test, values, digits, alarms in (
            ("PSI", watch.psi, ".3f", watch.psi_alarms(watch.psi_bound(alpha))),
            ("KS p", watch.ks_p, ".2g", watch.ks_alarms(alpha)),
        ):
            columns[test + what] = [f"{value:{digits}}{', alarm' if alarm else ''}" for value, alarm in zip(values, alarms, strict=True)]  # fmt: skip
    return pd.DataFrame(columns)


def _line(days: Days, share: Share, look: tuple[str, str, str, str], panel: int) -> dict[str, Any]:
    name, colour, dash, symbol = look
    found = [(day, share_with_interval(days.matrix(day), share)) for day in days.numbers]
    known = [(day, *values) for day, values in found if values is not None]
    return {
        "type": "scatter",
        "x": [day for day, *_ in known],
        "y": [value for _, value, _, _ in known],
        "yaxis": _axis(panel),
        "error_y": {
            "array": [high - value for _, value, _, high in known],
            "arrayminus": [value - low for _, value, low, _ in known],
            "color": colour,
            "thickness": 1,
            "width": 2,
        },
        "name": name,
        "legendgroup": name,
        "showlegend": panel == 1,
        "mode": "lines+markers",
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"symbol": symbol, "size": 7},
        "hovertemplate": "day %{x}: %{y:.1%}<extra>" + f"{share}, {name.lower()}" + "</extra>",
    }


def _promise(promised: ConfusionMatrix, share: Share, panel: int, days: Sequence[int]) -> dict[str, Any]:
    value = getattr(promised, share)
    return {
        "type": "scatter",
        "x": [days[0] - 0.5, days[-1] + 0.5],
        "y": [value, value],
        "yaxis": _axis(panel),
        "name": "Promised by the test",
        "showlegend": panel == 1,
        "mode": "lines",
        "line": {"color": palette.NEUTRAL, "dash": "dot", "width": 2},
        "hovertemplate": "promised: %{y:.1%}<extra></extra>",
    }


def _watched(watch: Watch, alpha: float, y: str) -> list[dict[str, Any]]:
    """The line of one panel and, on it, the days with an alarm and those without."""
    alarms, days = watch.ks_alarms(alpha), np.arange(1, len(watch.psi) + 1)
    common = {"type": "scatter", "yaxis": y, "showlegend": False}
    line = {"mode": "lines", "line": {"color": palette.NEUTRAL, "width": 1.5}, "hoverinfo": "skip"}
    marks = [
        {
            "x": days[chosen].tolist(),
            "y": watch.psi[chosen].tolist(),
            "customdata": watch.ks_p[chosen].tolist(),
            "mode": "markers",
            "marker": look,
            "hovertemplate": "day %{x}: PSI %{y:.3f}, KS p = %{customdata:.2g}<extra></extra>",
        }
        for _, wanted, look in _ALARMS
        for chosen in [alarms == wanted]
    ]
    return [{**common, **part} for part in ({"x": days.tolist(), "y": watch.psi.tolist(), **line}, *marks)]


def _panels(
    axes: Sequence[dict[str, Any]], begins: int | None, last: int, shapes: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """A layout of panels, the first on top, over one axis of days; dashed across all: where the change comes."""
    each, gap = 1 / len(axes), 0.035
    words = "Day" if begins is None else f"Day (dashed: the change, before day {begins})"
    change = [] if begins is None else [{"x0": begins - 0.5, "x1": begins - 0.5, "y0": 0, "y1": 1, "yref": "paper", **_dashed("dash")}]  # fmt: skip
    return {
        **{
            _axis(panel, "yaxis"): {**axis, "domain": [1 - panel * each + (gap if panel < len(axes) else 0), 1 - (panel - 1) * each - gap]}
            for panel, axis in enumerate(axes, start=1)
        },
        "xaxis": {
            "title": {"text": words},
            "range": [0.4, last + 0.6],
            "dtick": 1 if last <= 10 else 2,
            "tick0": 2,
            "anchor": _axis(len(axes)),
        },
        "shapes": [*change, *shapes],
        "showlegend": True,
    }  # fmt: skip


def _axis(panel: int, name: str = "y") -> str:
    """The name of a panel's axis: the first has no number."""
    return name if panel == 1 else f"{name}{panel}"


def _dashed(dash: str) -> dict[str, Any]:
    return {"type": "line", "line": {"color": palette.NEUTRAL, "width": 1, "dash": dash}}


def _note(words: str, **where: Any) -> dict[str, Any]:
    return {"text": words, "showarrow": False, "xref": "paper", "yanchor": "bottom", **where}


def _cell(days: Days | None, day: int, share: Share) -> str:
    if days is None or day not in days.numbers:
        return "–"
    found = share_with_interval(days.matrix(day), share)
    if found is None:
        return "–"
    value, low, high = (f"{100 * one:.1f} %" for one in found)
    return f"{value} ({low} to {high})"
