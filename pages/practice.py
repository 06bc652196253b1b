"""Practice: the five questions, anything from the banks, and questions about one's own run; hints are on, nothing is timed."""

import streamlit as st

from pages.parts import practice_any, practice_five, practice_own, quiz

VIEWS = {
    "The five": practice_five.show,
    "Practise anything": practice_any.show,
    "From your own run": practice_own.show,
}
st.html(quiz.STYLE)
tabs = st.tabs(list(VIEWS), key="practice_view", bind="query-params")
for tab, view in zip(tabs, VIEWS.values(), strict=True):
    if tab.open:
        with tab:
            view()
