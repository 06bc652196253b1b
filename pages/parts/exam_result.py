"""The verdict of a test: the level in words, how far to trust it, what to work on and where, and a fresh test."""

import streamlit as st

from core.base.numbers_format import pct
from core.learning.exam import Exam
from core.learning.exam_rates import error_rates
from core.learning.exam_verdict import ObjectiveResult, Remedy, Verdict, verdict
from pages.parts import answer_remedy, cached, exam_answers, exam_start, exam_state, session
from pages.parts.exam_words import MEANINGS, TITLES, score_words


def show(exam: Exam) -> None:
    """Called for a finished test, or one that is unsettled before its further questions."""
    found = verdict(exam, cached.library())
    with st.container(key=exam_state.RESULT, gap="small"):
        st.header(TITLES[found.level], anchor=False)
        st.markdown(f"**{score_words(found)}** {MEANINGS[found.level]}")
        st.markdown(_trust(exam, found))
    if not exam.finished:
        _further(exam, found)
        return
    _work_on(found)
    exam_answers.show(exam)
    with st.container(horizontal=True, key="test_end"):
        st.button(
            "Take a fresh test",
            key="test_again",
            icon=":material/replay:",
            on_click=exam_start.begin,
            args=("full",),
        )
        st.button("Back to the start", key="test_back", type="tertiary", on_click=_back)
    st.caption(
        "A fresh test asks other questions first, and those you have seen with new numbers where they have any."
    )


def paused(exam: Exam) -> bool:
    """Whether the test stands between its ten questions and the further ones, and the learner has not gone on."""
    before = exam.level == "unsettled" and len(exam.answers) == exam.first_items
    return before and session.remembered("exam_further", "") != exam.test


def _further(exam: Exam, found: Verdict) -> None:
    with st.container(horizontal=True, key="test_decide"):
        st.button(
            f"Answer up to {found.more} more",
            key="test_further",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=session.remember,
            args=("exam_further", exam.test),
        )
        st.button(
            "Leave it unsettled",
            key="test_leave_unsettled",
            type="tertiary",
            on_click=exam_state.give_up,
            args=(exam.test,),
            help="Ends the test here, and opens what was right and why.",
        )
    st.caption(
        "You may also come back later: the test waits here. What was right is shown once it has ended."
    )


def _trust(exam: Exam, found: Verdict) -> str:
    """The verdict's own error rate, and what the answers make of the skill."""
    low, _, high, _ = error_rates()
    if exam.purpose == "lasting":
        rule = (
            f"Four of five are needed. Who would get {pct(low.accuracy)} of such questions right passes "
            f"{pct(low.held)} of the time; who would get {pct(high.accuracy)} right, {pct(high.held)}."
        )
    else:
        rule = (
            f"How often it is wrong: who would get only {pct(low.accuracy)} of such questions right is called strong "
            f"{pct(low.with_more)} of the time, and who would get {pct(high.accuracy)} right is missed "
            f"{pct(1 - high.with_more)} of the time."
        )
    sure = (
        ""
        if found.sure is None
        else f" From these answers, the chance that you command 70 % or more is **{pct(found.sure, 0)}**."
    )
    return rule + sure


def _work_on(found: Verdict) -> None:
    weak = [result for result in found.objectives if result.right < result.asked]
    if not weak:
        return
    st.header("What to work on", anchor=False)
    sure = {one.objective.id for one in found.remedies if one.confident}
    for result in sorted(weak, key=lambda result: result.objective.id not in sure):
        _objective(result, [one for one in found.remedies if one.objective.id == result.objective.id])


def _objective(result: ObjectiveResult, remedies: list[Remedy]) -> None:
    objective = result.objective
    with st.container(key=f"test_objective_{objective.id}", gap="xsmall"):
        st.markdown(f"**{objective.text}**  \n{result.right} of {result.asked} right")
        for remedy in remedies:
            if remedy.belief is not None:
                sure = " You were sure of it." if remedy.confident else ""
                st.markdown(f"A belief to give up: “{remedy.belief.belief}”{sure}  \n{remedy.belief.refute}")
        for section in dict.fromkeys([remedy.taught_in for remedy in remedies] or [objective.taught_in]):
            answer_remedy.read_link(section)
        for preset in dict.fromkeys(remedy.lab for remedy in remedies):
            answer_remedy.lab_link(preset)


def _back() -> None:
    st.query_params.pop("test", None)
