"""Quality: whether the answers are right, where to draw the line, what errors cost, and who is right and quick enough."""

from pathlib import Path

import streamlit as st

from pages.parts import look
from pages.parts.quality_cost import cost_view
from pages.parts.quality_matrix import matrix_view
from pages.parts.quality_models import models_view
from pages.parts.quality_paradox import paradox_view
from pages.parts.quality_threshold import threshold_view

st.html(Path(__file__).parent / "parts" / "quality.css")
look.header(
    "Is it right often enough?",
    "Move a threshold, a cost or a prevalence, and see what a real classifier gets wrong.",
)

VIEWS = {
    "Threshold": threshold_view,
    "Cost and capacity": cost_view,
    "The matrix": matrix_view,
    "Accuracy paradox": paradox_view,
    "Which model": models_view,
}
tabs = st.tabs(list(VIEWS), key="quality_view", bind="query-params")
for tab, view in zip(tabs, VIEWS.values(), strict=True):
    if tab.open:
        with tab:
            view()
