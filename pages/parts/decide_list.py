"""The list of cases, each with where the learner stands on it."""

import streamlit as st

from core.experiment.case import Case
from core.experiment.case_words import VERDICT_NAME
from core.learning.case_state import last_verdict
from core.learning.progress import Progress
from pages.parts import cached, look, session
from pages.parts.decide_state import address
from pages.parts.registry import DECIDE


def list_view() -> None:
    """Every case as one line."""
    cases, progress = cached.cases(), session.progress()
    done = sum(last_verdict(progress, case, twisted=False) is not None for case in cases)
    look.header(
        "What would you decide?",
        "Each case is a business with a clock and a budget. Choose how to serve it; then see what your choice costs, "
        "what the best one costs, and what each knob was worth.",
        above=f"{done} of {len(cases)} cases decided" if done else "",
    )
    with st.container(key="decide_list", gap=None):
        for case in cases:
            with st.container(key=f"decide_row_{case.id}"):
                st.page_link(DECIDE.script, label=case.title, query_params=address(case))
                st.markdown(case.summary)
                st.caption(state_words(progress, case))


def state_words(progress: Progress, case: Case) -> str:
    """What came of the case so far."""
    first = last_verdict(progress, case, twisted=False)
    if first is None:
        return "Not decided yet"
    twist = last_verdict(progress, case, twisted=True)
    then = "its twist is open" if twist is None else f"after the twist {VERDICT_NAME[twist]}"
    return f"Decided: {VERDICT_NAME[first]}; {then}"
