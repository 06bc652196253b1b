"""Live against test: one matrix both ways, leaks that flatter a test, messages that change, a service that prepares otherwise."""

from pathlib import Path

import streamlit as st

from pages.parts import look
from pages.parts.drift_leak import leak_view
from pages.parts.drift_same import same_view
from pages.parts.drift_skew import skew_view
from pages.parts.drift_stream import stream_view
from pages.parts.drift_texts import asked_texts

st.html(Path(__file__).parent / "parts" / "drift.css")
look.header(
    "Live against test",
    "A model that tested well can still fail live. Make each reason happen, and measure what it costs.",
)

VIEWS = {
    "Same matrix": same_view,
    "Leakage": leak_view,
    "Drift": stream_view,
    "Skew": skew_view,
}
texts = asked_texts()
if texts is not None:
    tabs = st.tabs(list(VIEWS), key="drift_view", bind="query-params")
    for tab, view in zip(tabs, VIEWS.values(), strict=True):
        if tab.open:
            with tab:
                view(texts)
