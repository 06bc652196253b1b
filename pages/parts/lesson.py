"""A lesson on the page: its contents beside it, its sections in order, and what to do next."""

from pathlib import Path

import streamlit as st

from core.learning.lesson_values import (
    Block,
    FigureRef,
    Lesson,
    Prediction,
    Prose,
    QuestionRef,
    Section,
    SelfCheck,
)
from pages.parts import (
    cached,
    lesson_check,
    lesson_contents,
    lesson_figures,
    lesson_predict,
    lesson_question,
    quiz,
)
from pages.parts.registry import PAGES

STYLE = Path(__file__).parent / "lesson.css"


def measure(lesson: Lesson) -> str:
    """How long the lesson is, in words."""
    minutes = "1 minute" if lesson.reading_minutes == 1 else f"{lesson.reading_minutes} minutes"
    return f"Lesson · {minutes} of reading · {len(lesson.sections)} sections"


def show(lesson: Lesson) -> None:
    """The whole lesson; on a narrow screen the contents come first."""
    st.html(STYLE)
    st.html(quiz.STYLE)
    side, text = st.columns([5, 16], gap="large")
    with side, st.container(key="lesson_contents"):
        lesson_contents.show(lesson)
    with text, st.container(key="lesson_text"):
        prose = _prose(lesson)
        for section in lesson.sections:
            _section(lesson, section, prose)
        _next(lesson)


def _prose(lesson: Lesson) -> dict[str, str]:
    """Each stretch of prose with the terms of the glossary marked where the page first uses them."""
    blocks = (block for section in lesson.sections for block in section.blocks)
    texts = tuple(block.markdown for block in blocks if isinstance(block, Prose))
    return dict(zip(texts, cached.marked(texts, cached.glossary().used(lesson.summary)), strict=True))


def _section(lesson: Lesson, section: Section, prose: dict[str, str]) -> None:
    with st.container(key=lesson_contents.container_key(section.id)):
        st.header(section.title, anchor=section.id)
        for place, block in enumerate(section.blocks):
            _block(lesson, block, f"{section.id}_{place}", prose)


def _block(lesson: Lesson, block: Block, place: str, prose: dict[str, str]) -> None:
    match block:
        case Prose(markdown=markdown):
            with st.container(key=f"lesson_prose_{place}"):
                st.markdown(prose[markdown])
        case SelfCheck():
            with st.container(key=f"lesson_check_{block.id}"):
                lesson_check.show(lesson.id, block)
        case FigureRef():
            with st.container(key=f"lesson_figure_{block.id}"):
                lesson_figures.show(lesson.id, block)
        case Prediction():
            with st.container(key=f"lesson_figure_{block.figure.id}"):
                lesson_predict.show(lesson.id, block)
        case QuestionRef():
            with st.container(key=f"lesson_question_{block.question}"):
                lesson_question.show(lesson.id, block)


def _next(lesson: Lesson) -> None:
    """Links to the pages that the lesson names."""
    scripts = {page.url_path: page.script for page in PAGES}
    for step in lesson.next:
        st.page_link(scripts[step.page], label=step.label, icon=":material/arrow_forward:")
