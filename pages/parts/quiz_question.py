"""One question with its help: stem, controls, Check, what the newest try says about itself, and hints.

Nothing of an option that was not tried leaves the server before the question is complete: no why, no code, no key.
"""

import streamlit as st

from core.base import InvalidInput
from core.learning.grading import Feedback
from core.learning.question import PredictQuestion, SingleQuestion
from pages.parts import (
    answer_ask,
    answer_certainty,
    answer_predict,
    answer_spoken,
    answer_stem,
    quiz_asked,
    quiz_hints,
    quiz_run,
)
from pages.parts.answer_words import EMPTY, answer_words, belief_words, refusal
from pages.parts.quiz_asked import OUTCOME, Asked
from pages.parts.quiz_words import points, used


def show(asked: Asked, above: str, *, certainty: bool = False) -> None:
    """The question and, once there was a try, what it came to. certainty: whether to ask how sure the learner is."""
    attempt = asked.attempt
    answer_stem.show(asked.question, above, within=asked.among)
    if attempt.done:
        with st.container(key=asked.name(OUTCOME), gap="small"):
            outcome(asked)
    elif not attempt.locked:
        _ask(asked, certainty)
    if isinstance(asked.question, PredictQuestion) and attempt.answers:
        answer_predict.show(asked)
    quiz_run.stem(asked)
    if not attempt.done and not attempt.locked:
        quiz_hints.show(asked)


def _ask(asked: Asked, certainty: bool) -> None:
    """The controls in a form, so that nothing goes out half-way; a try is stored, then the page is drawn from that."""
    attempt, question = asked.attempt, asked.question
    certainty = certainty and not attempt.tries and not isinstance(question, PredictQuestion)
    tried = {one for answer in attempt.answers for one in answer}
    with st.form(f"practice_form_{asked.control}", border=False):
        answer_ask.ask(question, asked.control, shuffle=asked.shuffle, tried=tried)
        if certainty:
            answer_certainty.ask(asked.control)
        label = "Lock my guess" if isinstance(question, PredictQuestion) else "Check"
        pressed = st.form_submit_button(label, key=asked.name("practice_check"), type="primary")
    if pressed:
        _take(asked, certainty)
    if attempt.tries:
        _not_right(asked)


def _take(asked: Asked, certainty: bool) -> None:
    chosen = answer_ask.given(asked.question, asked.control, shuffle=asked.shuffle)
    if not chosen:
        _mend(EMPTY[asked.question.kind])
        return
    try:
        after = quiz_asked.give_answer(
            asked, chosen, answer_certainty.given(asked.control) if certainty else None
        )
    except InvalidInput as refused:
        _mend(refusal(refused))
        return
    if after is asked.attempt:
        other = "Choose" if isinstance(asked.question, SingleQuestion) else "Try"
        _mend(f"You have tried this one. {other} another.")
        return
    # What had the focus is gone when nothing more can be answered; what comes in its place speaks for itself.
    if after.locked:
        answer_spoken.tell("", focus=asked.name(OUTCOME if after.done else answer_predict.LOCKED))
    st.rerun()


def _mend(words: str) -> None:
    st.warning(words, icon=":material/arrow_upward:")


def _not_right(asked: Asked) -> None:
    """What the newest try says about itself; the key stays where it is."""
    feedback = asked.attempt.feedback
    assert feedback is not None  # there was a try
    for option in feedback.chosen:
        st.error(f"**Not right.** You chose: {option.text}\n\n{option.why}", icon=":material/close:")
    if not feedback.chosen:
        newest = answer_words(asked.question, asked.attempt.answers[-1])
        st.error(f"**Not right.** You answered: {newest}\n\n{feedback.words}", icon=":material/close:")
    _beliefs(asked, feedback)
    for option in feedback.chosen:
        quiz_run.option(asked, option)


def _beliefs(asked: Asked, feedback: Feedback) -> None:
    """What to say to the beliefs behind a wrong answer."""
    for name in feedback.misconceptions:
        belief = asked.belief(name)
        if belief is not None:
            st.markdown(belief_words(belief))


def outcome(asked: Asked) -> None:
    """What a complete question came to, in words and with the chosen option's own why."""
    attempt = asked.attempt
    if attempt.revealed:
        st.info(
            "**Solution shown.** 0 points for this one; the next is a fresh start.",
            icon=":material/visibility:",
        )
        return
    feedback = attempt.feedback
    assert feedback is not None  # a complete question has an answer
    score = f"{points(attempt.score or 0.0)} of 1 point{used(attempt)}."
    said = answer_words(asked.question, attempt.answers[-1])
    chose = "You chose" if feedback.chosen else "You answered"
    more = feedback.words or (feedback.chosen[0].why if len(feedback.chosen) == 1 else "")
    match feedback.verdict:
        case "right":
            st.success(f"**Right.** {score} {chose}: {said}\n\n{more}", icon=":material/check:")
        case "partly right":
            st.warning(f"**Partly right.** {score} {chose}: {said}\n\n{more}", icon=":material/contrast:")
        case _:
            st.error(f"**Not right.** {score} {chose}: {said}\n\n{more}", icon=":material/close:")
    if feedback.verdict != "right":
        _beliefs(asked, feedback)
