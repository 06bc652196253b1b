"""What a screen reader is told when something has happened, and the heading that the focus then goes to."""

import secrets
from pathlib import Path

import streamlit as st

from pages.parts import session

_KEPT = "spoken"
_spoken = st.components.v2.component(
    "answer_spoken",
    html='<p aria-live="polite"></p>',
    css="""p { position: absolute; width: 1px; height: 1px; overflow: hidden;
        clip-path: inset(50%); white-space: nowrap; margin: 0; }""",
    js=(Path(__file__).parent / "answer_spoken.js").read_text(encoding="utf-8"),
)


def tell(say: str, *, focus: str) -> None:
    """To be said once, when the page is drawn next; the focus goes to the container of that key, or its heading."""
    session.remember(_KEPT, {"say": say, "focus": focus, "moment": secrets.token_hex(6)})


def show() -> None:
    """The region in which things are said. It must be on the page before there is anything to say: draw it first."""
    _spoken(key="answer_spoken", data=session.remembered(_KEPT, {}))
