"""The lesson's figure on dynamic batching: three ways to serve the same stream, at every load."""

import streamlit as st

from core.batching import DynamicBatch, FixedBatch, Policy, RealTime
from core.experiment import Result, Scenario
from core.experiment.finding import time_words
from core.figures.dynamic import latency_against_load
from core.learning.dynamic_means import FEW, MOST, Ways, curve, limit, ways_at
from core.learning.numbers import FIXED_S, PER_TEXT_S
from core.serving import LinearCost
from core.workload import Poisson
from pages.parts import cached, look, turn

SERVER = LinearCost(fixed_s=FIXED_S, per_item_s=PER_TEXT_S)
REQUESTS = 10_000
DOTS: dict[str, tuple[Policy, tuple[float, ...]]] = {
    "one_s": (RealTime(), (10, 40, 70)),
    "few_s": (FixedBatch(batch_size=FEW), (10, 40, 85, 130)),
    "take_all_s": (DynamicBatch(max_batch_size=MOST, max_wait_s=0.0), (10, 85, 200, 300, 400)),
}
NAMES = {"one_s": "One at a time", "few_s": "Waiting for two", "take_all_s": "Taking whoever waits, up to 8"}
SIZES = {"one_s": 1, "few_s": FEW, "take_all_s": MOST}


@turn.fragment
def dynamic_batching(start: str | None = None, spot: str = "") -> None:
    """Slide the load: where patience costs, where it pays, and where one at a time falls behind."""
    rate = st.slider("Messages per second", 5, 440, int(start or 85), 5, key=f"lesson_load{spot}")
    ways = ways_at(float(rate))
    chart = latency_against_load(
        {way: curve(way) for way in NAMES},
        {way: limit(size) for way, size in SIZES.items()},
        {way: _simulated(way) for way in NAMES},
        rate,
        finding(rate, ways),
    )
    rows = "\n".join(f"| {name} | {_mean(getattr(ways, way))} |" for way, name in NAMES.items())
    look.figure(
        chart,
        key=f"lesson_dynamic{spot}",
        alt=f"Mean latency against load for three ways to serve. {finding(rate, ways)}.",
    )
    st.markdown(f"| At {rate} per second | Mean latency |\n|---|---|\n{rows}")


def finding(rate: int, ways: Ways) -> str:
    """Who is fastest at this load, and whom patience hurts."""
    if ways.one_s is None:
        few = "; so does waiting for two" if ways.few_s is None else ""
        return f"At {rate} per second, one at a time falls behind for good{few}"
    assert ways.few_s is not None  # two share a call, so they keep up wherever one alone does
    patience = time_words(abs(ways.few_s - ways.one_s))
    if ways.few_s > ways.one_s:
        return f"At {rate} per second, waiting for company makes the mean latency {patience} longer"
    return f"At {rate} per second, waiting for company makes the mean latency {patience} shorter"


def _mean(seconds: float | None) -> str:
    return "unstable: the queue never stops growing" if seconds is None else time_words(seconds)


def _simulated(way: str) -> list[Result]:
    policy, rates = DOTS[way]
    return [
        cached.simulated(
            Scenario(
                classifier="tfidf-logreg",
                policy=policy,
                arrivals=Poisson(rate=float(rate)),
                requests=REQUESTS,
            ),
            SERVER,
        )
        for rate in rates
    ]
