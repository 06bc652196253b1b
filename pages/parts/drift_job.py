"""A job of the drift page: its button, how far it is, Stop, and why it failed; then what it found is drawn."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.base import BatchwiseError
from core.serving.job import STOPPED_FIRST, Job
from pages.parts import cached, drift_runs, lab_live, turn
from pages.parts.drift_texts import Texts

TICK_S = 0.5


def follow(
    kind: str,
    settings: dict[str, Any],
    texts: Texts,
    *,
    button: str,
    beside: str,
    progress: Callable[[Job], tuple[float, str]],
    draw: Callable[[], None],
) -> None:
    """Offers to run the job, follows it while it runs, and draws what has been found with these settings.

    beside: what stands next to the button. progress: (share done, words) of a job that runs.
    """
    _button(kind, settings, texts, button, beside)
    job = drift_runs.my_job(kind, settings)
    _other(kind, job)
    watched = job is not None and job.active

    @turn.fragment(run_every=TICK_S if watched else None)
    def live() -> None:
        if job is not None and job.active:
            _under_way(kind, job, progress)
        elif watched:
            st.rerun()
        draw()

    live()


def _button(kind: str, settings: dict[str, Any], texts: Texts, words: str, beside: str) -> None:
    busy = lab_live.busy()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            words,
            key=f"drift_run_{kind}",
            type="primary",
            icon=":material/play_arrow:",
            disabled=busy,
            help="A job of yours is under way." if busy else "Runs on this server, with real classifiers.",
        )
        st.caption(beside, width="content")
    if pressed:
        try:
            drift_runs.start(kind, settings, texts)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()


def _other(kind: str, mine: Job | None) -> None:
    """What to say of a job that failed, or that is not the one of these settings."""
    job = lab_live.current_job()
    if job is None:
        return
    if job.active and mine is None:
        st.info(f"Another job of yours is under way: {lab_live.TITLES[job.task['do']].lower()}.")
        _stop(kind, job)
    elif mine is not None and mine.error == STOPPED_FIRST:
        st.info(STOPPED_FIRST)
    elif mine is not None and mine.state == "failed":
        st.error(mine.error or "The job failed.", title="No result")


def _under_way(kind: str, job: Job, progress: Callable[[Job], tuple[float, str]]) -> None:
    with st.container(key=f"drift_running_{kind}", gap="small"):
        if not lab_live.say_if_waiting(job):
            share, words = progress(job)
            st.progress(min(1.0, share), text=words)
        _stop(kind, job)


def _stop(kind: str, job: Job) -> None:
    st.button(
        "Stopping …" if job.stopping else "Stop",
        key=f"drift_stop_{kind}",
        icon=":material/stop:",
        disabled=job.stopping is not None,
        on_click=cached.host().stop,
        args=(job,),
        help="Ends the job now. What it has found by then is kept.",
    )
