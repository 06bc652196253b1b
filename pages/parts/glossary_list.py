"""The terms of the glossary as a list of definitions, and those that a picture explains sooner, drawn."""

from html import escape
from pathlib import Path

import streamlit as st

from core.figures.glossary import Picture, pictures
from core.learning.glossary_marks import ANCHOR
from pages.parts import cached

HERE = Path(__file__).parent


def show() -> None:
    """The drawings, and all terms in one element, by name."""
    st.html(HERE / "glossary.css")
    terms = cached.glossary().terms
    with st.container(key="glossary"):
        with st.container(key="glossary_pictures"):
            _drawn(key="glossary_drawn")
        entries = (
            f'<div><dt id="{ANCHOR}{term.id}">{escape(term.term)}</dt><dd>{escape(term.says)}</dd></div>'
            for term in terms
        )
        st.html(f'<dl class="glossary">{"".join(entries)}</dl>')


def _figure(picture: Picture) -> str:
    return (
        f"<figure><h2>{escape(picture.title)}</h2>{picture.svg}"
        f"<figcaption>{escape(picture.caption)}</figcaption></figure>"
    )


# The page's own elements take no SVG.
_drawn = st.components.v2.component(
    "glossary_drawn",
    html=f'<section aria-label="In pictures">\n{"".join(map(_figure, pictures()))}</section>',
    css=(HERE / "glossary_drawn.css").read_text(encoding="utf-8"),
)
