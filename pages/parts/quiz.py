"""A bank on the page: which question is on, the stepper, the running score, and the summary at the end."""

from pathlib import Path

import streamlit as st

from core.learning.question import Bank
from pages.parts import (
    answer_remedy,
    answer_spoken,
    answer_stem,
    quiz_question,
    quiz_review,
    quiz_state,
    quiz_summary,
)
from pages.parts.quiz_state import Standing
from pages.parts.quiz_words import points, state_words

STYLE = Path(__file__).parent / "quiz.css"


def show(bank: Bank) -> None:
    """The question that is on, or the summary; which of them is in the address, so that a refresh keeps it."""
    now = quiz_state.standing(bank)
    place = _place(now, st.query_params.get("question", ""))
    st.query_params["question"] = _address(now, place)
    side, body = st.columns([5, 16], gap="large")
    with side:
        _stepper(now, place)
    with body, st.container(key="practice_body"):
        if place == len(now.attempts):
            quiz_summary.show(now)
        else:
            _question(now, place)


def _question(now: Standing, place: int) -> None:
    attempt = now.attempts[place]
    asked = quiz_state.asked(now, attempt)
    quiz_question.show(asked, f"Question {place + 1} of {len(now.attempts)} · {attempt.question.difficulty}")
    if attempt.done:
        _onward(now, place, "top")
        quiz_review.show(asked)
        answer_remedy.after(asked)
        _onward(now, place, "end")
    elif place:
        st.button(
            "Back to the question before",
            key="practice_back_open",
            type="tertiary",
            on_click=_go,
            args=(now, place - 1),
        )


def _place(now: Standing, asked: str) -> int:
    """The place asked for in the address, as far as the learner has come; else the first open question."""
    last = len(now.attempts)
    wanted = last if asked == "summary" else int(asked) - 1 if asked.isdecimal() and len(asked) < 4 else -1
    return wanted if 0 <= wanted <= now.first_open else now.first_open


def _address(now: Standing, place: int) -> str:
    return "summary" if place == len(now.attempts) else str(place + 1)


def _stepper(now: Standing, place: int) -> None:
    """The questions in order, each with its state in words."""
    steps = []
    for number, attempt in enumerate(now.attempts):
        current = ' aria-current="step"' if number == place else ""
        words = state_words(attempt, current=number == place)
        steps.append(
            f'<li{current} data-done="{str(attempt.done).lower()}"><span class="number">{number + 1}</span> '
            f'<span class="state">{words}</span></li>'
        )
    score = f"Score so far: {points(now.score)} of {now.done}" if now.done else "No question done yet"
    st.html(
        f'<ol class="quiz-steps" aria-label="The questions">{"".join(steps)}</ol><p class="quiz-score">{score}</p>'
    )


def _onward(now: Standing, place: int, where: str) -> None:
    last = place + 1 == len(now.attempts)
    with st.container(horizontal=True, key=f"practice_onward_{where}"):
        if place:
            st.button("Back", key=f"practice_back_{where}", on_click=_go, args=(now, place - 1))
        st.button(
            "See the summary" if last else "Next question",
            key=f"practice_next_{where}",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=_go,
            args=(now, place + 1),
        )


def _go(now: Standing, place: int) -> None:
    st.query_params["question"] = _address(now, place)
    if place == len(now.attempts):
        answer_spoken.tell("", focus=quiz_summary.HEAD)
    else:
        answer_spoken.tell("", focus=answer_stem.container(now.attempts[place].question))
