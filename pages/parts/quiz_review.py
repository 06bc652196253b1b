"""A question that is complete: the explanation, every option with its why, worked steps, quick check, common mistakes."""

import streamlit as st

from core.learning.grading import Attempt
from core.learning.question import Option
from pages.parts import quiz_run, quiz_state
from pages.parts.quiz_state import Standing


def show(now: Standing, attempt: Attempt) -> None:
    """All that may be said once the key is out. Called for complete questions only."""
    question = attempt.question
    assert attempt.done
    st.subheader("Why", anchor=False)
    st.markdown(question.explanation)
    with st.container(key="practice_quick_check"):
        st.markdown(f"**Quick check.** {question.quick_check}")
    st.subheader("Each option", anchor=False)
    tried = {option for answer in attempt.answers for option in answer}
    for option in quiz_state.options_for(attempt):
        _option(now, attempt, option, option.id in tried)
    if question.solution:
        st.subheader("Worked solution", anchor=False)
        steps = (
            f"{number}. **{step.do}** {step.because}"
            for number, step in enumerate(question.solution, start=1)
        )
        st.markdown("\n".join(steps))
    if question.common_mistakes:
        st.subheader("Common mistakes", anchor=False)
        st.markdown("\n".join(f"- {mistake}" for mistake in question.common_mistakes))


def _option(now: Standing, attempt: Attempt, option: Option, tried: bool) -> None:
    verdict = ":material/check: **Right**" if option.correct else ":material/close: **Not right**"
    yours = " · you chose this" if tried else ""
    with st.container(key=f"practice_option_{option.id}", gap="xsmall"):
        st.markdown(f"{verdict}{yours}  \n{option.text}")
        st.markdown(option.why)
        if option.misconception and tried:
            st.markdown(now.bank.misconception(option.misconception).refute)
        quiz_run.option(attempt, option)
