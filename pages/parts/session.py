"""One visitor's side of the server: who they are, what they did, what this tab remembers. The only st.session_state."""

import re
import secrets
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core.learning.events import Event, WayOpened
from core.learning.progress import NOTHING_YET, Progress, replay
from pages.parts import cached

T = TypeVar("T")
_LEARNER = re.compile(r"[A-Za-z0-9_-]{16,64}")


def learner() -> str:
    """The learner's random token: from the cookie or, where there is none, for this tab only."""
    token = str(st.context.cookies.get("learner", ""))
    if _LEARNER.fullmatch(token):
        return token
    return str(st.session_state.setdefault("_learner", secrets.token_urlsafe(24)))


def record(event: Event, *, key: str | None = None) -> None:
    """Writes an event of this learner down, before anything of it is shown. A ``key`` counts once only."""
    cached.store().append(learner(), event, at=datetime.now(UTC), key=key)


def their_time(at: datetime) -> str:
    """The time on the visitor's own clock where the browser says which that is, else UTC."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{at.astimezone(zone):%d %b %Y, %H:%M}" + (" UTC" if zone.key == "UTC" else "")


def progress() -> Progress:
    """All that this learner did, replayed from the events; only the newest seen and those after it are read again."""
    seen: Progress = st.session_state.get("_progress", NOTHING_YET)
    store, known = cached.store(), seen.last_id > 0
    records = store.events(learner(), after_id=max(0, seen.last_id - 1))
    if known and (not records or records[0].id != seen.last_id):  # deleted meanwhile, in another tab
        seen, records, known = NOTHING_YET, store.events(learner()), False
    new = records[1:] if known else records
    seen = st.session_state["_progress"] = replay(new, since=seen) if new else seen
    return seen


def opened(way: str) -> None:
    """Notes, once, that this learner was at a way in that leaves no other trace."""
    if way not in progress().opened:
        record(WayOpened(way=way), key=f"way/{way}")


def remember(name: str, value: object) -> None:
    """Keeps a value for as long as this tab lives, whatever page is shown."""
    st.session_state[f"_kept_{name}"] = value


def remembered(name: str, default: T) -> T:
    """What this tab keeps under a name, or the default."""
    kept: T = st.session_state.get(f"_kept_{name}", default)
    return kept


def control(key: str) -> Any:
    """The value of a control, for callbacks."""
    return st.session_state[key]


def set_control(key: str, value: object) -> None:
    """Gives a control a value before it is drawn, or in a callback."""
    st.session_state[key] = value
    remember(f"control_{key}", value)


def control_value(key: str) -> object:
    """What a control has just been given: for its own callback."""
    return st.session_state.get(key)


def restore_control(key: str) -> None:
    """Before a control is drawn again: the value it last had in this tab. What the link says goes first."""
    kept = remembered(f"control_{key}", None)
    if kept is not None and key not in st.session_state and key not in st.query_params:
        st.session_state[key] = kept


def keep_control(key: str) -> None:
    """After a control was drawn: keeps its value for when it is not on the screen."""
    remember(f"control_{key}", st.session_state.get(key))


def forget() -> None:
    """Deletes everything kept of this learner, in the store, in the measuring host and in this tab."""
    cached.host().forget(learner())
    cached.store().delete_learner(learner())
    for name in list(st.session_state):
        del st.session_state[name]
