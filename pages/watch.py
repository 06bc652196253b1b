"""Watch: a run again, slowed down, with its dots, its figures and its files, and up to six runs side by side."""

from pathlib import Path

import streamlit as st

from core.figures.run_sides import side_name
from pages.parts import look, session, watch_pick, watch_runs
from pages.parts.watch_away import take_away
from pages.parts.watch_compare import side_by_side
from pages.parts.watch_replay import replay

st.html(Path(__file__).parent / "parts" / "watch_page.css")
look.header("Watch", "Your runs again, slowed down until you can see each text wait, and side by side.")


def show(runs: list[watch_runs.Watchable]) -> None:
    """The run chosen: what it found, its replay and its files; then the runs side by side."""
    run = watch_pick.run_control(runs)
    if all(one.at is None for one in runs):
        st.caption("You have no run of your own yet. Run something in the lab and it shows here.")
    results = watch_runs.results(run)
    finding = watch_runs.finding_of(run, results)
    with st.container(key="watch_finding"):
        st.markdown(finding)
    with st.container(key="watch_more", horizontal=True, vertical_alignment="center", gap="small"):
        for result in results[:1]:
            look.engine_badge(result.engine, result.summary.n)
        take_away(run, results, finding)
        watch_pick.pin_button(run)
    doubts = (f"{side_name(side.scenario)}: {side.void}" for side in results if side.void)
    if void := dict.fromkeys(doubts):
        st.warning("\n\n".join(void), title="Do not trust this run")
    sides = tuple(result for result in results if len(result.log))
    if sides:
        replay(run.run_id, sides)
        session.opened("watch")
    else:
        st.info("Nothing was answered in this run, so there is nothing to see.")
    with st.container(key="watch_side_by_side"):
        st.header("Side by side", anchor=False)
        pinned = watch_pick.pins_control(runs, run)
        side_by_side([one for one in map(watch_runs.result_of, pinned) if one is not None])


if found := watch_runs.watchables():
    show(found)
else:
    st.info(
        "The measuring process is starting. There is something to watch as soon as it has timed a few calls."
    )
