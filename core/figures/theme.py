"""The one look of every chart: quiet grid, no background of its own, and who says so (LIVE, SIM, THEORY) with n.

>>> figure = apply(go.Figure(), title="Waiting grows without bound", label=label("simulated", 2000))
>>> heading(figure)
('Waiting grows without bound', 'SIM · n = 2,000')
"""

import plotly.graph_objects as go

from core.experiment.result import LABEL, Engine
from core.figures.palette import NEUTRAL, SERIES

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

TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": SERIES,
        "font": {"size": 13},
        "title": {"x": 0, "xanchor": "left", "font": {"size": 16}, "subtitle": {"font": {"size": 13}}},
        "margin": {"l": 8, "r": 12, "t": 16, "b": 8},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom"},
        "xaxis": {**_AXIS, "showgrid": False, "showline": True},
        "yaxis": {**_AXIS, "showgrid": True, "showline": False},
        "hoverlabel": {"font": {"size": 13}},
        "bargap": 0.04,
    }
)


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


def apply(figure: go.Figure, *, title: str = "", label: str = "", height: int = HEIGHT) -> go.Figure:
    """The figure in our look, changed in place and returned. title: what it shows, as a finding; label: who says so.

    What the page's own theme would overwrite (light or dark) is left to it: the font and its colour. All else is
    written on the figure, since a page's theme wins over a template.
    """
    figure.update_layout(template=TEMPLATE, height=height)
    figure.update_layout(
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        colorway=SERIES,
        legend=TEMPLATE.layout.legend,
        margin={"l": 8, "r": 12, "t": 64 if title else 16, "b": 8},
    )
    figure.update_xaxes(gridcolor=GRID, linecolor=AXIS, tickcolor=AXIS, zeroline=False, automargin=True)
    figure.update_yaxes(gridcolor=GRID, linecolor=AXIS, tickcolor=AXIS, zeroline=False, automargin=True)
    if title or label:
        figure.update_layout(title={"text": title, "subtitle": {"text": label}})
    return figure


def heading(figure: go.Figure) -> tuple[str, str]:
    """The figure's title and label: a page shows them as text above the chart, where they wrap and can be read out."""
    title = figure.layout.title
    return title.text or "", title.subtitle.text or ""


def without_heading(figure: go.Figure) -> go.Figure:
    """A copy of the figure without title and label, and without the room they took."""
    bare = go.Figure(figure)
    bare.update_layout(title={"text": "", "subtitle": {"text": ""}}, margin_t=16)
    return bare


def mark(figure: go.Figure, at: float, words: str, *, axis: str = "x") -> go.Figure:
    """A thin line across the figure at a value, named: a percentile, a target, a break-even."""
    line = {
        "line": {"color": NEUTRAL, "width": 1, "dash": "dot"},
        "annotation": {"text": words, "showarrow": False},
    }
    if axis == "x":
        figure.add_vline(x=at, **line)
    else:
        figure.add_hline(y=at, **line)
    return figure
