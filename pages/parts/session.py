"""One visitor's side of the server: who they are, what they did, what this tab remembers. The only st.session_state."""

import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core.learning.events import Event, Recorded, WayOpened
from core.learning.progress import NOTHING_YET, Progress, replay
from pages.parts import cached, clock

T = TypeVar("T")
_LEARNER = re.compile(r"[A-Za-z0-9_-]{16,64}")


def learner() -> str:
    """The learner's random token: from the cookie or, where there is none, for this tab only."""
    token = str(st.context.cookies.get("learner", ""))
    if _LEARNER.fullmatch(token):
        return token
    return str(st.session_state.setdefault("_learner", secrets.token_urlsafe(24)))


def text_owner() -> str:
    """Whose the one text sent from home is: beside the learner's jobs, none of which it replaces."""
    return f"{learner()} text"  # no learner's token has a space in it


def record(event: Event, *, key: str | None = None) -> None:
    """Writes an event of this learner down, before anything of it is shown. A ``key`` counts once only."""
    cached.store().append(learner(), event, at=clock.now(), key=key)


def their_time(at: datetime) -> str:
    """The time on the visitor's own clock where the browser says which that is, else UTC."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{at.astimezone(zone):%d %b %Y, %H:%M}" + (" UTC" if zone.key == "UTC" else "")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What this tab has read of the learner's events, and what follows from them. at: the store's ``writes`` then."""

    records: tuple[Recorded, ...] = ()
    progress: Progress = NOTHING_YET
    at: int | None = None


def look_again() -> None:
    """At the beginning of a run: another server may have written into the same database."""
    st.session_state["_seen"] = replace(st.session_state.get("_seen", _Seen()), at=None)


def events(kinds: Collection[str] | None = None) -> tuple[Recorded, ...]:
    """The learner's events in the order written: all, or those of some kinds."""
    records = _seen().records
    return records if kinds is None else tuple(one for one in records if one.event.kind in kinds)


def progress() -> Progress:
    """All that this learner did, replayed from the events."""
    return _seen().progress


def _seen() -> _Seen:
    """Read from the store only if something was written since; of that, only the newest seen and what comes after it."""
    seen, store = st.session_state.get("_seen", _Seen()), cached.store()
    at = store.writes
    if seen.at == at:
        return seen
    newest = seen.records[-1].id if seen.records else 0
    new = store.events(learner(), after_id=max(0, newest - 1))
    if newest and (not new or new[0].id != newest):  # deleted meanwhile, in another tab
        seen, newest, new = _Seen(), 0, store.events(learner())
    new = new[1:] if newest else new
    after = replay(new, since=seen.progress) if new else seen.progress
    seen = st.session_state["_seen"] = _Seen(records=seen.records + new, progress=after, at=at)
    return seen


def opened(way: str) -> None:
    """Notes, once, that this learner was at a way in that leaves no other trace."""
    if way not in progress().opened:
        record(WayOpened(way=way), key=f"way/{way}")


def remember(name: str, value: object) -> None:
    """Keeps a value for as long as this tab lives, whatever page is shown."""
    st.session_state[f"_kept_{name}"] = value


def remembered(name: str, default: object) -> Any:
    """What this tab keeps under a name, or the default."""
    return st.session_state.get(f"_kept_{name}", default)


def kept(name: str, make: Callable[[], T]) -> T:
    """What this tab keeps under a name; made at the first time."""
    if f"_kept_{name}" not in st.session_state:
        remember(name, make())
    return cast(T, st.session_state[f"_kept_{name}"])


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
    for owner in (learner(), text_owner()):
        cached.host().forget(owner)
    cached.store().delete_learner(learner())
    for name in list(st.session_state):
        del st.session_state[name]
