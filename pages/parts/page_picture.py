"""The picture on the home page: the same two dozen texts, answered one at a time and in batches."""

import streamlit as st

from core.batching import FixedBatch, Policy, RealTime
from core.experiment import BUILT_IN, Result, Scenario
from core.experiment.finding import time_words
from core.figures import palette
from core.figures.departures import departures
from core.serving import LinearCost
from core.workload import Poisson
from pages.parts import cached

CLASSIFIER, TEXTS, BATCH = "tfidf-forest", 24, 8
# Busy enough for a queue now and then, not so busy that it never ends.
LOAD = 0.7


def picture() -> None:
    """Draws it from the costs measured when the server started; nothing if nothing has been measured yet."""
    cost = cached.costs().get((CLASSIFIER, BUILT_IN, "paced"))
    if cost is None:
        return
    single, batch = (_expected(policy, cost) for policy in (RealTime(), FixedBatch(batch_size=BATCH)))
    until_s = max(float(side.log.finish_s.max()) for side in (single, batch))
    with st.container(key="home_picture", gap="xsmall"):
        _side(single, "One at a time", palette.REAL_TIME, until_s)
        _side(batch, f"In batches of {BATCH}", palette.BATCH, until_s)
        st.caption(
            f"{TEXTS} texts, one a line, over {time_words(until_s)}. Thin: the text waits. Thick: it is being classified. "
            "SIM, from what a call cost when this server started."
        )


def _expected(policy: Policy, cost: LinearCost) -> Result:
    arrivals = Poisson(rate=LOAD * cost.capacity(1))
    scenario = Scenario(classifier=CLASSIFIER, policy=policy, arrivals=arrivals, requests=TEXTS, seed=1)
    return cached.simulated(scenario, cost)


def _side(result: Result, name: str, colour: str, until_s: float) -> None:
    summary = result.summary
    calls = len(set(result.log.batch_id.tolist()))
    words = f"{calls} calls, the server busy {summary.utilisation:.0%} of the time"
    if summary.latency.p50 is not None:
        words += f", half of the answers within {time_words(summary.latency.p50)}"
    st.markdown(f"**{name}:** {words}.")
    st.image(departures(result, colour, until_s=until_s), width="stretch", alt=f"{name}: {words}.")
