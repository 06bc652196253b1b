"""A prediction in a lesson: a guess first, then the figure that it covered, then both side by side."""

import streamlit as st

from core.learning.events import GuessCommitted
from core.learning.lesson_values import Guessable, Prediction
from core.learning.lesson_verdict import Said, verdict
from pages.parts import lesson_figures, lesson_live, session

UNSURE = "unsure"


def show(lesson: str, block: Prediction) -> None:
    """Nothing of the figure is computed or drawn before the guess is stored."""
    given = guess(lesson, block)
    if given is None:
        _ask(lesson, block)
        return
    choice = next((one for one in block.choices if one.id == given), None)
    st.markdown(f"**{block.question}**")
    st.markdown(f"You guessed: {choice.text}" if choice else "You made no guess.")
    lesson_figures.show(lesson, block.figure)
    _reconcile(lesson, block, choice)


def guess(lesson: str, block: Prediction) -> str | None:
    """The id of the learner's first guess, "unsure" for none in particular; None before."""
    known = {UNSURE, *(choice.id for choice in block.choices)}
    made = [
        one.guess.guess.get("choice")
        for one in session.progress().guesses
        if one.guess.place == _place(lesson, block)
    ]
    return next((str(choice) for choice in reversed(made) if choice in known), None)


def _ask(lesson: str, block: Prediction) -> None:
    texts = {choice.id: choice.text for choice in block.choices}
    key = f"lesson_guess_{lesson}_{block.id}"
    with st.container(key=f"lesson_ask_{block.id}", gap="small"):
        st.radio(
            f"**Predict first.** {block.question}",
            list(texts),
            format_func=texts.__getitem__,
            index=None,
            key=key,
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            pressed = st.button(
                "That is my guess",
                key=f"lesson_commit_{block.id}",
                type="primary",
                on_click=_commit,
                args=(lesson, block, key),
            )
            st.button(
                "I cannot tell: show me",
                key=f"lesson_skip_{block.id}",
                type="tertiary",
                on_click=_store,
                args=(lesson, block, UNSURE, "no guess"),
            )
        if pressed and session.control_value(key) is None:
            st.warning("Choose one of the answers first.", icon=":material/arrow_upward:")


def _commit(lesson: str, block: Prediction, key: str) -> None:
    chosen = next((one for one in block.choices if one.id == session.control_value(key)), None)
    if chosen is not None:
        _store(lesson, block, chosen.id, chosen.text)


def _store(lesson: str, block: Prediction, choice: str, text: str) -> None:
    """Writes the guess down before anything of the figure is shown; the first one stands."""
    event = GuessCommitted(
        place=_place(lesson, block), guess={"question": block.question, "guess": text, "choice": choice}
    )
    session.record(event, key=_place(lesson, block))


def _place(lesson: str, block: Prediction) -> str:
    return f"lesson/{lesson}/{block.id}"


def _reconcile(lesson: str, block: Prediction, choice: Guessable | None) -> None:
    """What became of the guess, by whoever has said so far, and why."""
    said: list[Said] = lesson_live.said(block) if block.measure is not None else []
    found = verdict(block, choice, said)
    with st.container(key=f"lesson_verdict_{block.id}", gap="small"):
        if found.right is None:
            st.info(found.words, icon=":material/info:")
        elif found.right:
            st.success(found.words, icon=":material/check:")
        else:
            st.error(found.words, icon=":material/close:")
        st.markdown(block.explanation)
