"""The terms of the glossary as a list of definitions, in two columns where there is room."""

from html import escape
from pathlib import Path

import streamlit as st

from core.learning.glossary_marks import ANCHOR
from pages.parts import cached

STYLE = Path(__file__).parent / "glossary.css"


def show() -> None:
    """All of them in one element, by name."""
    st.html(STYLE)
    terms = cached.glossary().terms
    entries = (
        f'<div><dt id="{ANCHOR}{term.id}">{escape(term.term)}</dt><dd>{escape(term.says)}</dd></div>'
        for term in terms
    )
    st.html(f'<dl class="glossary">{"".join(entries)}</dl>')
