"""The live side of a lesson's run: start, place in the queue, Stop, and which stored or running job is whose."""

import math
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.base import BatchwiseError
from core.experiment import Scenario
from core.experiment.scenario import scenario_from_plain
from core.experiment.search import at_rate
from core.serving.job import Job
from pages.parts import cached, lab_live, runs, session

# A rate follows from what this machine was measured to serve, which is measured anew now and then.
NEAR = 0.1

Sides = tuple[Scenario, ...]


def step_of(run: Sides, steps: Sequence[Sides]) -> Sides | None:
    """Which step a run belongs to: the same but for a slightly different rate, and the length that goes with it."""
    near = [(_apart(run, step), place) for place, step in enumerate(steps)]
    apart, place = min(near)
    return steps[place] if apart <= NEAR else None


def _apart(run: Sides, step: Sides) -> float:
    """By how much the rates differ, as a share; infinite where anything else does."""
    if len(run) != len(step) or any(map(_differ, run, step)):
        return math.inf
    rates = [(one.arrival_rate, other.arrival_rate) for one, other in zip(run, step, strict=True)]
    return max(abs(one / other - 1) if one and other else 0.0 for one, other in rates)


def _differ(one: Scenario, other: Scenario) -> bool:
    if one.arrival_rate is None or other.arrival_rate is None:
        return one != other
    plain, wanted = (replace(at_rate(scenario, 1.0), requests=1) for scenario in (one, other))
    return plain != wanted


def mine(steps: Sequence[Sides]) -> Job | None:
    """The learner's latest job, if it runs one of these."""
    job = cached.host().job_of(session.learner())
    if job is None or job.task.get("do") != "run":
        return None
    asked = tuple(scenario_from_plain(plain) for plain in job.task["scenarios"])
    return job if step_of(asked, steps) is not None else None


def controls(spot: str, scenarios: Sequence[Scenario], job: Job | None, *, again: bool) -> None:
    """Start, or how far the run is; a run that has just ended has the whole page drawn again."""
    watched = f"lesson_watched_{spot}"
    if job is not None and job.active:
        session.remember(watched, job.id)
        _progress(spot, job)
        return
    if job is not None and session.remembered(watched, 0) == job.id:
        session.remember(watched, 0)
        st.rerun()  # ends the ticking, and lets a verdict know
    if job is not None and job.state == "failed":
        st.error(job.error or "The run failed.", icon=":material/error:")
    _start(spot, scenarios, again=again)


def _start(spot: str, scenarios: Sequence[Scenario], *, again: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            "Measure it again" if again else "Measure it live",
            key=f"lesson_measure_{spot}",
            type="secondary" if again else "primary",
            icon=":material/play_arrow:",
        )
        seconds = sum(_seconds(scenario) for scenario in scenarios)
        st.caption(f"A real classifier on this machine, about {seconds:.0f} seconds.", width="content")
    if not pressed:
        return
    try:
        runs.start_run(session.learner(), list(scenarios))
    except BatchwiseError as refused:
        st.warning(str(refused), icon=":material/schedule:")
        return
    st.rerun()


def _seconds(scenario: Scenario) -> float:
    """How long the texts take to come; a second or two for a pile."""
    return 2.0 if scenario.arrival_rate is None else scenario.requests / scenario.arrival_rate


def _progress(spot: str, job: Job) -> None:
    if not lab_live.say_if_waiting(job):
        sides = len(job.task["scenarios"])
        seen = job.latest or {"side": 0, "answered": 0, "of": 1}
        words = (
            f"LIVE: {seen['answered']:,} of {seen['of']:,} texts answered"
            if job.latest
            else "LIVE: warming up"
        )
        share = (seen["side"] + seen["answered"] / max(1, seen["of"])) / sides
        st.progress(min(1.0, share), text=words)
    st.button(
        "Stop", key=f"lesson_stop_{spot}", icon=":material/stop:", on_click=cached.host().stop, args=(job,)
    )
