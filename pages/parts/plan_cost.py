"""What a call costs, for the planner: measured on this server, entered, or fitted to pasted batches."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.base import InvalidInput
from core.experiment.finding import time_words
from core.experiment.plan_pairs import fit_pairs
from core.serving import LinearCost
from core.text import CATALOGUE
from pages.parts import session
from pages.parts.plan_measured import measured_here
from pages.parts.plan_number import number

COSTS = {"here": "This server", "own": "My figures", "pairs": "My batches"}
# The one whose calls cost most, so that the ways to serve differ.
CLASSIFIER = "tfidf-forest"
EXAMPLE = "1: 11\n8: 18\n32: 42"


def cost_controls(faults: DeltaGenerator) -> LinearCost | None:
    """Where the cost comes from, and the cost; None while there is none, which is then said at ``faults``."""
    source = st.segmented_control(
        "The cost of a call is taken from",
        list(COSTS),
        default="here",
        format_func=COSTS.__getitem__,
        key="plan_cost",
        bind="query-params",
        required=True,
        width="stretch",
        help="This server: measured here. My figures: two times that you know. My batches: times that you paste, to "
        "which a line is fitted.",
    )
    match source:
        case "here":
            return _here(faults)
        case "own":
            fixed_ms = number("Each call (ms)", "fixed", 10.0, 0.0, 60_000.0, "Whatever the batch's size.")
            per_item_ms = number("Each text (ms)", "per_item", 1.0, 0.0, 60_000.0, "On top, for every text.")
            if fixed_ms + per_item_ms == 0:
                faults.warning("A call that costs nothing needs no plan. Give one cost above 0.")
                return None
            return LinearCost(fixed_s=fixed_ms / 1000, per_item_s=per_item_ms / 1000)
        case _:
            return _pasted(faults)


def is_measured() -> bool:
    """Whether the cost in use was measured on this server."""
    return session.control_value("plan_cost") == "here"


def _here(faults: DeltaGenerator) -> LinearCost | None:
    name = st.selectbox(
        "Classifier",
        list(CATALOGUE),
        index=list(CATALOGUE).index(CLASSIFIER),
        format_func=lambda name: CATALOGUE[name].title,
        key="plan_classifier",
        bind="query-params",
    )
    return measured_here(name, faults)


def _pasted(faults: DeltaGenerator) -> LinearCost | None:
    session.restore_control("plan_pairs")
    text = st.text_area(
        "Batch size: milliseconds",
        EXAMPLE if session.control_value("plan_pairs") is None else None,
        key="plan_pairs",
        max_chars=10_000,
        height=130,
        help="One pair on each line. The same size may come several times.",
    )
    session.keep_control("plan_pairs")
    try:
        fit = fit_pairs(text or "")
    except InvalidInput as refused:
        faults.error("\n".join(f"- {fault}" for fault in refused.faults), title="The batches cannot be read")
        return None
    st.caption(
        f"Fitted: {time_words(fit.cost.fixed_s)} a call and {time_words(fit.cost.per_item_s)} a text, "
        f"off by {100 * fit.worst_error:.0f} % at worst."
    )
    return fit.cost
