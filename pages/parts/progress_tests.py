"""The tests that were taken, newest first, each with its verdict, and where the learner stands over all of them."""

import streamlit as st

from core.learning.events_test import Purpose
from core.learning.exam import Exam
from core.learning.standing import standing
from pages.parts import session
from pages.parts.exam_words import TITLES, standing_words
from pages.parts.progress_sections import SHOWN, nothing, older
from pages.parts.registry import TEST

KINDS: dict[Purpose, str] = {"full": "Ten questions", "lasting": "Check after a day"}


def show(taken: tuple[Exam, ...]) -> None:
    """The history of tests."""
    st.header("Tests", anchor=False)
    if not taken:
        nothing("You have not taken the test yet.", lambda: st.page_link(TEST.script, label="Take the test"))
        return
    if words := standing_words(standing(taken)):
        st.markdown(words)
    rows = [_row(exam) for exam in reversed(taken[-SHOWN:])]
    with st.container(key="progress_tests"):
        st.markdown("\n".join(["| When | Test | Right | Verdict |", "|:--|:--|:--|:--|", *rows]))
    older(len(taken))


def _row(exam: Exam) -> str:
    """A test that still runs tells nothing of its answers, and one given up has no verdict."""
    head = f"| {session.their_time(exam.started_at)} | {KINDS[exam.purpose]}"
    if exam.abandoned:
        return f"{head} | – | Given up |"
    if not exam.finished:
        return f"{head} | – | {TITLES['open']} |"
    right = sum(mark.right for mark in exam.marked)
    return f"{head} | {right} of {len(exam.marked)} | {TITLES[exam.level]} |"
