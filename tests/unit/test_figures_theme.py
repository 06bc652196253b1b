"""The one look of charts: on any page's background, with who says so, and told apart without colour."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from core.figures import palette, theme

LIGHT_AND_DARK = ("#FDFCFA", "#12151A")


def _luminance(colour: str) -> float:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("page", LIGHT_AND_DARK)
@pytest.mark.parametrize("colour", palette.SERIES)
def test_every_series_stands_out_on_light_and_dark(colour: str, page: str) -> None:
    assert _contrast(colour, page) >= 3.0


def test_a_chart_has_no_background_and_keeps_its_finding_and_label() -> None:
    figure = theme.apply(go.Figure(go.Bar(y=[1])), title="One is one", label=theme.label("live", 1200))

    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.CLEAR
    assert theme.heading(figure) == ("One is one", "LIVE · n = 1,200")
    assert not figure.layout.title.text, "the page says it, so the chart must not"


def test_engines_are_told_apart_without_colour() -> None:
    assert len(set(theme.DASH.values())) == len(theme.DASH)


def test_a_chart_drawn_unchecked_is_the_one_that_is_checked() -> None:
    bar = {"type": "bar", "y": [1, 2], "name": "ones"}
    layout = {"showlegend": True, "xaxis": {"title": {"text": "x"}}, "xaxis2": {"anchor": "y2"}, "yaxis2": {}}
    quick = theme.drawn([bar], layout, title="One is one", label="LIVE", height=200)
    checked = theme.apply(go.Figure([bar], layout), title="One is one", label="LIVE", height=200)

    assert json.loads(quick.to_json()) == json.loads(checked.to_json())
    assert theme.heading(quick) == ("One is one", "LIVE")
