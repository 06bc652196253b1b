"""What a screen reader is told when something has happened, and the heading that the focus then goes to."""

import secrets
from html import escape

import streamlit as st

from pages.parts import session

_KEPT, _SHOWN = "spoken", "spoken_shown"


def tell(say: str, *, focus: str = "") -> None:
    """To be said once, when the page is drawn next; the focus goes to the container of that key, or its heading.

    Without a container the focus stays where it is.
    """
    session.remember(_KEPT, {"say": say, "focus": focus, "moment": secrets.token_hex(6)})


def tell_besides(say: str) -> None:
    """The same, unless something is to be said already: that tells more, and knows where the focus goes."""
    told: dict[str, str] = session.remembered(_KEPT, {})
    if not told or told["moment"] == session.remembered(_SHOWN, ""):
        tell(say)


def show() -> None:
    """Hands over what is to be said: look_focus.js says each moment once, however often it is drawn."""
    told: dict[str, str] = session.remembered(_KEPT, {})
    session.remember(_SHOWN, told.get("moment", ""))
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in told.items())
    st.html(f'<i class="batchwise-said" {data}></i>')
