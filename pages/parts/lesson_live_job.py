"""The live side of a lesson's run: start, place in the queue, Stop, and which stored or running job is whose."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from core.base import BatchwiseError
from core.experiment import BUILT_IN, Scenario
from core.experiment.scenario import scenario_from_plain
from core.experiment.search import at_rate
from core.serving import LinearCost
from core.serving.job import Job
from pages.parts import cached, lab_live, runs, session

Sides = tuple[Scenario, ...]
# Whether a run watched in this tab has given the cost of a call.
_TAKEN = "lesson_cost_taken"


def step_of(run: Sides, steps: Sequence[Sides], *, by_load: bool) -> Sides | None:
    """Which step a run belongs to. by_load: whatever its rate and length, since they follow from the machine's pace."""
    known = _without_rate if by_load else tuple
    return next((step for step in steps if known(step) == known(run)), None)


def _without_rate(sides: Sides) -> Sides:
    """Sides as they are known again by their draw, which each load has of its own."""
    return tuple(one if one.arrival_rate is None else replace(at_rate(one, 1.0), requests=1) for one in sides)


def mine(spot: str, steps: Sequence[Sides], *, by_load: bool) -> Job | None:
    """The learner's latest job, if it runs one of these, or measures what a call costs before this figure's run."""
    job = cached.host().job_of(session.learner())
    if job is None:
        return None
    if job.task.get("do") == "run":
        asked = tuple(scenario_from_plain(plain) for plain in job.task["scenarios"])
        return job if step_of(asked, steps, by_load=by_load) is not None else None
    return job if session.remembered(_costing(spot), 0) == job.id else None


def _costing(spot: str) -> str:
    return f"lesson_costing_{spot}"


def controls(
    spot: str, scenarios: Sequence[Scenario], job: Job | None, *, again: bool, by_load: bool
) -> None:
    """Start, or how far the run is; a run that has just ended has the whole page drawn again."""
    watched = f"lesson_watched_{spot}"
    if job is not None and not job.active and runs.is_costing(job):
        session.remember(_costing(spot), 0)
        if job.state == "done" and job.stopping is None:
            _begin(lambda: runs.start_run(session.learner(), list(scenarios)))
    if job is not None and job.active:
        session.remember(watched, job.id)
        _progress(spot, job)
        return
    if job is not None and session.remembered(watched, 0) == job.id:
        session.remember(watched, 0)
        if by_load:
            _take_cost(job)
        st.rerun()  # ends the ticking, and lets a verdict know
    if job is not None and job.state == "failed":
        st.error(job.error or "The run failed.", icon=":material/error:")
    _start(spot, scenarios, again=again, by_load=by_load)


def _start(spot: str, scenarios: Sequence[Scenario], *, again: bool, by_load: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            "Measure it again" if again else "Measure it live",
            key=f"lesson_measure_{spot}",
            type="secondary" if again else "primary",
            icon=":material/play_arrow:",
        )
        seconds = sum(_seconds(scenario) for scenario in scenarios)
        cost_first = by_load and not session.remembered(_TAKEN, False)
        first = ": what a call costs just now, then the run" if cost_first else ""
        st.caption(f"A real classifier on this machine, about {seconds:.0f} seconds{first}.", width="content")
    if not pressed:
        return
    if cost_first:
        _begin(lambda: _cost_first(spot, scenarios[0].classifier))
    else:
        _begin(lambda: runs.start_run(session.learner(), list(scenarios)))


def _take_cost(job: Job) -> None:
    """Takes what a call cost in a run that may be trusted: at the run's own pace, and of more calls than are timed before it."""
    results = runs.results_of(job) if job.result is not None and job.task["do"] == "run" else []
    for result in results:
        known = (result.scenario.classifier, BUILT_IN, "paced")
        cost, call_s = cached.costs().get(known), result.summary.service.mean
        if result.scenario.largest_batch == 1 and result.void is None and cost and call_s:
            times = call_s / cost.batch_s(1)
            cached.costs()[known] = LinearCost(
                fixed_s=cost.fixed_s * times, per_item_s=cost.per_item_s * times
            )
            session.remember(_TAKEN, True)


def _cost_first(spot: str, classifier: str) -> None:
    """Has the cost of a call measured, from which the rate of this load then follows."""
    session.remember(_costing(spot), runs.start_costing(session.learner(), classifier).id)


def _begin(submit: Callable[[], object]) -> None:
    try:
        submit()
    except BatchwiseError as refused:
        st.warning(str(refused), icon=":material/schedule:")
        return
    st.rerun()


def _seconds(scenario: Scenario) -> float:
    """How long the texts take to come; a second or two for a pile."""
    return 2.0 if scenario.arrival_rate is None else scenario.requests / scenario.arrival_rate


def _progress(spot: str, job: Job) -> None:
    if lab_live.say_if_waiting(job):
        pass
    elif runs.is_costing(job):
        st.progress(0.0, text="LIVE: measuring what a call costs just now")
    else:
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
