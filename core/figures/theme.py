"""The one look of every chart: quiet grid, no background of its own, and who says so (LIVE, SIM, THEORY) with n.

>>> figure = apply(go.Figure(), title="Waiting grows without bound", label=label("simulated", 2000))
>>> heading(figure)
('Waiting grows without bound', 'SIM · n = 2,000')
"""

from typing import Any

import plotly.graph_objects as go

from core.experiment.result import LABEL, Engine
from core.figures.palette import SERIES
from core.figures.sketch import Sketch

CLEAR = "rgba(0,0,0,0)"
GRID = "rgba(124,135,152,0.22)"
AXIS = "rgba(124,135,152,0.55)"
HEIGHT = 340

# Told apart without colour: measured lines are solid, simulated ones dashed, theory dotted.
DASH: dict[Engine, str] = {"live": "solid", "simulated": "dash", "theory": "dot"}

_AXIS = {
    "gridcolor": GRID,
    "linecolor": AXIS,
    "zerolinecolor": AXIS,
    "zeroline": False,
    "ticks": "outside",
    "tickcolor": AXIS,
    "ticklen": 4,
    "automargin": True,
    "title": {"standoff": 12},
}

# Written on each figure, since a page's theme wins over a template.
_DRAWN_AXIS = {
    "gridcolor": GRID,
    "linecolor": AXIS,
    "tickcolor": AXIS,
    "zeroline": False,
    "automargin": True,
}
_MARGIN = {"l": 8, "r": 12, "t": 16, "b": 8}
_LEGEND = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom"}

TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": SERIES,
        "font": {"size": 13},
        "margin": _MARGIN,
        "legend": _LEGEND,
        "xaxis": {**_AXIS, "showgrid": False, "showline": True},
        "yaxis": {**_AXIS, "showgrid": True, "showline": False},
        "hoverlabel": {"font": {"size": 13}},
        "bargap": 0.04,
    }
)
_TEMPLATE_PLAIN = TEMPLATE.to_plotly_json()


def label(engine: Engine, n: int | None = None) -> str:
    """Who says what a chart shows, and from how many requests.

    >>> label("live", 12000), label("theory")
    ('LIVE · n = 12,000', 'THEORY')
    """
    return LABEL[engine] if n is None else f"{LABEL[engine]} · n = {n:,}"


def labels(*parts: str) -> str:
    """The labels of several engines on one chart, each once, in the order given.

    >>> labels(label("live", 50), label("live", 50), label("theory"))
    'LIVE · n = 50, THEORY'
    """
    return ", ".join(dict.fromkeys(parts))


def apply(figure: go.Figure | Sketch, *, title: str = "", label: str = "", height: int = HEIGHT) -> go.Figure:
    """The figure in our look. title: what it shows, as a finding; label: who says so.

    What the page's own theme would overwrite (light or dark) is left to it: the font and its colour. All else is
    written on the figure, since a page's theme wins over a template.
    """
    if isinstance(figure, Sketch):
        return drawn(figure.data, figure.layout, title=title, label=label, height=height)
    figure.update_layout(template=TEMPLATE, height=height)
    figure.update_layout(
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        colorway=SERIES,
        legend=TEMPLATE.layout.legend,
        margin=_MARGIN,
        meta=_heading(title, label),
    )
    figure.update_xaxes(_DRAWN_AXIS)
    figure.update_yaxes(_DRAWN_AXIS)
    return figure


def drawn(
    data: list[dict[str, Any]],
    layout: dict[str, Any],
    *,
    title: str,
    label: str,
    height: int = HEIGHT,
) -> go.Figure:
    """The same as ``apply`` of a figure of these traces and this layout, unchecked.

    Checking every value takes plotly some 20 ms a chart. So tests have each kind of chart checked (tests/conftest.py).
    """
    axes = {"xaxis", "yaxis"} | {name for name in layout if name.startswith(("xaxis", "yaxis"))}
    plain = {
        **layout,
        "template": _TEMPLATE_PLAIN,
        "height": height,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": SERIES,
        "legend": {**layout.get("legend", {}), **_LEGEND},
        "margin": _MARGIN,
        "meta": _heading(title, label),
        **{name: {**layout.get(name, {}), **_DRAWN_AXIS} for name in axes},
    }
    return go.Figure({"data": data, "layout": plain}, _validate=False)


def heading(figure: go.Figure) -> tuple[str, str]:
    """The figure's title and label. They are not drawn: a page shows them as text above the chart, where they wrap
    and can be read out.
    """
    said = figure.layout.meta or _heading("", "")
    return said["title"], said["label"]


def _heading(title: str, label: str) -> dict[str, str]:
    return {"title": title, "label": label}
