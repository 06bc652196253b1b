"""A question of a bank, answered inside a lesson: asked, helped, graded and written down as in practice."""

import zlib

import streamlit as st

from core.learning.lesson_values import QuestionRef
from pages.parts import answer_remedy, cached, quiz_asked, quiz_question, quiz_review, session


def show(lesson: str, placed: QuestionRef) -> None:
    """Asks, or shows what came of it; the explanations leave the server only when the question is complete."""
    library = cached.library()
    question = library.find(placed.bank, placed.question)
    if question is None:
        return
    records = session.events()
    asked = quiz_asked.asked_of(records, library, placed.bank, question, _seed(lesson, placed), among=True)
    quiz_question.show(asked, f"Check yourself · {question.difficulty}")
    if asked.attempt.done:
        answer_remedy.after(asked)
        with st.expander("Why, and how to get there", key=f"lesson_review_{question.id}"):
            quiz_review.show(asked)


def _seed(lesson: str, placed: QuestionRef) -> int:
    """One presentation a learner: its numbers and the order of its options are the same at every visit."""
    name = f"{session.learner()}/lesson/{lesson}/{placed.bank}/{placed.question}"
    return zlib.crc32(name.encode())
