"""One case on the page: its story and facts, then the choice to make, or what came of the choice made."""

import streamlit as st

from core.base.numbers_format import unbroken
from core.experiment.case import Case
from core.experiment.case_brief import brief, changes
from core.experiment.case_gap import gap
from core.experiment.case_words import verdict_words
from core.learning.case_state import decided
from pages.parts import answer_spoken, cached, look, session
from pages.parts.decide_choice import choice_view
from pages.parts.decide_result import VERDICT, result_view
from pages.parts.decide_state import address, committed, is_open, written_down
from pages.parts.registry import DECIDE


def case_view(case: Case, *, twisted: bool) -> None:
    """The case, or its twist."""
    number = [one.id for one in cached.cases()].index(case.id) + 1
    above = f"Case {number} of {len(cached.cases())}" + (f" · {case.title}" if twisted else "")
    with st.container(key="decide_back", horizontal=True, gap="medium"):
        st.page_link(DECIDE.script, label="All cases", icon=":material/arrow_back:")
        if twisted:
            st.page_link(DECIDE.script, label="Before the twist", query_params=address(case))
    if twisted:
        look.header(case.twist.title, "The same controls, from where you left them.", above=above)
    else:
        look.header(case.title, case.summary, above=above)
    with st.container(key="decide_story"):
        st.markdown(case.twist.story if twisted else case.story)
    if twisted:
        _changed(case)
    _brief(case, twisted)
    _write_down(case, twisted)
    if is_open(case, twisted):
        choice_view(case, twisted)
    else:
        result_view(case, twisted)


def _changed(case: Case) -> None:
    st.header("What changes", anchor=False)
    lines = changes(case.situation, case.twist.situation, case.looked_for)
    st.markdown("\n".join(f"- **{name}:** {now}. It was: {then}." for name, then, now in lines))


def _brief(case: Case, twisted: bool) -> None:
    st.header("All that counts now" if twisted else "What counts", anchor=False)
    with st.grid(4, min_column_width=150, gap="medium", key="decide_brief"):
        for name, fact in brief(case.at(twisted), case.looked_for):
            st.markdown(f":gray[{name}]  \n{unbroken(fact)}")


def _write_down(case: Case, twisted: bool) -> None:
    """Works out what a new decision leads to and writes both down, before any of it is shown."""
    new = committed(case, twisted)
    if new is None:
        return
    key, decision = new
    with st.spinner("Simulating every choice offered …"):
        solution = cached.solved(case.at(twisted), case.offer)
    judged = gap(solution, solution.outcome(decision))
    session.record(decided(case, judged, twisted=twisted), key=f"case-{key}")
    written_down(case, twisted)
    answer_spoken.tell(verdict_words(judged, case.at(twisted)), focus=VERDICT)
    st.rerun()
