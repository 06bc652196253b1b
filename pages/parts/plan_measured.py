"""What a classifier's calls cost on this server: as measured when it started, or anew at the press of a button."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.base import BatchwiseError
from core.experiment import BUILT_IN
from core.experiment.finding import time_words
from core.serving import CostFit, LinearCost
from core.serving.job import Job
from pages.parts import answer_spoken, cached, lab_live, runs, session, turn
from pages.parts.cost_doubt import doubt_words, measured_words

PLACE = "plan_measured"


def measured_here(classifier: str, faults: DeltaGenerator) -> LinearCost | None:
    """The cost in use, where it is from, and the button that measures it again; what keeps it is said at ``faults``."""
    _take_in(lab_live.current_job())
    fit: CostFit | None = session.remembered(f"plan_fit_{classifier}", None)
    # Kept for this tab: a sweep that somebody else makes must not change a plan before one's eyes.
    cost = fit.cost if fit else session.remembered(f"plan_cost_{classifier}", None) or _at_start(classifier)
    if cost is None:
        faults.info("The measuring process is starting. Load this page again in a moment.")
        return None
    with st.container(key=PLACE, gap="xsmall"):
        st.caption(
            f"LIVE: {cost_words(cost)} on this server, {_when(fit)}."
            f"{_known(classifier, cost) if fit is None else ''}{doubt_words(cost)}"
        )
        _again(classifier)
    return cost


def cost_words(cost: LinearCost) -> str:
    """A cost as one would tell it."""
    return f"{time_words(cost.fixed_s)} a call and {time_words(cost.per_item_s)} a text"


def _at_start(classifier: str) -> LinearCost | None:
    cost = cached.costs().get((classifier, BUILT_IN, "paced"))
    session.remember(f"plan_cost_{classifier}", cost)
    return cost


def _known(classifier: str, cost: LinearCost) -> str:
    """How it was measured, if the cost that this tab keeps is still the one in use."""
    key = (classifier, BUILT_IN, "paced")
    return measured_words(key) if cached.costs().get(key) == cost else ""


def _when(fit: CostFit | None) -> str:
    if fit is None:
        return "measured before you came"
    calls = sum(fit.calls)
    return f"measured just now: n = {calls} calls, the line is off by {100 * fit.worst_error:.0f} % at worst"


def _again(classifier: str) -> None:
    job = lab_live.current_job()
    if job is not None and job.active:
        _follow(job)
        return
    if job is not None and job.state == "failed" and runs.is_costing(job):
        st.error(job.error or "The job failed.", title="Not measured")
    if st.button(
        "Measure now", key="plan_measure", help="Times real calls, alone and in batches: a few seconds."
    ):
        try:
            runs.start_costing(session.learner(), classifier)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()


@turn.fragment(run_every=lab_live.TICK_S)
def _follow(job: Job) -> None:
    if not job.active:
        st.rerun()
    if not lab_live.say_if_waiting(job):
        st.caption("Measuring …" if runs.is_costing(job) else "Your other run is at work.")
    st.button(
        "Stop", key="plan_stop", on_click=cached.host().stop, args=(job,), disabled=job.stopping is not None
    )


def _take_in(job: Job | None) -> None:
    """Takes over what this learner has measured, once, and says it."""
    if job is None or job.state != "done" or not runs.is_costing(job):
        return
    if session.remembered("plan_taken", None) == job.id:
        return
    session.remember("plan_taken", job.id)
    fit = runs.costing_of(job)
    session.remember(f"plan_fit_{job.task['classifier']}", fit)
    answer_spoken.tell(f"Measured: {cost_words(fit.cost)}.", focus=PLACE)
    st.rerun()
