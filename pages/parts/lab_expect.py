"""Before a run: what the simulator expects of a set-up, what it assumes, and what will not work out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from core.experiment import BUILT_IN, Result, Scenario
from core.experiment.finding import rate_words, time_words
from core.experiment.live import LONGEST_RUN_S
from core.experiment.presets import Setup
from core.figures.run_sides import side_name
from core.figures.run_table import share_words
from core.serving import LinearCost
from core.serving.kept_costs import Key
from core.workload import AllAtOnce
from pages.parts import cached, look
from pages.parts.cost_doubt import measured_words

UNSTABLE = "none: unstable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A simulated result, the cost that it assumes, how that was measured and which it is of those kept."""

    result: Result
    cost: LinearCost
    how: str
    key: Key

    @property
    def own(self) -> bool:
        """Whether the cost was measured with the texts of the scenario."""
        return self.key[1] == self.result.scenario.corpus


def expect(scenario: Scenario) -> Expectation | None:
    """What the simulator expects, with the cost last measured at this pace; None if no cost is known."""
    pace = "tight" if isinstance(scenario.arrivals, AllAtOnce) else "paced"
    costs = cached.costs()
    keys = [(scenario.classifier, corpus, pace) for corpus in (scenario.corpus, BUILT_IN)]
    key = next((key for key in keys if key in costs), None)
    if key is None:
        return None
    cost = costs[key]
    how = "call after call" if pace == "tight" else "with pauses between the calls of a stream"
    return Expectation(result=cached.simulated(scenario, cost), cost=cost, how=how, key=key)


def show_expectation(expected: list[Expectation]) -> None:
    """One column a side."""
    columns = {side_name(one.result.scenario): _figures(one) for one in expected}
    with st.container(key="lab_sim", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("**What to expect**")
            look.engine_badge("simulated", expected[0].result.scenario.requests)
        st.table(pd.DataFrame(columns).rename_axis("Figure"))
        st.caption(
            f"Assumes that a call costs τ₀ + α for each text, {_measured(expected)}, and that it never varies."
            + "".join(dict.fromkeys(measured_words(one.key) for one in expected))
        )
        for one in expected:
            if one.result.unstable:
                st.warning(_unstable_words(one), title="Unstable")


def limits(setup: Setup, expected: list[Expectation]) -> list[str]:
    """What the time limit of a live run will cut off, in words; empty if nothing."""
    limit_s = LONGEST_RUN_S / len(setup.scenarios())
    return [words for scenario in setup.scenarios() if (words := _limit_words(scenario, expected, limit_s))]


def _figures(one: Expectation) -> dict[str, str]:
    result, summary, latency = one.result, one.result.summary, one.result.summary.latency

    def time_or(seconds: float | None) -> str:
        return UNSTABLE if result.unstable else "too few texts" if seconds is None else time_words(seconds)

    return {
        "Texts per second": rate_words(summary.throughput_per_s) if summary.throughput_per_s else "–",
        "Median latency": time_or(latency.p50),
        "p99 latency": time_or(latency.p99),
        "Classifier busy": share_words(summary.utilisation),
        "All answered after": time_words(float(result.log.finish_s[-1])),
        "Assumed τ₀": time_words(one.cost.fixed_s),
        "Assumed α": time_words(one.cost.per_item_s),
    }


def _measured(expected: list[Expectation]) -> str:
    how = " and ".join(dict.fromkeys(one.how for one in expected))
    texts = "" if all(one.own for one in expected) else " with the built-in texts, not yours,"
    return f"measured on this server{texts} {how}"


def _unstable_words(one: Expectation) -> str:
    scenario = one.result.scenario
    most = rate_words(one.cost.capacity(scenario.largest_batch))
    return (
        f"{side_name(scenario)}: {scenario.arrival_rate:g} texts arrive per second and at most {most} can be served. "
        "The queue grows for as long as texts come, so there is no median to expect."
    )


def _limit_words(scenario: Scenario, expected: list[Expectation], limit_s: float) -> str | None:
    rate = scenario.arrival_rate
    if rate is not None and scenario.requests > rate * limit_s:
        come = int(rate * limit_s)
        return (
            f"{side_name(scenario)}: at {rate:g} a second, about {come:,} of the {scenario.requests:,} texts come "
            f"within the {limit_s:g} s that a side may run. It ends there."
        )
    for one in expected:
        if one.result.scenario == scenario and one.result.log.finish_s[-1] > limit_s:
            done = int(np.searchsorted(one.result.log.finish_s, limit_s))
            return f"{side_name(scenario)}: about {done:,} of the {scenario.requests:,} texts fit into {limit_s:g} s. It ends there."
    return None
