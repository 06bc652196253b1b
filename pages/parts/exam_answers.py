"""After a test: each question with the learner's own answer, what was right, every why and the worked solution."""

import streamlit as st

from core.base.numbers_format import pct
from core.learning.exam import Exam, ExamItem
from pages.parts import cached, quiz_review
from pages.parts.answer_words import answer_words
from pages.parts.quiz_asked import Asked


def show(exam: Exam) -> None:
    """Called for finished tests only: from here on the keys may be seen."""
    assert exam.finished
    st.header("Your answers", anchor=False)
    for item in exam.items:
        if item.place in exam.answers:
            _item(exam, item)


def _item(exam: Exam, item: ExamItem) -> None:
    given = exam.answers[item.place]
    mark, words = (":material/check:", "Right") if given.correct else (":material/close:", "Not right")
    asked, _, more = item.question.stem.partition("\n")
    with st.expander(
        f"{mark} **{item.place}. {words}** · {asked}", key=f"test_item_{item.place}", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        if more.strip():
            st.markdown(more)
        if item.question.code is not None:
            st.code(item.question.code.text.strip(), language=item.question.code.lang, wrap_lines=True)
        if not item.is_current:
            st.markdown("This question has changed since you answered it.")
            return
        st.markdown(f"**Your answer:** {answer_words(item.question, given.answer)}{_sure(given.certainty)}")
        quiz_review.show(
            Asked(
                source=cached.library(),
                bank=item.bank,
                attempt=exam.attempt(item.place),
                shuffle=item.seed,
                seed=item.seed,
            )
        )


def _sure(certainty: float | None) -> str:
    return "" if certainty is None else f" · you gave it {pct(certainty, 0)}"
