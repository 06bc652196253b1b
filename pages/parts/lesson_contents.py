"""The lesson's contents: links to its sections, which of them are read, and the noticing that one was."""

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from core.learning.events import SectionRead
from core.learning.lesson_values import WORDS_PER_MINUTE, Lesson
from core.learning.path import is_read
from pages.parts import session, turn

HERE = Path(__file__).parent

# Nobody reads five times as fast as the lesson reckons: a stay shorter than this was scrolling past.
SHORTEST_STAY_SHARE = 0.2
SECONDS_PER_WORD = 60 / WORDS_PER_MINUTE

_contents = st.components.v2.component(
    "lesson_contents",
    html='<nav aria-label="Contents of the lesson"></nav>',
    css=(HERE / "lesson_contents.css").read_text(encoding="utf-8"),
    js=(HERE / "lesson_contents.js").read_text(encoding="utf-8"),
)


def container_key(section_id: str) -> str:
    """The key of the container of a section, by which the browser finds it."""
    return f"lesson_section_{section_id}"


def key(lesson: Lesson) -> str:
    """The key of the contents: those of another lesson begin afresh, at the top of the page."""
    return f"lesson_reading_{lesson.id}"


@turn.fragment
def show(lesson: Lesson) -> None:
    """Draws the contents; what the browser reports as read is stored before they are drawn again."""
    if session.remembered("lesson_just_read", "") == lesson.id:
        session.remember("lesson_just_read", "")
        st.rerun()  # the end of the page names the next step, which is another now
    read = session.progress().sections_read(lesson.id)
    _contents(
        key=key(lesson),
        data={
            "sections": [
                {
                    "id": section.id,
                    "title": section.title,
                    "key": container_key(section.id),
                    "read": section.id in read,
                    "stay_s": SHORTEST_STAY_SHARE * SECONDS_PER_WORD * section.words,
                }
                for section in lesson.sections
            ],
            "go_to": st.query_params.get("section", ""),
        },
        on_read_change=lambda: _store(lesson),
    )


def _store(lesson: Lesson) -> None:
    read = session.progress().sections_read(lesson.id)
    for section_id in newly_read(lesson, read, getattr(session.control_value(key(lesson)), "read", None)):
        event = SectionRead(lesson=lesson.id, section=section_id)
        session.record(event, key=f"lesson/{lesson.id}/{section_id}")
        if is_read(session.progress(), lesson):
            session.remember("lesson_just_read", lesson.id)


def newly_read(lesson: Lesson, read: Collection[str], reported: object) -> tuple[str, ...]:
    """The sections reported that this lesson has and that were not read before, in the lesson's order."""
    named = reported if isinstance(reported, list) else []
    return tuple(section.id for section in lesson.sections if section.id in named and section.id not in read)
