"""Plan: a workload of one's own, and the mode, batch size, wait and machines that serve it for the least money."""

import streamlit as st

from pages.parts import look
from pages.parts.plan_need import need_controls
from pages.parts.plan_view import plan_view

look.header(
    "Plan your own",
    "Say what arrives, how soon answers are needed and what a call costs. Get the cheapest way that keeps to it.",
)
with st.container(key="plan_setup"):
    need = need_controls()
if need is not None:
    plan_view(need)
