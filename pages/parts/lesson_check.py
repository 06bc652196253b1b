"""A self-check in a lesson: a question, one answer, then the reply to it and the explanation."""

import streamlit as st

from core.learning.events import SelfCheckAnswered
from core.learning.lesson_values import Choice, SelfCheck
from pages.parts import session


@st.fragment
def show(lesson: str, check: SelfCheck) -> None:
    """Asks, or shows what was answered. Reply and explanation leave the server only after the answer is stored."""
    place, given = st.empty(), answered(lesson, check)
    if given is None:
        with place.container():
            given = _ask(check)
        if given is None:
            return
        event = SelfCheckAnswered(lesson=lesson, check=check.id, answer=(given.id,), correct=given.correct)
        session.record(event, key=f"lesson/{lesson}/check/{check.id}")
    with place.container():
        _reveal(check, given)


def answered(lesson: str, check: SelfCheck) -> Choice | None:
    """The choice that this learner made, the first one if there were several; None before."""
    for event in session.progress().self_checks:
        if (event.lesson, event.check) == (lesson, check.id):
            return next((choice for choice in check.choices if choice.id in event.answer), None)
    return None


def _ask(check: SelfCheck) -> Choice | None:
    """The question; the choice once it was made and handed in."""
    texts = {choice.id: choice.text for choice in check.choices}
    chosen = st.radio(
        f"**Check yourself.** {check.question}",
        list(texts),
        format_func=texts.__getitem__,
        index=None,
        key=f"lesson_choice_{check.id}",
    )
    if not st.button("Check my answer", key=f"lesson_answer_{check.id}"):
        return None
    if chosen is None:
        st.warning("Choose one of the answers first.", icon=":material/arrow_upward:")
    return next((choice for choice in check.choices if choice.id == chosen), None)


def _reveal(check: SelfCheck, given: Choice) -> None:
    st.markdown(f"**{check.question}**")
    st.markdown(f"Your answer: {given.text}")
    if given.correct:
        st.success(given.reply, icon=":material/check:")
    else:
        st.error(f"Not quite. {given.reply}", icon=":material/close:")
    st.markdown(check.explanation)
