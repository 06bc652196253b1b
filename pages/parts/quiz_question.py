"""One question as long as it is open: stem, options, Check, hints; and what the newest try says about itself.

Nothing of an option that was not tried leaves the server before the question is complete: no why, no code, no key.
"""

import streamlit as st

from core.learning.grading import Attempt
from core.learning.question import Option
from pages.parts import quiz_hints, quiz_run, quiz_state
from pages.parts.quiz_state import Standing
from pages.parts.quiz_words import points


def show(now: Standing, attempt: Attempt, place: int) -> None:
    """The question and, once there was a try, what it came to."""
    question = attempt.question
    st.caption(f"Question {place + 1} of {len(now.attempts)} · {question.difficulty}")
    with st.container(key=f"practice_stem_{question.id}"):
        st.header(question.stem, anchor=False)
    if question.code is not None:
        st.code(question.code.text.strip(), language=question.code.lang, wrap_lines=True)
    if attempt.done:
        _answered(attempt)
    else:
        _ask(now, attempt)
    quiz_run.stem(attempt)
    if not attempt.done:
        quiz_hints.show(now, attempt)


def _ask(now: Standing, attempt: Attempt) -> None:
    """Options without a preselection; a try is stored first, then the page is drawn from what is stored."""
    options = {option.id: option for option in quiz_state.options_for(attempt)}
    tried = {option for answer in attempt.answers for option in answer}
    chosen = st.radio(
        "Your answer",
        list(options),
        format_func=lambda option: options[option].text,
        captions=["Tried: not right." if option in tried else "" for option in options] if tried else None,
        index=None,
        key=f"practice_choice_{now.restarts}_{attempt.question.id}",
    )
    if st.button("Check", key="practice_check", type="primary"):
        if chosen is None:
            st.warning("Choose an answer first.", icon=":material/arrow_upward:")
        elif chosen in tried:
            st.warning("You have tried this one. Choose another.", icon=":material/arrow_upward:")
        else:
            quiz_state.give_answer(now, attempt, (chosen,))
            st.rerun()
    if attempt.tries:
        _wrong(now, attempt)


def _wrong(now: Standing, attempt: Attempt) -> None:
    feedback = attempt.feedback
    assert feedback is not None  # there was a try
    for option in feedback.chosen:
        st.error(f"**Not right.** You chose: {option.text}\n\n{option.why}", icon=":material/close:")
        _belief(now, option)
        quiz_run.option(attempt, option)


def _belief(now: Standing, option: Option) -> None:
    """What to say to the belief behind a wrong option."""
    if option.misconception:
        st.markdown(now.bank.misconception(option.misconception).refute)


def _answered(attempt: Attempt) -> None:
    score = points(attempt.score or 0.0)
    if attempt.revealed:
        st.info(
            "**Solution shown.** 0 points for this one; the next is a fresh start.",
            icon=":material/visibility:",
        )
        return
    feedback = attempt.feedback
    assert feedback is not None  # a complete question has an answer
    used = _used(attempt)
    for option in feedback.chosen:
        st.success(
            f"**Right.** {score} of 1 point{used}. You chose: {option.text}\n\n{option.why}",
            icon=":material/check:",
        )


def _used(attempt: Attempt) -> str:
    """How it was come by, if not at the first try and without help."""
    tries = f"{attempt.tries} tries" if attempt.tries > 1 else ""
    hints = f"{attempt.hints} {'hint' if attempt.hints == 1 else 'hints'}" if attempt.hints else ""
    spent = " and ".join(part for part in (tries, hints) if part)
    return f", with {spent}" if spent else ""
