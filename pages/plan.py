"""Plan: a workload of one's own, and the mode, batch size, wait and machines that serve it for the least money."""

import streamlit as st

from pages.parts import look
from pages.parts.plan_need import need_controls
from pages.parts.plan_view import plan_more, plan_view

look.header(
    "Plan your own",
    "Say what arrives and how soon answers are needed. Here is the cheapest way that keeps to it.",
)
setup, answer = st.columns([4, 7], gap="large")
with setup:
    need = need_controls()
if need is not None:
    with answer:
        plan = plan_view(need)
    if plan is not None:
        plan_more(plan)
