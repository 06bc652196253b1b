"""A live run judged: a scorecard against all targets together, and on demand a closer look at what it proves."""

from collections.abc import Callable

import streamlit as st

from core.experiment import BUILT_IN, Result
from core.figures.run_sides import side_name
from core.learning.judged import all_in_all
from core.metrics.objective import LatencyObjective
from core.text import Accuracy
from core.workload import AllAtOnce
from pages.parts import turn
from pages.parts.lab_texts import own_accuracy
from pages.parts.run_closer import show_split, show_verdict, show_watches
from pages.parts.scorecard_table import lines_of, scorecard_table
from pages.parts.targets import targets_popover

PROVEN, SPLIT, WATCH = "Is it proven?", "Where the time went", "A late watch"
NO_STREAM = "For texts that arrive one after the other. A pile is all there at the start, so there is nothing to see here."


@turn.fragment
def judged_view(results: list[Result]) -> None:
    """Each side against the targets, then whatever the learner wants to look at more closely."""
    with st.container(key="lab_judged", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.header("Good enough, all in all?", anchor=False, width="content")
            objective, targets = targets_popover()
        named = len(results) > 1
        for side, (column, result) in enumerate(_columns(results)):
            with column:
                if named:
                    st.subheader(side_name(result.scenario), anchor=False)
                if result.void:
                    st.markdown("**No verdict**: the machine disturbed this run too much to judge it.")
                    continue
                lines = lines_of(result, objective, targets, own=_own(result))
                st.markdown(all_in_all(lines))
                scorecard_table(lines, key=f"lab_card_{side}")
        st.caption(
            "A pile is judged by its throughput, a stream by its slowest answers and its rate; either by quality too, which is "
            "measured on messages not trained on."
        )
    _closer(results, objective)


def _closer(results: list[Result], objective: LatencyObjective) -> None:
    look = st.segmented_control(
        "Look closer",
        [PROVEN, SPLIT, WATCH],
        key="lab_closer",
        help="The same run, in three more ways. Press again to put it away.",
    )
    if look is None:
        return
    with st.container(key="lab_closer_view", gap="small"):
        if look == PROVEN:
            st.markdown(
                "A percentile from few texts may be luck. MLPerf's rule for stopping a test early says how many texts it "
                "takes to be 99 % sure that the objective is met."
            )
            _each(_streams(results), lambda result, _side: show_verdict(result, objective))
        elif look == SPLIT:
            st.markdown(
                "A text waits while the classifier is busy with earlier ones, then while its own batch fills, and then it is "
                "served. Each bar is what the texts around one percentile of latency spent."
            )
            _each(results, lambda result, side: show_split(result, key=f"lab_split_{side}"))
        else:
            _late_watch(_streams(results))


def _late_watch(results: list[Result]) -> None:
    st.markdown(
        "The very same run. A load generator that sends a text only when the classifier is free again, and starts its watch "
        "then, leaves out the time that the text should already have been on its way: coordinated omission."
    )
    late = st.toggle(
        "Time it from the moment of sending",
        key="lab_sending",
        help="Off: from the moment when the text was due, as a visitor feels it.",
    )
    _each(results, lambda result, side: show_watches(result, from_sending=late, key=f"lab_watch_{side}"))


def _each(results: list[Result], show: Callable[[Result, int], None]) -> None:
    if not results:
        st.info(NO_STREAM)
    for side, (column, result) in enumerate(_columns(results)):
        with column:
            if len(results) > 1:
                st.subheader(side_name(result.scenario), anchor=False)
            show(result, side)


def _columns(results: list[Result]) -> list[tuple[st.delta_generator.DeltaGenerator, Result]]:
    """A column a side; a single side has the whole width."""
    if len(results) == 1:
        return [(st.container(), results[0])]
    return list(zip(st.columns(len(results), gap="large"), results, strict=True)) if results else []


def _streams(results: list[Result]) -> list[Result]:
    return [result for result in results if not isinstance(result.scenario.arrivals, AllAtOnce)]


def _own(result: Result) -> Accuracy | None:
    """The accuracy on the learner's own texts, if the run was on those and it is known in this tab."""
    scenario = result.scenario
    found = None if scenario.corpus == BUILT_IN else own_accuracy(scenario.classifier, scenario.corpus)
    return None if found is None else Accuracy(**found["accuracy"])
