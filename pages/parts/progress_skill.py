"""What a learner can do: each objective with how sure that is, the weakest first, and where to read about it."""

from html import escape
from pathlib import Path

import streamlit as st

from core.base.numbers_format import pct
from core.learning.first_answers import FirstAnswer
from core.learning.mastery import Mastery, MasteryLevel, mastery
from core.learning.path import counted
from core.learning.skill import COVER, ENOUGH
from core.learning.teaching_export.markup import inline
from pages.parts import cached, lesson_state
from pages.parts.registry import LESSON, PRACTICE

STYLE = Path(__file__).parent / "progress.css"
SHOWN = 5
WORDS: dict[MasteryLevel, str] = {
    "not yet": "Not yet",
    "unsettled": "Not settled",
    "strong": "Strong",
    "untested": "Not asked",
}
_ORDER: tuple[MasteryLevel, ...] = ("not yet", "unsettled", "strong")


def show(firsts: tuple[FirstAnswer, ...]) -> None:
    """The objectives that were asked, and how many were not."""
    st.header("What you can do", anchor=False)
    st.html(STYLE)
    every = mastery(firsts, cached.library())
    asked = sorted(
        (one for one in every if one.answered), key=lambda one: (_ORDER.index(one.level), one.skill.mean)
    )
    if not asked:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown("Nothing to go by yet: first answers without hints count here.", width="content")
            st.page_link(PRACTICE.script, label="Practise")
        return
    st.html(_list(asked[:SHOWN]))
    _read_about(asked[0])
    if len(asked) > SHOWN:
        with st.expander(f"The other {len(asked) - SHOWN}"):
            st.html(_list(asked[SHOWN:]))
    untested = counted(len(every) - len(asked), "objective was", "objectives were", none="")
    st.caption(
        f"From first answers without hints. The band holds the skill with {pct(COVER)} certainty; the mark is at "
        f"{pct(ENOUGH)}, which is called strong once it is likely enough."
        + (f" {untested} not asked yet." if untested else "")
    )


def _list(rows: list[Mastery]) -> str:
    return f'<ul class="skill">{"".join(map(_row, rows))}</ul>'


def _row(one: Mastery) -> str:
    found = one.skill
    words = f"{one.right} of {one.answered} right; between {pct(found.low, 0)} and {pct(found.high, 0)}"
    left, width = 100 * found.low, 100 * (found.high - found.low)
    level = one.level.replace(" ", "-")
    return (
        f'<li data-level="{level}"><span class="what">{inline(one.objective.text)}</span>'
        f'<span class="level">{WORDS[one.level]}</span>'
        f'<span class="bar" aria-hidden="true"><i style="left:{left:.1f}%;width:{width:.1f}%"></i>'
        f'<b style="left:{100 * ENOUGH:.0f}%"></b></span><span class="words">{escape(words)}</span></li>'
    )


def _read_about(weakest: Mastery) -> None:
    """Where the weakest objective is taught, if it is not strong."""
    lesson, _, section = weakest.objective.taught_in.partition("#")
    if weakest.level == "strong" or not section:
        return
    titles = {part.id: part.title for part in cached.lesson(lesson).sections}
    st.page_link(
        LESSON.script,
        label=f"Read: {titles.get(section, section)}",
        icon=":material/menu_book:",
        query_params=lesson_state.address(lesson, section),
    )
