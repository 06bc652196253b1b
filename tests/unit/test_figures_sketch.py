"""A sketch holds what plotly's own figure would hold after the same calls."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from core.figures import theme
from core.figures.sketch import Sketch

CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("add_scatter", {"x": [1, 2], "y": [3, 4], "line_width": 2, "line_color": "#123456", "error_y": {"array": [1, 1]}}),
    ("add_scattergl", {"x": [1, 2], "y": [3, 4], "marker": {"size": 5, "line_width": 1}}),
    ("add_bar", {"x": ["a"], "y": [1], "marker_pattern_shape": "/"}),
    ("add_vline", {"x": 2, "line": {"color": "#123456", "dash": "dot"}}),
    ("add_hline", {"y": 2, "line_width": 3, "opacity": 0.5}),
    ("add_vrect", {"x0": 1, "x1": 2, "fillcolor": "#123456", "line_width": 0, "layer": "below"}),
    ("add_hrect", {"y0": 1, "y1": 2, "line": {"width": 0}}),
    ("add_annotation", {"x": 1, "y": 0.5, "yref": "y domain", "text": "words", "showarrow": False}),
    ("update_xaxes", {"title": "Texts", "range": [0, 3], "tickfont_size": 12}),
    ("update_yaxes", {"title": {"text": "ms", "standoff": 4}, "type": "log", "title_font_size": 12}),
    ("update_layout", {"showlegend": True, "hoverlabel_align": "left", "plot_bgcolor": "#123456"}),
)  # fmt: skip


@pytest.mark.parametrize("calls", [*[(call,) for call in CALLS], CALLS], ids=lambda calls: calls[-1][0])
def test_the_same_calls_give_the_same_chart(calls: tuple[tuple[str, dict[str, Any]], ...]) -> None:
    sketch, checked = Sketch(), go.Figure()
    for name, values in calls:
        getattr(sketch, name)(**values)
        getattr(checked, name)(**values)

    ours, theirs = (theme.apply(one, title="Found", label="SIM") for one in (sketch, checked))
    assert json.loads(ours.to_json()) == json.loads(theirs.to_json())


def test_what_plotly_does_not_know_fails_in_tests() -> None:
    sketch = Sketch()
    sketch.add_scatter(x=[1], y=[1], mood="good")
    with pytest.raises(ValueError, match="mood"):
        theme.apply(sketch)
