"""The lessons there are: a quiet row of them above the one that is shown, and the one before and after it below."""

import streamlit as st

from core.learning.lesson_values import Lesson
from pages.parts import cached, session
from pages.parts.lesson_state import LessonState, address, lesson_states
from pages.parts.registry import LESSON


def chosen(name: str) -> Lesson:
    """The lesson that the address names; the main one if it names none or one that is not there."""
    lessons = cached.lessons()
    found = next((lesson for lesson in lessons if lesson.id == name), None)
    if found is None and name:
        st.warning("There is no lesson of that name. This is the main one.", icon=":material/search_off:")
    return found or lessons[0]


def strip(shown: Lesson) -> None:
    """Every lesson by its title, with its minutes and how much of it was read."""
    states = lesson_states(session.progress(), cached.lessons())
    if len(states) < 2:
        return
    with st.container(key="lesson_list"), st.grid(len(states), min_column_width=130, gap="small"):
        for state in states:
            _cell(state, current=state.lesson.id == shown.id)


def onward(shown: Lesson) -> None:
    """The lesson before and the one after, with what each is about."""
    lessons = cached.lessons()
    place = lessons.index(shown)
    with st.container(key="lesson_onward"):
        before, after = st.columns(2, gap="large")
        if place:
            with before:
                _neighbour("Lesson before", lessons[place - 1], "arrow_back")
        if place + 1 < len(lessons):
            with after:
                _neighbour("Next lesson", lessons[place + 1], "arrow_forward")


def _cell(state: LessonState, *, current: bool) -> None:
    with st.container(key=f"lesson_cell_{state.lesson.id}{'_current' if current else ''}", gap=None):
        if current:
            st.markdown(f"**{state.lesson.title}**")
        else:
            _link(state.lesson, state.lesson.title)
        st.caption(f"{state.words} · open" if current else state.words)


def _neighbour(which: str, lesson: Lesson, icon: str) -> None:
    with st.container(key=f"lesson_{icon}", gap=None):
        st.caption(f"{which} · {lesson.reading_minutes} min")
        _link(lesson, lesson.title, icon=f":material/{icon}:")
        st.markdown(lesson.summary)


def _link(lesson: Lesson, label: str, icon: str | None = None) -> None:
    # An empty query would leave the address as it is, so the main lesson is named as well.
    st.page_link(
        LESSON.script, label=label, icon=icon, query_params=address(lesson.id) or {"lesson": lesson.id}
    )
