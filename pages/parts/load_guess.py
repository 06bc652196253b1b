"""Guess first: a question before a result is shown, asked once; what a simulation answers is kept with it."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.experiment.guess import Measure
from core.learning.events import GuessCommitted, GuessSkipped
from pages.parts import session

PLACE = "load"
ALL_SAID = ""
"""What a guess is about besides its question where the question says it all."""


def digest(*settings: object) -> str:
    """Settings in a few characters that are the same for the same settings, in any tab and after any restart."""
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]


def covered(
    name: str,
    question: str,
    options: Sequence[Any],
    words: Callable[[Any], str] = str,
    *,
    about: str | None = None,
    start: Any = None,
    measure: Measure | None = None,
    answer: Callable[[], float | None] = lambda: None,
    ran: bool = False,
) -> bool:
    """Asks, and says that the result must stay covered, until there is a guess or "no idea".

    about: the settings that the question leaves unsaid; with them a guess, or that there was no idea, is found again.
    start: where a slider begins; without it the options are listed, with none chosen.
    measure, answer: of a figure, what it is and what will be shown in answer (in the measure's own unit).
    ran: a live run of this is under way or has ended, so that there is nothing left to cover.
    """
    said = guess_for(name, question, about) is not None or _skipped(question, about)
    if not is_open(name) and (ran or said):
        _open(name)
    if is_open(name):
        return False
    with st.container(key=f"load_ask_{name}", border=True, gap="small"):
        st.markdown("**Guess first**")
        if start is None:
            st.radio(question, options, index=None, format_func=words, key=f"load_guess_{name}")
        else:
            st.select_slider(
                question,
                options,
                start,
                format_func=words,
                key=f"load_guess_{name}",
                on_change="ignore",
                help="A guess makes what you see stick. It is compared with the result, and never graded.",
            )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "That is my guess",
                key=f"load_commit_{name}",
                on_click=_commit,
                args=(name, question, about, measure, answer),
            )
            st.button(
                "No idea",
                key=f"load_skip_{name}",
                type="tertiary",
                on_click=_skip,
                args=(name, question, about),
            )
        if session.remembered("load_unsaid", "") == name:
            session.remember("load_unsaid", "")
            st.warning(
                "Choose an answer first, or say that you have no idea.", icon=":material/arrow_upward:"
            )
    return True


def is_open(name: str) -> bool:
    """Whether the result is shown in this tab: guessed, or skipped."""
    return name in session.remembered("load_open", frozenset())


def guess_for(name: str, question: str, about: str | None = None) -> Any:
    """The guess that was made last for just this question with these settings; None if there is none.

    Without ``about`` only those made in this tab count.
    """
    guesses: dict[str, tuple[str, str | None, Any]] = session.remembered("load_guesses", {})
    asked, of, value = guesses.get(name, ("", None, None))
    if (asked, of) == (question, about):
        return value
    if about is None:
        return None
    made = (one.guess.guess for one in session.progress().guesses if one.guess.place == PLACE)
    same = (facts for facts in made if (facts.get("question"), facts.get("about")) == (question, about))
    return next((facts["guess"] for facts in same), None)


def _commit(
    name: str,
    question: str,
    about: str | None,
    measure: Measure | None,
    answer: Callable[[], float | None],
) -> None:
    value = session.control(f"load_guess_{name}")
    if value is None:
        session.remember("load_unsaid", name)
        return
    facts: dict[str, Any] = {"question": question, "guess": value}
    if about is not None:
        facts["about"] = about
    if measure is not None:
        facts |= {"measure": measure, "measured": answer()}
    session.record(GuessCommitted(place=PLACE, guess=facts))
    made = session.remembered("load_guesses", {})
    session.remember("load_guesses", {**made, name: (question, about, value)})
    _open(name)


def _skipped(question: str, about: str | None) -> bool:
    known = session.progress().skipped
    return about is not None and GuessSkipped(place=PLACE, question=question, about=about) in known


def _skip(name: str, question: str, about: str | None) -> None:
    if about is not None:
        session.record(GuessSkipped(place=PLACE, question=question, about=about))
    _open(name)


def _open(name: str) -> None:
    session.remember("load_open", session.remembered("load_open", frozenset()) | {name})
