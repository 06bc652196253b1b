"""A job while it waits and runs: its place in the queue, the live view, Stop; and what to say when it failed."""

import time

import streamlit as st

from core.experiment.sweep import LEAST_ROUNDS, SWEEP_S
from core.serving.job import STOPPED_FIRST, Job
from pages.parts import cached, session, turn
from pages.parts.lab_lanes import lanes
from pages.parts.submit import lost

TITLES = {
    "run": "Your run",
    "sweep": "Measuring every batch size",
    "train": "Training on your texts",
    "score": "Training on your texts",
    "search": "Finding the highest load",
    "same_matrix": "The same texts, both ways",
    "leak": "Trying the leak",
}
TICK_S = 0.4


def current_job() -> Job | None:
    """The learner's latest job, ended or not."""
    return cached.host().job_of(session.learner())


def busy() -> bool:
    """Whether the learner has a job that has not ended."""
    job = current_job()
    return job is not None and job.active


def catch_up() -> None:
    """For a part that is drawn by itself: draws all of the page, once, for a job that was begun in another tab."""
    job = current_job()
    if job is not None and job.active and session.remembered("lab_seen", 0) != job.id:
        session.remember("lab_seen", job.id)
        st.rerun()


def watch(*kinds: str) -> None:
    """The learner's job: while it is active and of one of the kinds given, live; else in one line."""
    job = current_job()
    if job is None:
        say_if_lost()
        return
    if not job.active:
        if job.state == "failed" and job.task["do"] in kinds:
            _failure(job)
        return
    with st.container(key="lab_live", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.header(TITLES[job.task["do"]], anchor=False)
            st.button(
                "Stopping …" if job.stopping else "Stop",
                key="lab_stop",
                icon=":material/stop:",
                disabled=job.stopping is not None,
                on_click=cached.host().stop,
                args=(job,),
                help="Ends the job now. What a run has measured by then is kept and shown.",
            )
        # Runs that repeat each other say where they stand in a place of their own.
        _follow(job, job.task["do"] in kinds and not job.task.get("until_stable"))


def say_if_waiting(job: Job) -> bool:
    """Says so if a job has not begun, and why; whether it did."""
    place = cached.host().place(job)
    if place:
        st.info(
            f"Someone else is measuring: you are number {place} in the queue. Two at once would spoil both."
        )
    elif job.state == "queued" and not cached.host().alive:
        st.info("The measuring process is starting and trains its classifiers first. Yours comes next.")
        return True
    return bool(place)


def say_if_lost() -> None:
    """Says so if the learner's last job went down with the server."""
    if (begun := lost(session.progress(), session.learner())) is not None:
        st.warning(
            f"{TITLES.get(begun.what, 'Your last job')}: the server was restarted before this ended, so what it had "
            "measured is lost. All else is kept. Start it again.",
            title="No result",
        )


@turn.fragment(run_every=TICK_S)
def _follow(job: Job, in_full: bool) -> None:
    # The result is stored when the job ends, whether or not anybody watches; this only shows it.
    if not job.active:
        st.rerun()
    waits = say_if_waiting(job)
    if job.task["do"] == "run" and in_full:
        lanes(job)
    elif job.task["do"] == "sweep":
        _sweep_progress(job)
    elif not waits:
        st.caption("The measuring process is at work on your job.")


def _sweep_progress(job: Job) -> None:
    if job.state == "queued":
        return
    rounds = job.latest["rounds"] if job.latest else 0
    gone_s = time.monotonic() - job.begun if job.begun else 0.0
    words = f"{rounds} rounds over 11 batch sizes" if rounds else "Warming up: the first round is thrown away"
    late = " (at least three rounds are needed)" if gone_s > SWEEP_S and rounds < LEAST_ROUNDS else ""
    st.progress(min(gone_s / SWEEP_S, 1.0), text=words + late)


def _failure(job: Job) -> None:
    if job.error == STOPPED_FIRST:
        st.info(STOPPED_FIRST)
    else:
        st.error(job.error or "The job failed.", title="No result")
