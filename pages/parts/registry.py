"""Which pages there are, in the order of the navigation; paths are relative to pages/."""

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page's script, its name, its address (the first page has none), and the menu it is in; "" for none."""

    script: str
    title: str
    url_path: str
    menu: str = ""


HOME = PageEntry(script="home.py", title="Batchwise", url_path="")
LESSON = PageEntry(script="lesson.py", title="Lesson", url_path="lesson", menu="Learn")
CODE = PageEntry(script="snippets.py", title="Code", url_path="code", menu="Learn")
CHEAT_SHEET = PageEntry(script="cheat_sheet.py", title="Cheat sheet", url_path="cheat-sheet", menu="Learn")
GLOSSARY = PageEntry(script="glossary.py", title="Glossary", url_path="glossary", menu="Learn")
LAB = PageEntry(script="lab.py", title="Lab", url_path="lab", menu="Measure speed")
LOAD = PageEntry(script="load.py", title="Load", url_path="load", menu="Measure speed")
WATCH = PageEntry(script="watch.py", title="Watch", url_path="watch", menu="Measure speed")
QUALITY = PageEntry(script="quality.py", title="Quality", url_path="quality", menu="Measure quality")
DRIFT = PageEntry(script="drift.py", title="Drift", url_path="drift", menu="Measure quality")
DECIDE = PageEntry(script="decide.py", title="Decide", url_path="decide", menu="Decide")
PLAN = PageEntry(script="plan.py", title="Plan", url_path="plan", menu="Decide")
PRACTICE = PageEntry(script="practice.py", title="Practice", url_path="practice", menu="Practise")
TEST = PageEntry(script="test.py", title="Test", url_path="test", menu="Practise")
REVIEW = PageEntry(script="review.py", title="Review", url_path="review", menu="Practise")
PROGRESS = PageEntry(script="progress.py", title="Progress", url_path="progress", menu="Practise")

PAGES = (
    HOME,
    LESSON,
    CODE,
    CHEAT_SHEET,
    GLOSSARY,
    LAB,
    LOAD,
    WATCH,
    QUALITY,
    DRIFT,
    DECIDE,
    PLAN,
    PRACTICE,
    TEST,
    REVIEW,
    PROGRESS,
)


def navigation() -> dict[str, list[StreamlitPage]]:
    """The pages by menu, for one visitor: shared among visitors, one's navigation would undo the other's."""
    menus: dict[str, list[StreamlitPage]] = {}
    for page in PAGES:
        made = st.Page(page.script, title=page.title, url_path=page.url_path or None, default=page is HOME)
        menus.setdefault(page.menu, []).append(made)
    return menus
