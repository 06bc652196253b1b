"""One flashcard: the question until it is answered or shown, then what it came to and when it comes back."""

from pathlib import Path

import streamlit as st

from core.base import InvalidInput
from core.learning.grading import HINT_PAUSE_S, shuffled_options
from core.learning.question import MultiQuestion, SingleQuestion
from pages.parts import answer_ask, answer_spoken, answer_stem, clock, quiz_asked, review_after, review_keys
from pages.parts.answer_words import EMPTY, answer_words, refusal
from pages.parts.quiz_asked import Asked
from pages.parts.review_state import Now, Shown
from pages.parts.review_words import why_words

HERE = Path(__file__).parent
HINTS = "review_hints"
TOO_SOON = (
    f"Think about this hint first: the next one opens {HINT_PAUSE_S:.0f} seconds after it, or after a try."
)
_KEYS = {
    "single": "a number answers",
    "multi": "a number marks its option, Enter checks",
    "number": "type in the field, Enter checks",
    "order": "Enter checks",
}


def show(now: Now, shown: Shown) -> None:
    """The card that is on, and how much is left."""
    st.html(HERE / "quiz.css")
    st.html(HERE / "review.css")
    with st.container(key="review_card"):
        answer_stem.show(shown.asked.question, _above(now, shown))
        if shown.asked.attempt.done:
            review_after.show(now, shown)
        else:
            _ask(shown.asked)


def _above(now: Now, shown: Shown) -> str:
    left = len(now.review.due)
    why = why_words(shown.why, shown.card, now.review.today)
    if shown.asked.attempt.done:
        return f"{now.review.done} done today · {left} to go"
    return f"{left} to go · {why} · {shown.asked.question.difficulty}"


def _ask(asked: Asked) -> None:
    keys = _options(asked, asked.question) if isinstance(asked.question, SingleQuestion) else _form(asked)
    if asked.attempt.tries:
        _not_right(asked)
    with st.container(key=HINTS, gap="small"):
        for number, hint in enumerate(asked.attempt.open_hints, start=1):
            st.markdown(f":material/lightbulb: **Hint {number}.** {hint.text}")
    with st.container(horizontal=True, key="review_help"):
        if asked.attempt.hints < len(asked.question.hints):
            words = f"Hint {asked.attempt.hints + 1} of {len(asked.question.hints)}"
            st.button(words, key="review_hint", icon=":material/lightbulb:", on_click=_hint, args=(asked,))
        st.button(
            "Show the answer", key="review_show", icon=":material/visibility:", on_click=_show, args=(asked,)
        )
    review_keys.show(
        {**keys, "h": "review_hint", " ": "review_show"},
        f"Keys: {_KEYS[asked.question.kind]}, H opens a hint, Space shows the answer. A hint or a second try counts as hard.",
    )


def _options(asked: Asked, question: SingleQuestion) -> dict[str, str]:
    """A button an option: pressing it is the answer. Returns which key presses which."""
    tried = {one for answer in asked.attempt.answers for one in answer}
    keys = {}
    with st.container(key="review_options", gap="small"):
        for number, option in enumerate(shuffled_options(question, asked.shuffle), start=1):
            name = f"review_option_{asked.seed}_{number}"
            said = f"  \n*{answer_ask.TRIED}*" if option.id in tried else ""
            st.button(
                f"**{number}**  {option.text}{said}",
                key=name,
                width="stretch",
                disabled=option.id in tried,
                on_click=_press,
                args=(asked, (option.id,)),
            )
            keys[str(number)] = name
    return keys


def _form(asked: Asked) -> dict[str, str]:
    """The controls of the other kinds, and a button to check them. Returns which key presses what."""
    with st.form(f"review_form_{asked.seed}", border=False):
        answer_ask.ask(asked.question, asked.control, shuffle=asked.shuffle)
        if st.form_submit_button("Check", key="review_check", type="primary"):
            chosen = answer_ask.given(asked.question, asked.control, shuffle=asked.shuffle)
            words = _answer(asked, chosen)
            if words is None:
                st.rerun()
            st.warning(words, icon=":material/arrow_upward:")
    if not isinstance(asked.question, MultiQuestion):
        return {"Enter": "review_check"}
    marks = {str(place + 1): f"{asked.control}_{place}" for place in range(len(asked.question.options))}
    return {**marks, "Enter": "review_check"}


def _press(asked: Asked, chosen: tuple[str, ...]) -> None:
    _answer(asked, chosen)


def _answer(asked: Asked, chosen: tuple[str, ...]) -> str | None:
    """Stores a try; what to mend, if it was none."""
    if not chosen:
        return EMPTY[asked.question.kind]
    try:
        after = quiz_asked.give_answer(asked, chosen)
    except InvalidInput as refused:
        return refusal(refused)
    if after is asked.attempt:
        return "You have tried this one. Try another."
    if after.done:
        review_after.tell(after)
    else:
        answer_spoken.tell(
            say="Not right. Try again, or show the answer.", focus=answer_stem.container(asked.question)
        )
    return None


def _hint(asked: Asked) -> None:
    """Opens the next hint; so soon after the last one it only says so."""
    if not asked.attempt.hint_ready(clock.now_s()):
        st.toast(TOO_SOON)
        return
    quiz_asked.open_hint(asked)
    number = asked.attempt.hints + 1
    answer_spoken.tell(f"Hint {number}. {asked.question.hints[number - 1].text}", focus=HINTS)


def _show(asked: Asked) -> None:
    quiz_asked.show_solution(asked)
    review_after.tell(asked.attempt.reveal())


def _not_right(asked: Asked) -> None:
    """What the newest try says about itself; the key stays where it is."""
    feedback = asked.attempt.feedback
    assert feedback is not None  # there was a try
    newest = answer_words(asked.question, asked.attempt.answers[-1])
    why = feedback.chosen[0].why if feedback.chosen else feedback.words
    st.error(f"**Not right.** You answered: {newest}\n\n{why}", icon=":material/close:")
