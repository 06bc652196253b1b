"""For all tests: drawn examples are the same at every run, however busy the machine; and plotly checks charts."""

import sys
from collections import Counter
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import settings

from core.figures import theme

# It holds no doctest; and there are several files of its name, which the search for doctests takes for one.
collect_ignore = ["conftest.py"]

# Hypothesis's own: drawn from no chance, and no example is too slow. Other examples: --hypothesis-profile=default.
settings.load_profile("ci")

# Of each kind of chart so many are checked: a check takes as long as many a test.
CHECKED = 3
_seen = Counter[Any]()


@pytest.fixture(autouse=True)
def charts_are_what_plotly_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raises ValueError in whatever draws a chart with a name or a value that plotly does not know."""
    quick = theme.drawn

    def checked(*traces: Any, **look: Any) -> go.Figure:
        figure = quick(*traces, **look)
        caller = sys._getframe(1)
        maker = caller.f_back if caller.f_code is theme.apply.__code__ else caller
        _seen[maker and maker.f_code] += 1
        if _seen[maker and maker.f_code] <= CHECKED:
            go.Figure(figure.to_plotly_json())
        return figure

    monkeypatch.setattr(theme, "drawn", checked)
