"""A chart as plain values while it is put together: the calls of plotly's figures without their check of every value.

Checking takes plotly 20 to 30 ms a chart, whatever the page; tests check each chart instead.

>>> chart = Sketch()
>>> chart.add_scatter(x=[1, 2], y=[3, 4], line_width=2)
>>> chart.update_xaxes(title="Texts per second")
>>> chart.add_vline(x=1.5, line={"dash": "dot"})
>>> chart.data, chart.layout["xaxis"]
([{'type': 'scatter', 'x': [1, 2], 'y': [3, 4], 'line': {'width': 2}}], {'title': {'text': 'Texts per second'}})
>>> chart.layout["shapes"][0]["yref"], chart.layout["shapes"][0]["x0"]
('y domain', 1.5)
"""

from typing import Any

# Names of plotly that hold an underscore themselves; in all others one leads to a part of a part.
_WHOLE = ("error_x", "error_y", "plot_bgcolor", "paper_bgcolor")

Values = dict[str, Any]


class Sketch:
    """Traces and layout of one chart with one pair of axes. Its calls take what plotly's own calls of that name take."""

    def __init__(self) -> None:
        self.data: list[Values] = []
        self.layout: Values = {}

    def add_scatter(self, **values: Any) -> None:
        """Points, or lines through them."""
        self.data.append({"type": "scatter", **_parts(values)})

    def add_scattergl(self, **values: Any) -> None:
        """Very many points."""
        self.data.append({"type": "scattergl", **_parts(values)})

    def add_bar(self, **values: Any) -> None:
        """Bars."""
        self.data.append({"type": "bar", **_parts(values)})

    def add_vline(self, x: float, **values: Any) -> None:
        """A line from the bottom to the top."""
        self._line({"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}, values)

    def add_hline(self, y: float, **values: Any) -> None:
        """A line from side to side."""
        self._line({"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}, values)

    def add_vrect(self, x0: float, x1: float, **values: Any) -> None:
        """A band from the bottom to the top."""
        across = {"x0": x0, "x1": x1, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        self._shape({"type": "rect", **across}, values)

    def add_hrect(self, y0: float, y1: float, **values: Any) -> None:
        """A band from side to side."""
        across = {"x0": 0, "x1": 1, "xref": "x domain", "y0": y0, "y1": y1, "yref": "y"}
        self._shape({"type": "rect", **across}, values)

    def add_annotation(self, **values: Any) -> None:
        """Words at a place."""
        self.layout.setdefault("annotations", []).append(_parts(values))

    def update_xaxes(self, **values: Any) -> None:
        """The axis along the bottom."""
        self.update_layout(xaxis=values)

    def update_yaxes(self, **values: Any) -> None:
        """The axis along the side."""
        self.update_layout(yaxis=values)

    def update_layout(self, **values: Any) -> None:
        """Everything around the traces."""
        self.layout = _joined(self.layout, _parts(values))

    def _line(self, across: Values, values: Values) -> None:
        self._shape({"type": "line", **across}, values)

    def _shape(self, shape: Values, values: Values) -> None:
        self.layout.setdefault("shapes", []).append(_joined(shape, _parts(values)))


def _parts(values: Values) -> Values:
    """line_width=2 as {"line": {"width": 2}}, at every depth; a title's words as its text."""
    found: Values = {}
    for name, value in values.items():
        inner = _parts(value) if isinstance(value, dict) else value
        outer, _, rest = (name, "", "") if name in _WHOLE else name.partition("_")
        if rest:
            inner, name = _parts({rest: inner}), outer
        elif name == "title" and isinstance(inner, str):
            inner = {"text": inner}
        found = _joined(found, {name: inner})
    return found


def _joined(one: Values, other: Values) -> Values:
    """The second over the first, part by part."""
    both = {**one}
    for name, value in other.items():
        before = both.get(name)
        both[name] = _joined(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return both
