"""A question that is complete: the explanation, the key with every why, worked steps, quick check, common mistakes."""

import streamlit as st

from core.base.numbers_format import pct
from core.learning.grading_answers import shuffled_options
from core.learning.grading_number import number_words
from core.learning.question import (
    MultiQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    SingleQuestion,
)
from pages.parts import quiz_run
from pages.parts.answer_words import belief_words
from pages.parts.quiz_asked import Asked


def show(asked: Asked) -> None:
    """All that may be said once the key is out. Called for complete questions only."""
    question = asked.question
    assert asked.attempt.done
    st.subheader("Why", anchor=False)
    st.markdown(question.explanation)
    with st.container(key=f"practice_quick_check_{question.id}"):
        st.markdown(f"**Quick check.** {question.quick_check}")
    key(asked)
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


def key(asked: Asked) -> None:
    """What is right, beside what was answered: each option, the right order, or the value."""
    match asked.question:
        case SingleQuestion() | MultiQuestion() as question:
            st.subheader("Each option", anchor=False)
            tried = {option for answer in asked.attempt.answers for option in answer}
            for option in shuffled_options(question, asked.shuffle):
                _option(asked, option, option.id in tried)
        case NumberQuestion() as question:
            st.subheader("The value", anchor=False)
            st.markdown(f"**{number_words(question.key, question.unit)}**{_tolerance(question)}")
            for mistake in question.feedback:
                st.markdown(f"- {number_words(mistake.number, question.unit)}: {mistake.why}")
        case OrderQuestion() as question:
            st.subheader("The right order", anchor=False)
            _order(asked, question)
        case _:
            pass  # a prediction has shown its value beside the guess already


def _option(asked: Asked, option: Option, tried: bool) -> None:
    verdict = ":material/check: **Right**" if option.correct else ":material/close: **Not right**"
    yours = " · you chose this" if tried else ""
    with st.container(key=f"practice_option_{asked.question.id}_{option.id}", gap="xsmall"):
        st.markdown(f"{verdict}{yours}  \n{option.text}")
        st.markdown(option.why)
        belief = asked.belief(option.misconception) if option.misconception and tried else None
        if belief is not None:
            st.markdown(belief_words(belief))
        quiz_run.option(asked, option)


def _order(asked: Asked, question: OrderQuestion) -> None:
    mine = asked.attempt.answers[-1] if asked.attempt.answers else ()
    lines = []
    for place, item in enumerate(question.items, start=1):
        had = mine.index(item.id) + 1 if item.id in mine else place
        yours = f" *(you had it at {had})*" if had != place else ""
        lines.append(f"{place}. **{item.text}**{yours} {item.why}")
    st.markdown("\n".join(lines))


def _tolerance(question: NumberQuestion) -> str:
    if question.rel_tol is not None:
        return f", within {pct(question.rel_tol)}"
    return f", within {number_words(question.abs_tol or 0.0, question.unit)}"
