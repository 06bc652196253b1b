"""The stem of a question: its first paragraph as a heading, whatever follows as text, its code and its picture."""

import re

import streamlit as st

from core.base.numbers_format import NO_BREAK
from core.learning.question import Question
from pages.parts import answer_picture

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|ms)(?!\w))")


def show(question: Question, above: str, *, within: bool = False) -> None:
    """The small line above, the question itself, and the code and the picture that it is about. within: below a heading of the page."""
    asked, _, more = _BEFORE_UNIT.sub(NO_BREAK, question.stem).partition("\n")
    st.caption(above)
    with st.container(key=container(question)):
        (st.subheader if within else st.header)(asked, anchor=False)
    if more.strip():
        st.markdown(more)
    if question.code is not None:
        st.code(question.code.text.strip(), language=question.code.lang, wrap_lines=True)
    answer_picture.show(question)


def container(question: Question) -> str:
    """The key of what holds the heading: where the focus goes when the question comes."""
    return f"quiz_stem_{question.id}"
