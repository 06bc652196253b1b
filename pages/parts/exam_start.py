"""Before a test: what it is, how far its verdict can be trusted, what was taken before, and the way in or back in."""

import streamlit as st

from core.base import InvalidInput
from core.base.numbers_format import pct
from core.learning.events_test import Purpose
from core.learning.exam import Exam
from core.learning.exam_rates import error_rates
from core.learning.exam_verdict import verdict
from core.learning.standing import Standing, standing
from pages.parts import answer_spoken, answer_stem, cached, clock, exam_state, session
from pages.parts.exam_words import TITLES, score_words, standing_words
from pages.parts.registry import TEST

SHOWN = 8


def show(tests: tuple[Exam, ...]) -> None:
    """The start screen; a test that is open is gone on with, or given up."""
    now = standing(tests)
    if words := standing_words(now):
        st.markdown(words)
    newest = tests[-1] if tests else None
    if newest is not None and newest.current is not None and not newest.outdated:
        _resume(newest)
    else:
        _begin(now, newest)
    _what_it_is()
    _odds()
    _taken(tests)


def go(test: str) -> None:
    """To a test: its question, or its verdict. Which one it is lives in the address, so that a refresh keeps it."""
    st.query_params["test"] = test


def begin(purpose: Purpose) -> None:
    """Stores a new test and goes to its first question."""
    try:
        test = exam_state.start(purpose)
    except InvalidInput as refused:
        session.remember("exam_refused", refused.faults[0].problem)
        return
    session.remember("exam_note", "")
    st.query_params["test"] = test
    exam = exam_state.named(test)
    if exam is not None and exam.current is not None:
        words = f"The test has begun. Question {exam.current.place} of {exam.asked}."
        answer_spoken.tell(words, focus=answer_stem.container(exam.current.question))


def _resume(exam: Exam) -> None:
    assert exam.current is not None
    done = len(exam.answers)
    begun = session.their_time(exam.started_at)
    st.markdown(f"A test is open, begun {begun}: **{done} of {exam.asked}** answers are locked.")
    with st.container(horizontal=True, key="test_resume", vertical_alignment="center"):
        st.button(
            f"Go on with question {exam.current.place}",
            key="test_go_on",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=go,
            args=(exam.test,),
        )
        with st.popover("Give it up", key="test_give_up", type="tertiary"):
            ends = "stays unsettled" if exam.level == "unsettled" else "has no verdict"
            st.markdown(f"It then {ends}, and its questions count as seen.")
            st.button("Give this test up", key="test_abandon", on_click=exam_state.give_up, args=(exam.test,))


def _begin(now: Standing, newest: Exam | None) -> None:
    if newest is not None and newest.outdated:
        st.info("A question of your open test has changed since, so that test cannot be finished.")
    due = now.check_is_due(clock.now())
    with st.container(horizontal=True, key="test_begin", vertical_alignment="center"):
        if due:
            st.button(
                "Check that it lasts: five questions",
                key="test_lasting",
                type="primary",
                icon=":material/event_repeat:",
                on_click=begin,
                args=("lasting",),
            )
        st.button(
            "Start the test" if not now.tests else "Take a fresh test",
            key="test_start",
            type="secondary" if due else "primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=begin,
            args=("full",),
        )
        if now.check_from is not None and not due:
            st.caption(
                f"The check that it lasts opens {session.their_time(now.check_from)}.", width="content"
            )
    if problem := session.remembered("exam_refused", ""):
        st.warning(f"No test can be drawn: {problem}.")


def _what_it_is() -> None:
    st.header("What it is", anchor=False)
    st.markdown(
        "- **Ten questions**, from easy to hard: three easy, four medium, three hard. With eight right, up to five more decide.\n"
        "- **No hints, no clock.** Each answer is locked and stays. What was right, and why, comes at the end.\n"
        "- **Leave when you like.** The test waits at the same question, also after a refresh.\n"
        "- **How sure you are** may be said with each answer. It never changes the verdict."
    )


def _odds() -> None:
    st.header("How far to trust it", anchor=False)
    st.markdown(
        "Strong means at least nine of ten right, and at least two thirds of the hard ones. "
        "Ten questions are few, so luck has a part in it. This is how often the verdict is strong:"
    )
    rows = [f"| {pct(rate.accuracy)} | {pct(rate.ten)} | {pct(rate.with_more)} |" for rate in error_rates()]
    head = [
        "| Of all such questions you would get right | Strong after ten | With up to five more |",
        "|--:|--:|--:|",
    ]
    with st.container(key="test_odds"):
        st.markdown("\n".join([*head, *rows]))


def _taken(tests: tuple[Exam, ...]) -> None:
    finished = [exam for exam in reversed(tests) if exam.finished]
    if not finished:
        return
    st.header("Taken before", anchor=False)
    for exam in finished[:SHOWN]:
        found = verdict(exam, cached.library())
        when = session.their_time(exam.answered_at or exam.started_at)
        with st.container(key=f"test_taken_{exam.test}", gap=None):
            st.page_link(TEST.script, label=f"{when}: {TITLES[exam.level]}", query_params={"test": exam.test})
            st.caption(score_words(found))
