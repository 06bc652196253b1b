"""Single keys for the flashcards: which key presses which button, said in words, and a switch to turn them off.

They can be turned off because somebody who speaks to their computer, or has a shaking hand, presses single keys by
accident (WCAG 2.2, 2.1.4).
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

SWITCH = "review_keys_on"
_keys = st.components.v2.component(
    "review_keys",
    html="<span hidden></span>\n",
    js=(Path(__file__).parent / "review_keys.js").read_text(encoding="utf-8"),
)


def show(keys: Mapping[str, str], words: str) -> None:
    """keys: each key as the browser names it → the key of the button's container. words: what they do."""
    with st.container(key="review_keys_row", gap="xsmall"):
        on = st.toggle(
            "Single keys",
            value=True,
            key=SWITCH,
            persist_state="session",
            help="Turn them off if you press keys by accident.",
        )
        st.caption(words if on else "Off: use Tab and Enter.")
    _keys(key="review_keys", data={"on": on, "keys": dict(keys), "switch": SWITCH})
