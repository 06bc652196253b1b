"""The end of a bank: the score, what it says about each objective, what to read next, and another round."""

import streamlit as st

from core.learning.grading import Attempt
from pages.parts import answer_remedy, quiz_state
from pages.parts.quiz_state import Standing
from pages.parts.quiz_words import points
from pages.parts.registry import LAB

HEAD = "practice_head"
FIRM = 0.9
"""From this score on an objective needs no reading: one hint at the first try still reaches it."""


def show(now: Standing) -> None:
    """Called once every question is complete."""
    total = len(now.attempts)
    with st.container(key=HEAD):
        st.header(f"{points(now.score)} of {total} points", anchor=False)
    weak = [attempt for attempt in now.attempts if (attempt.score or 0.0) < FIRM]
    st.markdown(_verdict(len(weak), total))
    linked = set[str]()
    for attempt in now.attempts:
        _objective(now, attempt, linked)
    with st.container(horizontal=True, key="practice_end"):
        if st.button("Practise again", key="practice_restart", type="primary", icon=":material/replay:"):
            quiz_state.restart(now)
            st.query_params.pop("question", None)
            st.rerun()
        st.button("Look at the answers", key="practice_look_back", on_click=_first)
        st.page_link(LAB.script, label="Measure it in the lab", icon=":material/arrow_forward:")
    st.caption("Another round asks the same questions. What you did before stays in your progress.")


def _verdict(weak: int, total: int) -> str:
    if not weak:
        return "Every objective is in place. Next, see in the lab whether the machine agrees with you."
    return f"{total - weak} of {total} objectives are in place. For the rest, read the part named below, then practise again."


def _objective(now: Standing, attempt: Attempt, linked: set[str]) -> None:
    """linked: the sections that have a link already; each is linked once."""
    objective = now.bank.objective(attempt.question.objective)
    score = attempt.score or 0.0
    firm = score >= FIRM
    icon, word = (":material/check:", "In place") if firm else (":material/refresh:", "Read again")
    with st.container(key=f"practice_objective_{attempt.question.id}", gap="xsmall"):
        st.markdown(f"{icon} **{word}** · {points(score)} of 1 point{_how(attempt)}  \n{objective.text}")
        if not firm and objective.taught_in not in linked:
            linked.add(objective.taught_in)
            answer_remedy.read_link(objective.taught_in)


def _how(attempt: Attempt) -> str:
    if attempt.revealed:
        return ", solution shown"
    parts = [f"{attempt.tries} tries"] if attempt.tries > 1 else []
    parts += [f"{attempt.hints} {'hint' if attempt.hints == 1 else 'hints'}"] if attempt.hints else []
    return f", {' and '.join(parts)}" if parts else ""


def _first() -> None:
    st.query_params["question"] = "1"
