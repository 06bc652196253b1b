"""Predict, run, reconcile: the guess before a run, and guess and measurement together after it."""

from datetime import datetime

import streamlit as st

from core.experiment import Result, Scenario
from core.experiment.guess import Measure, figure_words, measure_of, measured, reconcile
from core.experiment.scenario import scenario_to_plain
from core.learning.events import GuessCommitted
from pages.parts import session

PLACE = "lab"
ASKED = {
    "median_ms": "Half of the texts will have their answer within …",
    "gain": "How many times more texts per second will batches answer?",
}
# What the guess is about must not be read off the expectation first.
COVERS: dict[Measure, tuple[str, ...]] = {
    "median_ms": ("Median latency", "p99 latency", "All answered after"),
    "gain": ("Texts per second", "All answered after"),
}
STEPS: dict[Measure, tuple[float, ...]] = {
    "median_ms": tuple(m * 10**p for p in range(5) for m in (1, 1.5, 2, 3, 5, 7))[:26],
    "gain": (0.1, 0.2, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000),
}
START: dict[Measure, float] = {"median_ms": 30, "gain": 1}


def guess_panel(scenarios: tuple[Scenario, ...], *, ran: bool) -> tuple[str, ...]:
    """Asks for a guess, once a kind of question and tab, and says which figures stay covered until then.

    ran: whether this very set-up was measured already, so that there is nothing left to guess.
    """
    measure = measure_of(len(scenarios))
    open_ones: frozenset[str] = session.remembered("lab_open", frozenset())
    found = guess_for(scenarios)
    if found is not None:
        if not ran:
            st.markdown(f"Your guess: **{figure_words(measure, found[0])}**. Run it to see.")
        return ()
    if ran:
        return ()
    if measure in open_ones:
        st.button(
            "Guess before I look",
            key="lab_reguess",
            type="tertiary",
            icon=":material/visibility_off:",
            on_click=_set_open,
            args=(open_ones - {measure},),
            help="Covers the figure that you would guess, until you have.",
        )
        return ()
    _ask(measure, scenarios, open_ones)
    return COVERS[measure]


def _ask(measure: Measure, scenarios: tuple[Scenario, ...], open_ones: frozenset[str]) -> None:
    with st.container(key="lab_ask", border=True, gap="small"):
        st.select_slider(
            ASKED[measure],
            STEPS[measure],
            START[measure],
            format_func=lambda value: figure_words(measure, value),
            key=f"lab_guess_{measure}",
            on_change="ignore",
            help="A guess makes what you see stick. It is compared with the run, and never graded.",
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "That is my guess", key="lab_commit", on_click=_commit, args=(measure, scenarios, open_ones)
            )
            st.button(
                "No idea", key="lab_skip", type="tertiary", on_click=_set_open, args=(open_ones | {measure},)
            )


def _commit(measure: Measure, scenarios: tuple[Scenario, ...], open_ones: frozenset[str]) -> None:
    value = float(session.control(f"lab_guess_{measure}"))
    facts = {"measure": measure, "value": value, "scenarios": [scenario_to_plain(one) for one in scenarios]}
    session.record(GuessCommitted(place=PLACE, guess=facts))
    _set_open(open_ones | {measure})


def _set_open(open_ones: frozenset[str]) -> None:
    session.remember("lab_open", open_ones)


def guess_for(
    scenarios: tuple[Scenario, ...], before: datetime | None = None
) -> tuple[float, datetime] | None:
    """The learner's latest guess for just these scenarios (made before a moment), and when it was made."""
    plain = [scenario_to_plain(one) for one in scenarios]
    for kept in session.progress().guesses:
        facts = kept.guess.guess
        if (
            kept.guess.place == PLACE
            and facts.get("scenarios") == plain
            and (before is None or kept.at < before)
        ):
            return float(facts["value"]), kept.at
    return None


def show_reconciled(results: list[Result], ran_at: datetime) -> None:
    """Guess and measurement side by side, with the error in words; nothing if there was no guess."""
    found = guess_for(tuple(result.scenario for result in results), before=ran_at)
    if found is None:
        return
    measure, compared = measure_of(len(results)), reconcile(found[0], results)
    guess = figure_words(measure, found[0])
    if compared is None:
        assert measured(results) is None
        st.markdown(f"You guessed **{guess}**. This run has no such figure to compare it with.")
        return
    st.markdown(
        f"You guessed **{guess}**; measured: **{figure_words(measure, compared.measured)}**. Your guess was **{compared.words}**."
    )
