"""A self-check in a lesson: a question, one answer, then the reply to it and the explanation."""

import streamlit as st

from core.learning.events import SelfCheckAnswered
from core.learning.lesson_values import Choice, SelfCheck
from pages.parts import session, turn


@turn.fragment
def show(lesson: str, check: SelfCheck) -> None:
    """Asks, or shows what was answered. Reply and explanation leave the server only after the answer is stored."""
    given = answered(lesson, check)
    if given is None:
        _ask(lesson, check)
    else:
        _reveal(check, given)


def answered(lesson: str, check: SelfCheck) -> Choice | None:
    """The choice that this learner made, the first one if there were several; None before."""
    for event in session.progress().self_checks:
        if (event.lesson, event.check) == (lesson, check.id):
            return next((choice for choice in check.choices if choice.id in event.answer), None)
    return None


def _ask(lesson: str, check: SelfCheck) -> None:
    texts = {choice.id: choice.text for choice in check.choices}
    chosen = st.radio(
        f"**Check yourself.** {check.question}",
        list(texts),
        format_func=texts.__getitem__,
        index=None,
        key=_control(check),
    )
    handed_in = st.button(
        "Check my answer", key=f"lesson_answer_{check.id}", on_click=_store, args=(lesson, check)
    )
    if handed_in and chosen is None:
        st.warning("Choose one of the answers first.", icon=":material/arrow_upward:")


def _store(lesson: str, check: SelfCheck) -> None:
    """Writes the answer down before the page is drawn again, so that question and reply never meet half-way."""
    chosen = session.control_value(_control(check))
    given = next((choice for choice in check.choices if choice.id == chosen), None)
    if given is not None:
        event = SelfCheckAnswered(lesson=lesson, check=check.id, answer=(given.id,), correct=given.correct)
        session.record(event, key=f"lesson/{lesson}/check/{check.id}")


def _control(check: SelfCheck) -> str:
    return f"lesson_choice_{check.id}"


def _reveal(check: SelfCheck, given: Choice) -> None:
    st.markdown(f"**{check.question}**")
    st.markdown(f"Your answer: {given.text}")
    if given.correct:
        st.success(given.reply, icon=":material/check:")
    else:
        st.error(f"Not quite. {given.reply}", icon=":material/close:")
    st.markdown(check.explanation)
