"""Which pages there are, in the order of the navigation; paths are relative to pages/."""

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page's script, its name in the navigation, and its address; the first page has none."""

    script: str
    title: str
    url_path: str


HOME = PageEntry(script="home.py", title="Batchwise", url_path="")
LESSON = PageEntry(script="lesson.py", title="Lesson", url_path="lesson")
LAB = PageEntry(script="lab.py", title="Lab", url_path="lab")
LOAD = PageEntry(script="load.py", title="Load", url_path="load")
WATCH = PageEntry(script="watch.py", title="Watch", url_path="watch")
PRACTICE = PageEntry(script="practice.py", title="Practice", url_path="practice")
PROGRESS = PageEntry(script="progress.py", title="Progress", url_path="progress")

PAGES = (HOME, LESSON, LAB, LOAD, WATCH, PRACTICE, PROGRESS)


def navigation() -> list[StreamlitPage]:
    """The pages for one run of one visitor. Shared among visitors, one's navigation would undo the other's."""
    return [
        st.Page(page.script, title=page.title, url_path=page.url_path or None, default=page is HOME)
        for page in PAGES
    ]
