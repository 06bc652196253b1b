"""Both loops run live: the button, where the run stands, and what is kept of it."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from core.base import BatchwiseError
from core.experiment import Scenario
from core.experiment.live import LONGEST_RUN_S
from core.experiment.loops import course, course_from_plain, course_to_plain
from core.experiment.scenario import scenario_from_plain, scenario_to_plain
from core.figures.load_loops import Loops, loops_finding
from core.learning.events import RunFinished
from core.serving.job import Job
from pages.parts import cached, lab_live, session
from pages.parts.runs import OVERHEAD_S, results_of

TICK_S = 0.6
SIDES = ("open loop", "closed loop")


def loops_live(scenarios: tuple[Scenario, Scenario]) -> Loops | None:
    """The controls and the state of a live run of both loops; what the latest one of just these found, if any."""
    job = _mine(scenarios)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            "Run it live",
            key="load_loops_run",
            icon=":material/play_arrow:",
            disabled=lab_live.busy(),
            help="Runs the real classifier on this server, first open, then closed.",
        )
        st.caption("Both loops, at most 25 seconds.", width="content")
    if pressed:
        try:
            _start(scenarios)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()
    if job is not None and job.active:
        _follow(job)
    elif job is not None and job.state == "failed":
        _failure(job)
    return _kept(scenarios)


@st.fragment(run_every=TICK_S)
def _follow(job: Job) -> None:
    # The result is stored when the job ends, whether or not anybody watches; this only shows it.
    if not job.active:
        st.rerun()
    place = cached.host().place(job)
    if place:
        st.info(
            f"Someone else is measuring: you are number {place} in the queue. Two at once would spoil both."
        )
    else:
        seen = job.latest or {"side": 0, "answered": 0, "of": job.task["scenarios"][0]["requests"]}
        words = f"LIVE, {SIDES[seen['side']]}: {seen['answered']:,} of {seen['of']:,} texts answered"
        st.progress(min(1.0, (seen["side"] + seen["answered"] / seen["of"]) / 2), text=words)
    st.button(
        "Stopping …" if job.stopping else "Stop",
        key="load_loops_stop",
        icon=":material/stop:",
        disabled=job.stopping is not None,
        on_click=cached.host().stop,
        args=(job,),
        help="Ends the run now.",
    )


def _failure(job: Job) -> None:
    if job.error == lab_live.STOPPED_FIRST:
        st.info(job.error)
    else:
        st.error(job.error or "The run failed.", title="No result")


def _start(scenarios: tuple[Scenario, Scenario]) -> None:
    task = {"do": "run", "scenarios": [scenario_to_plain(one) for one in scenarios]}
    cached.host().submit(session.learner(), task, limit_s=LONGEST_RUN_S + OVERHEAD_S, on_done=_keep)


def _keep(job: Job) -> None:
    """Writes the course of both loops down, if both answered anything. Runs in the host's thread."""
    if job.result is None:
        return
    results = results_of(job)
    if len(results) < 2 or not all(len(result.log) for result in results):
        return
    loops, now = (course(results[0]), course(results[1])), datetime.now(UTC)
    scenarios = tuple(scenario_from_plain(plain) for plain in job.task["scenarios"])
    event = RunFinished(
        run_id=f"{now:%Y%m%d-%H%M%S}-{job.id}",
        engine="live",
        scenario=_name(scenarios),
        summary={"loops": [course_to_plain(one) for one in loops]},
        finding=f"{loops_finding(loops)}.",
    )
    cached.store().append(job.owner, event, at=now, key=f"run/{event.run_id}")


def _kept(scenarios: tuple[Scenario, ...]) -> Loops | None:
    wanted = _name(scenarios)
    for done in session.progress().runs:
        if done.run.scenario == wanted:
            plain: Any = done.run.summary["loops"]
            return course_from_plain(plain[0]), course_from_plain(plain[1])
    return None


def _name(scenarios: tuple[Scenario, ...]) -> dict[str, Any]:
    """What a kept run is found again by. It is no run of the lab, hence "of"."""
    plain = [scenario_to_plain(one) for one in scenarios]
    return {"sweep": scenarios[0].classifier, "of": "loops", "scenarios": plain}


def _mine(scenarios: tuple[Scenario, ...]) -> Job | None:
    """The learner's latest job if it runs just these two."""
    job = lab_live.current_job()
    wanted = [scenario_to_plain(one) for one in scenarios]
    return job if job is not None and job.task.get("scenarios") == wanted else None
