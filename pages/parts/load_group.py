"""Several scenarios run live, one after the other, as one job: the button, where it stands, and what is kept of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.base import BatchwiseError
from core.experiment import Result, Scenario
from core.experiment.live import LONGEST_RUN_S
from core.experiment.repeat import MOST_RUNS, WINDOW_S
from core.experiment.scenario import scenario_to_plain
from core.learning.events import RunFinished
from core.serving.job import STOPPED_FIRST, Job
from pages.parts import cached, clock, lab_live, session, turn, watch_pick
from pages.parts.load_guess import digest
from pages.parts.registry import WATCH
from pages.parts.runs import OVERHEAD_S, results_of
from pages.parts.runs_kept import keep_sides, run_of
from pages.parts.submit import submit

TICK_S = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveGroup:
    """of: what the kept run is found by, and its keys begin with. title: its name among the runs to watch.

    sides: each scenario's name, in order.

    keep: what is written down of the results, as plain values; finding: the same in a sentence.
    until_stable: the scenarios repeat each other, and no more of them run than it takes for three to agree.
    """

    of: str
    title: str
    sides: tuple[str, ...]
    what: str
    keep: Callable[[Sequence[Result]], Any]
    finding: Callable[[Any], str]
    until_stable: bool = False


def live_group(group: LiveGroup, scenarios: tuple[Scenario, ...]) -> Any:
    """The controls and the state of a live run of these; what the latest one of just these kept, None if there is none."""
    job = _mine(scenarios)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            "Repeat it live" if group.until_stable else "Run it live",
            key=f"load_{group.of}_run",
            icon=":material/play_arrow:",
            disabled=lab_live.busy(),
            help="Runs the real classifier on this server, one after the other.",
        )
        st.caption(group.what, width="content")
    if pressed:
        try:
            _start(group, scenarios)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()
    if job is not None and job.active:
        _follow(group, job)
    elif job is not None and job.state == "failed":
        _failure(job)
    kept = _kept(group.of, scenarios)
    if kept is None:
        return None
    _watch(kept.run_id)
    return kept.summary[group.of]


def has_run(of: str, scenarios: tuple[Scenario, ...]) -> bool:
    """Whether a live run of just these is under way, or was kept."""
    job = _mine(scenarios)
    return (job is not None and job.active) or _kept(of, scenarios) is not None


@turn.fragment(run_every=TICK_S)
def _follow(group: LiveGroup, job: Job) -> None:
    # The result is stored when the job ends, whether or not anybody watches; this only shows it.
    if not job.active:
        st.rerun()
    if not lab_live.say_if_waiting(job):
        seen = job.latest or {"side": 0, "answered": 0, "of": job.task["scenarios"][0]["requests"]}
        words = f"LIVE, {group.sides[seen['side']]}: {seen['answered']:,} of {seen['of']:,} texts answered"
        done = (seen["side"] + seen["answered"] / seen["of"]) / len(group.sides)
        st.progress(min(1.0, done), text=words)
    st.button(
        "Stopping …" if job.stopping else "Stop",
        key=f"load_{group.of}_stop",
        icon=":material/stop:",
        disabled=job.stopping is not None,
        on_click=cached.host().stop,
        args=(job,),
        help="Ends the run now.",
    )


def _failure(job: Job) -> None:
    if job.error == STOPPED_FIRST:
        st.info(job.error)
    else:
        st.error(job.error or "The run failed.", title="No result")


def _start(group: LiveGroup, scenarios: tuple[Scenario, ...]) -> None:
    name = _name(group.of, scenarios)

    def keep(job: Job) -> None:
        """Writes down what every scenario came to, if all answered anything. Runs in the host's thread."""
        results = [] if job.result is None else results_of(job)
        if group.until_stable:
            results = [result for result in results if len(result.log)]
        if not results or not (group.until_stable or _all_answered(results, scenarios)):
            return
        now, kept = clock.now(), group.keep(results)
        run_id = f"{now:%Y%m%d-%H%M%S}-{job.id}"
        keep_sides(job.owner, run_id, results, at=now, group=group.title)
        event = RunFinished(
            run_id=run_id,
            engine="live",
            scenario=name,
            summary={group.of: kept},
            finding=f"{group.finding(kept)}.",
        )
        cached.store().append(job.owner, event, at=now, key=f"run/{run_id}")

    task: dict[str, Any] = {"do": "run", "scenarios": [scenario_to_plain(one) for one in scenarios]}
    longest_s = LONGEST_RUN_S
    if group.until_stable:
        task, longest_s = {**task, "until_stable": True}, MOST_RUNS * WINDOW_S
    submit(session.learner(), task, limit_s=longest_s + OVERHEAD_S, on_done=keep)


def _all_answered(results: Sequence[Result], scenarios: Sequence[Scenario]) -> bool:
    return len(results) == len(scenarios) and all(len(result.log) for result in results)


def _watch(run_id: str) -> None:
    """The way to the replay and to the files, for as long as the run's log is kept."""
    if any(run_of(side) == run_id for side in cached.store().runs(session.learner())):
        st.page_link(
            WATCH.script,
            label="Watch this run, or download it",
            icon=":material/arrow_forward:",
            query_params={watch_pick.RUN: run_id},
        )


def _kept(of: str, scenarios: tuple[Scenario, ...]) -> RunFinished | None:
    wanted = _name(of, scenarios)
    runs = (done.run for done in session.progress().runs)
    return next((run for run in runs if run.scenario == wanted), None)


def _name(of: str, scenarios: tuple[Scenario, ...]) -> dict[str, Any]:
    """What a kept run is found again by. It is no run of the lab, hence "of"."""
    plain = [scenario_to_plain(one) for one in scenarios]
    for one in plain:
        if (
            "times_s" in one["arrivals"]
        ):  # all times of a recording would not fit into an event, four times over
            one["arrivals"]["times_s"] = digest(one["arrivals"]["times_s"])
    return {"sweep": scenarios[0].classifier, "of": of, "scenarios": plain}


def _mine(scenarios: tuple[Scenario, ...]) -> Job | None:
    """The learner's latest job if it runs just these."""
    job = lab_live.current_job()
    wanted = [scenario_to_plain(one) for one in scenarios]
    return job if job is not None and job.task.get("scenarios") == wanted else None
