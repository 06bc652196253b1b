"""Small things to bring about with the controls at hand: each is ticked once it has happened, for as long as the tab lives."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st

from pages.parts import session

_LOOK = Path(__file__).with_suffix(".css")


def goals(place: str, reached: Mapping[str, bool]) -> None:
    """The goals of a place in their order, with whether each is reached now; what was reached once stays ticked."""
    before: frozenset[str] = session.remembered(f"goals_{place}", frozenset())
    ticked = before | {goal for goal, now in reached.items() if now}
    session.remember(f"goals_{place}", ticked)
    items = "".join(_item(goal, done=goal in ticked) for goal in reached)
    st.html(_LOOK)
    st.html(
        f'<div class="goals"><p id="goals-{place}">Try to</p><ul aria-labelledby="goals-{place}">{items}</ul></div>'
    )


def _item(goal: str, *, done: bool) -> str:
    mark, state = ("✓", "done") if done else ("", "open")
    said = '<span class="unseen">, done</span>' if done else ""
    return f'<li class="{state}"><span aria-hidden="true">{mark}</span>{escape(goal)}{said}</li>'
