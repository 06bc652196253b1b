"""Which run is watched, and which are side by side: chosen here, kept in the address as run ids."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.figures.compare import LETTERS
from core.figures.run_sides import side_name
from pages.parts import session
from pages.parts.watch_runs import Watchable, when

RUN, PINS = "watch_run", "watch_pins"
MOST_PINS = len(LETTERS)


def run_control(runs: Sequence[Watchable]) -> Watchable:
    """The run to watch: the one that the address names, else the newest."""
    by_id = {run.run_id: run for run in runs}
    asked = st.query_params.get(RUN, "")
    if asked and asked not in by_id:
        st.info("The run of this link is not kept in this browser, or no longer. Here is the newest instead.")
    chosen: str = st.selectbox(
        "Run",
        list(by_id),
        index=list(by_id).index(asked) if asked in by_id else 0,
        format_func=lambda run_id: f"{when(by_id[run_id])} · {by_id[run_id].name}",
        key=RUN,
        help="The newest twenty runs (or sides of runs) are kept.",
    )
    _to_address(RUN, chosen if chosen != runs[0].run_id else "")
    return by_id[chosen]


def pins_control(runs: Sequence[Watchable], watched: Watchable) -> list[str]:
    """The sides to compare, at most six: those that the address names, else those of the run being watched."""
    labels = {
        side: f"{side_name(scenario)}, {when(run)}"
        for run in runs
        for side, scenario in zip(run.sides, run.scenarios, strict=True)
    }
    asked = st.query_params.get(PINS, "").split(",") or []
    kept = [side for side in asked if side in labels] or [
        side for side in session.remembered(PINS, []) if side in labels
    ]
    chosen: list[str] = st.multiselect(
        "Runs side by side",
        list(labels),
        default=(kept or list(watched.sides))[:MOST_PINS],
        format_func=labels.__getitem__,
        max_selections=MOST_PINS,
        key=PINS,
        placeholder="Choose up to six",
        help="Up to six. The address bar keeps them.",
    )
    session.remember(PINS, chosen)
    _to_address(PINS, ",".join(chosen))
    return chosen


def pin_button(watched: Watchable) -> None:
    """Adds the watched run's sides to those side by side; drawn before ``pins_control``."""
    pinned: list[str] = session.remembered(PINS, [])
    wanted = [*pinned, *(side for side in watched.sides if side not in pinned)]
    full = len(wanted) > MOST_PINS
    st.button(
        "Pin for comparison",
        key="watch_pin",
        icon=":material/keep:",
        type="tertiary",
        disabled=full or not pinned or wanted == pinned,
        on_click=_pin(wanted),
        help="Six are pinned already: take one out below first."
        if full
        else "Adds it to the runs side by side, below.",
    )


def _pin(wanted: list[str]) -> Callable[[], None]:
    return lambda: session.set_control(PINS, wanted)


def _to_address(name: str, value: str) -> None:
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]
