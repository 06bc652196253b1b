"""Where to go with what is not firm yet: the section that teaches it, and the lab set-up that shows it."""

import streamlit as st

from core.experiment.presets import PRESETS
from core.learning.lesson_values import Lesson
from pages.parts import cached, controls
from pages.parts.registry import LAB, LESSON


def read_link(taught_in: str, *, label: str = "Read") -> None:
    """A link to "lesson#section", by the section's title; nothing if there is none."""
    lesson, _, section = taught_in.partition("#")
    if not section:
        return
    st.page_link(
        LESSON.script,
        label=f"{label}: {_title(cached.lesson(lesson), section)}",
        icon=":material/menu_book:",
        query_params={"section": section},
    )


def lab_link(preset: str | None) -> None:
    """A link to the lab, set up to show it; nothing if no preset is named."""
    if preset is not None and preset in PRESETS:
        st.page_link(
            LAB.script,
            label=f"See it in the lab: {PRESETS[preset].title}",
            icon=":material/arrow_forward:",
            query_params=controls.query(PRESETS[preset].setup),
        )


def _title(lesson: Lesson, section_id: str) -> str:
    return next((section.title for section in lesson.sections if section.id == section_id), lesson.title)
