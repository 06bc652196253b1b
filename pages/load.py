"""Load: how much a classifier can take before its tail breaks an objective, and who hides that it did."""

from pathlib import Path

import streamlit as st

from pages.parts import lab_live, look
from pages.parts.load_curve import curve_view
from pages.parts.load_loops import loops_view
from pages.parts.load_omission import omission_view
from pages.parts.load_scorecard import scorecard_view
from pages.parts.load_servers import servers_view
from pages.parts.load_setup import setup
from pages.parts.load_split import split_view
from pages.parts.load_verdict import verdict_view

st.html(Path(__file__).parent / "parts" / "load.css")
look.header(
    "How much can it take?", "Raise the load until the slowest answers come too late, and see why they do."
)

lab_live.say_if_lost()
asked = setup()
VIEWS = {
    "Highest load": (curve_view, verdict_view),
    "Where time goes": (split_view,),
    "What hides a queue": (loops_view, omission_view),
    "Five servers": (servers_view,),
    "Scorecard": (scorecard_view,),
}
if asked is not None:
    tabs = st.tabs(list(VIEWS), key="load_view", bind="query-params")
    for tab, views in zip(tabs, VIEWS.values(), strict=True):
        if tab.open:
            with tab:
                for view in views:
                    view(asked)
