"""The review page when no card is due: why, and when the next one is."""

from datetime import date

import streamlit as st

from core.learning.path import counted
from core.learning.review_queue import Review
from pages.parts.registry import PRACTICE, PROGRESS
from pages.parts.review_state import EMPTY
from pages.parts.review_words import day_words


def show(review: Review) -> None:
    """Nothing yet, or nothing more today."""
    with st.container(key=EMPTY, gap="medium"):
        if not review.known:
            _nothing_yet()
        else:
            _nothing_due(review, review.next_day)


def _nothing_yet() -> None:
    st.header("Nothing to review yet", anchor=False)
    st.markdown(
        "Answer a question in practice, and it comes back here: after a day if it was wrong, after some days if it was "
        "right, and later each time you still know it."
    )
    if st.button("Practise", type="primary", key="review_practise"):
        st.switch_page(PRACTICE.script)


def _nothing_due(review: Review, next_day: date | None) -> None:
    done = counted(review.done, "question done today.", "questions done today.", none="")
    st.header("Done for today" if review.done else "Nothing is due today", anchor=False)
    if next_day is not None:
        n = sum(card.due == next_day for card in review.known)
        coming = "question comes" if n == 1 else f"{n} questions come"
        done = f"{done} The next {coming} back {day_words(next_day, review.today)}."
    st.markdown(done.strip())
    with st.container(horizontal=True, gap="medium"):
        st.page_link(PRACTICE.script, label="Practise something else")
        st.page_link(PROGRESS.script, label="See the next two weeks")
