"""The controls of a case: mode, batch size, wait, machines and threshold, and the button that commits to them."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.experiment.case import MODES, Case, Decision, Serving
from core.experiment.case_brief import decision_words, machines, money
from core.experiment.case_outcome import HOURS
from core.experiment.finding import time_words
from core.learning.case_state import last_decision
from pages.parts import session
from pages.parts.decide_state import commit, place

LABEL = {"real_time": "One at a time", "dynamic": "Dynamic batches", "batch": "Batch job"}


def choice_view(case: Case, twisted: bool) -> None:
    """The controls, what they amount to, and the button."""
    st.header("Your decision", anchor=False)
    _controls(case, twisted)


@st.fragment
def _controls(case: Case, twisted: bool) -> None:
    start = _start(case, twisted)
    with st.container(key="decide_controls"):
        left, right = st.columns(2, gap="large")
        with left:
            serving = _serving(case, twisted, start.serving)
        with right:
            threshold = _slider(
                case, twisted, "threshold", "Flag from this score on", case.offer.thresholds, start.threshold,
                words=lambda share: f"{share:.0%}",
                help=f"A higher line flags less: fewer false alarms, more misses. What is flagged counts as {case.looked_for}.",
            )  # fmt: skip
    decision = Decision(serving=serving, threshold=threshold)
    st.markdown(f"{decision_words(decision)}. {_price(case, twisted, serving)}")
    if st.button("That is my decision", type="primary", key=f"decide_commit_{place(case, twisted)}"):
        commit(case, twisted, decision)
        st.rerun()
    st.caption("Nothing is simulated, and nothing of the best choice shown, before you decide.")


def _serving(case: Case, twisted: bool, start: Serving) -> Serving:
    offer = case.offer
    mode = _control(
        case, twisted, "mode", start.mode,
        lambda key: st.segmented_control(
            "Mode", MODES, format_func=LABEL.__getitem__, key=key, required=True,
            help="One at a time: each text as it comes. Dynamic batches: those that wait go together. "
            "Batch job: texts are collected, then machines start, answer the pile and stop.",
        ),
    )  # fmt: skip
    size, wait_s = 1, 0.0
    if mode != "real_time":
        size = _slider(
            case, twisted, "size", "Batch size, at most", offer.batch_sizes, start.batch_size,
            help="Texts in one call share its fixed time, and each waits for the whole call.",
        )  # fmt: skip
    if mode == "dynamic":
        wait_s = _slider(
            case, twisted, "wait", "Longest wait for company", offer.waits_s, start.wait_s,
            words=lambda wait_s: time_words(wait_s) if wait_s else "none",
            help="How long the oldest text waits for the batch to fill while a machine is free.",
        )  # fmt: skip
    if mode == "batch":
        wait_s = _slider(
            case, twisted, "collect", "Collect for", offer.collects_s, start.wait_s, words=time_words,
            help="How long texts pile up before the machines start.",
        )  # fmt: skip
    replicas = _slider(
        case, twisted, "replicas", "Machines", offer.replicas, start.replicas,
        help="Each text goes to one of them. A batch job pays for them only while they are on.",
    )  # fmt: skip
    return Serving(mode=mode, batch_size=size, wait_s=wait_s, replicas=replicas)


def _slider(
    case: Case,
    twisted: bool,
    name: str,
    label: str,
    options: Sequence[Any],
    start: Any,
    *,
    words: Callable[[Any], str] = str,
    help: str,
) -> Any:
    """A slider with steps; a single option is said instead."""
    if len(options) == 1:
        st.markdown(f"{label}: {words(options[0])}, there is no other choice here.")
        return options[0]
    first = start if start in options else options[len(options) // 2]
    return _control(
        case, twisted, name, first,
        lambda key: st.select_slider(label, options, format_func=words, key=key, help=help),
    )  # fmt: skip


def _control(case: Case, twisted: bool, name: str, start: Any, draw: Callable[[str], Any]) -> Any:
    """A control that begins at ``start`` and keeps its value while this tab lives, on the screen or not."""
    key = f"decide_{name}_{place(case, twisted)}"
    session.restore_control(key)
    if session.control_value(key) is None:
        session.set_control(key, start)
    value = draw(key)
    session.keep_control(key)
    return value


def _start(case: Case, twisted: bool) -> Decision:
    """Where the controls begin: at the last decision, a twist's at that before the twist."""
    progress = session.progress()
    last = last_decision(progress, case, twisted=twisted) or last_decision(progress, case, twisted=False)
    if last is not None:
        return last
    middle = case.offer.replicas[len(case.offer.replicas) // 2]
    serving = Serving(mode="real_time", batch_size=1, wait_s=0, replicas=middle)
    return Decision(serving=serving, threshold=0.5)


def _price(case: Case, twisted: bool, serving: Serving) -> str:
    hour = case.at(twisted).need.hour_price
    if serving.mode == "batch":
        return f"You pay {money(hour * serving.replicas)} for each hour that the job runs."
    return f"{machines(serving.replicas).capitalize()}, always on: {money(HOURS * hour * serving.replicas)} a day."
