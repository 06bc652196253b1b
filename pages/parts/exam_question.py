"""One question of the test: no hints, no verdict, one answer that is locked; and the way out without losing anything."""

import streamlit as st

from core.learning.exam import Exam
from pages.parts import answer_ask, answer_certainty, answer_stem, exam_state


def show(exam: Exam) -> None:
    """The item that is on. Nothing about right or wrong, of this item or of those before it, is sent."""
    item = exam.current
    assert item is not None  # a test that is neither finished nor given up has an item on
    key = exam_state.control(exam.test, item.place)
    _progress(exam)
    answer_stem.show(item.question, f"Question {item.place} of {exam.asked} · {item.question.difficulty}")
    with st.form(f"test_form_{exam.test}_{item.place}", border=False):
        answer_ask.ask(item.question, key, shuffle=item.seed)
        answer_certainty.ask(key)
        st.form_submit_button(
            "Lock my answer",
            key=f"test_lock_{item.place}",
            type="primary",
            icon=":material/lock:",
            on_click=exam_state.lock,
            args=(exam.test, item.place),
        )
    if words := exam_state.note():
        st.warning(words, icon=":material/arrow_upward:")
    with st.container(horizontal=True, key="test_out", vertical_alignment="center"):
        st.caption("A locked answer stays as it is. You may leave: the test waits here.", width="content")
        st.button("Leave it for now", key="test_leave", type="tertiary", on_click=leave)


def leave() -> None:
    """To the start screen; the test stays open."""
    st.query_params.pop("test", None)


def _progress(exam: Exam) -> None:
    """How far the test is, as a line of marks and in words."""
    done, asked = len(exam.answers), exam.asked
    marks = "".join(
        f'<span data-done="{str(place <= done).lower()}"></span>' for place in range(1, asked + 1)
    )
    words = f"{done} of {asked} answers locked"
    st.html(f'<div class="exam-marks" role="img" aria-label="{words}">{marks}</div>')
