"""Test: ten questions without help, and an honest verdict on whether the skill is strong."""

import streamlit as st

from pages.parts import exam_question, exam_result, exam_start, exam_state, look, quiz

st.html(quiz.STYLE)
look.header(
    "Ten questions",
    "They tell you whether you can choose between batch and real time, and what to look at again.",
    above="Test · no hints · nothing is timed",
    terms=False,
)
tests = exam_state.tests()
exam = next((one for one in tests if one.test == st.query_params.get("test", "")), None)
with st.container(key="test_body"):
    if exam is None or exam.outdated or (exam.abandoned and not exam.finished):
        exam_start.show(tests)
    elif exam.finished or exam_result.paused(exam):
        exam_result.show(exam)
    else:
        exam_question.show(exam)
