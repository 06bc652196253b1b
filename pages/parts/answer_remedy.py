"""Where to go with what is not firm yet: the section that teaches it, and what shows a belief to be wrong."""

import streamlit as st

from core.experiment.presets import PRESETS
from core.learning.demonstrations import DEMONSTRATIONS
from core.learning.lesson_values import Lesson
from pages.parts import cached, controls, lesson_state
from pages.parts.quiz_asked import Asked
from pages.parts.registry import LAB, LESSON, PAGES


def read_link(taught_in: str, *, label: str = "Read") -> None:
    """A link to "lesson#section", by the section's title; nothing if there is none."""
    lesson, _, section = taught_in.partition("#")
    if not section:
        return
    st.page_link(
        LESSON.script,
        label=f"{label}: {_title(cached.lesson(lesson), section)}",
        icon=":material/menu_book:",
        query_params=lesson_state.address(lesson, section),
    )


def lab_link(shown_by: str | None) -> None:
    """A link to what shows it, its controls set: the lab, or a view of another page; nothing if nothing is named."""
    if shown_by in PRESETS:
        preset = PRESETS[shown_by]
        _see(LAB.script, f"See it in the lab: {preset.title}", controls.query(preset.setup))
    elif shown_by in DEMONSTRATIONS:
        one = DEMONSTRATIONS[shown_by]
        page = next(page for page in PAGES if page.url_path == one.page)
        _see(page.script, f"See it happen: {one.title}", one.settings)


def after(asked: Asked) -> None:
    """Called for a complete question: where the beliefs behind its wrong answers are refuted, and what shows them wrong.

    Where no belief is known, the section that teaches what was asked. Nothing if it was right at first.
    """
    objective, found = asked.objective(), asked.beliefs
    taught_in = objective.taught_in if objective else ""
    if found or not asked.attempt.correct or asked.attempt.tries > 1:
        sections = [belief.taught_in or taught_in for belief in found] or [taught_in]
        for section in dict.fromkeys(sections):
            read_link(section)
        for shown_by in dict.fromkeys(belief.lab for belief in found):
            lab_link(shown_by)


def _see(script: str, label: str, query: dict[str, str]) -> None:
    st.page_link(script, label=label, icon=":material/arrow_forward:", query_params=query)


def _title(lesson: Lesson, section_id: str) -> str:
    return next((section.title for section in lesson.sections if section.id == section_id), lesson.title)
