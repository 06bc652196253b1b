"""The hint ladder: each hint says what it costs before it is opened; the next opens after a try or a short pause."""

import streamlit as st

from pages.parts import answer_spoken, clock, quiz_asked, turn
from pages.parts.quiz_asked import Asked
from pages.parts.quiz_words import cost

LOOK_AGAIN_S = 2.0


def show(asked: Asked) -> None:
    """The hints that are open, the next one, and the way out. Looks again by itself while a pause lasts."""
    attempt = asked.attempt
    for number, hint in enumerate(attempt.open_hints, start=1):
        st.markdown(f":material/lightbulb: **Hint {number}.** {hint.text}")
    waiting = attempt.hints < len(attempt.question.hints) and not attempt.hint_ready(clock.now_s())
    turn.fragment(_ladder, run_every=LOOK_AGAIN_S if waiting else None)(asked, waiting)


def _ladder(asked: Asked, waited: bool) -> None:
    attempt = asked.attempt
    with st.container(horizontal=True, key=asked.name("practice_help"), vertical_alignment="center"):
        left = len(attempt.question.hints) - attempt.hints
        ready = attempt.hint_ready(clock.now_s())
        if waited and ready:
            st.rerun()  # the pause is over: ends the ticking
        if left:
            label = f"Open hint {attempt.hints + 1} of {len(attempt.question.hints)} ({cost(attempt.hints)})"
            if st.button(
                label, key=asked.name("practice_hint"), disabled=not ready, icon=":material/lightbulb:"
            ):
                quiz_asked.open_hint(asked)
                st.rerun()
        with st.popover("Show the solution", key=asked.name("practice_give_up"), type="tertiary"):
            st.markdown("This completes the question with 0 points.")
            if st.button("Show it for 0 points", key=asked.name("practice_solution")):
                quiz_asked.show_solution(asked)
                answer_spoken.tell("", focus=asked.name(quiz_asked.OUTCOME))
                st.rerun()
    if left and not ready:
        st.caption("The next hint opens after a try, or when you have thought about this one for a moment.")
