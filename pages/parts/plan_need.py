"""The planner's controls: widgets that become one frozen workload. Settings live in the address."""

from typing import Any

import streamlit as st

from core.base import InvalidInput
from core.experiment import BUILT_IN
from core.experiment.finding import time_words
from core.experiment.plan import Need, Stream
from core.experiment.plan_pairs import fit_pairs
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.text import CATALOGUE
from core.workload import Bursty, Daily, Poisson, Steady
from pages.parts import cached, session
from pages.parts.load_recording import recording

ARRIVALS = {
    "poisson": "At random",
    "steady": "Evenly",
    "bursty": "In bursts",
    "daily": "In a daily wave",
    "replay": "A recording",
}
PERCENTILES = {"p90": 0.90, "p95": 0.95, "p99": 0.99}
BOUNDS_MS = (5, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000, 10_000, 60_000, 300_000)
BOUNDS_MS += (900_000, 3_600_000, 14_400_000, 43_200_000, 86_400_000)
COSTS = {"here": "Here", "own": "My figures", "pairs": "My batches"}
DAY_S, BURST_S, ON_SHARE = 86_400.0, 10.0, 0.25
EXAMPLE = "1: 11\n8: 18\n32: 42"


def need_controls() -> Need | None:
    """Three groups of controls; None while something is missing or wrong, which is then said."""
    load, wanted, cost_side = st.columns(3, gap="large")
    with load:
        st.subheader("What arrives", anchor=False)
        arrivals = _arrivals()
    with wanted:
        st.subheader("What is needed", anchor=False)
        objective = _objective()
        price = _number("Price of a machine-hour", "price", 1.0, 0.0, 10_000.0, "In any currency.")
    with cost_side:
        st.subheader("What a call costs", anchor=False)
        cost = _cost()
        with st.expander("Limits of a machine"):
            largest = st.select_slider(
                "Largest batch",
                [2**power for power in range(11)],
                256,
                key="plan_largest",
                bind="query-params",
                help="The most texts that fit into one call, for want of memory say.",
            )
            start_s = _number(
                "Start (s)", "start", 60.0, 0.0, 3600.0, "From asking for a machine to its first answer."
            )
    if arrivals is None or cost is None:
        return None
    try:
        return Need(
            arrivals=arrivals,
            objective=objective,
            cost=cost,
            hour_price=price,
            largest_batch=int(largest),
            start_s=start_s,
        )
    except InvalidInput as refused:
        st.error(str(refused), title="That cannot be planned")
        return None


def _arrivals() -> Stream | None:
    pattern = st.selectbox(
        "Texts come",
        list(ARRIVALS),
        format_func=ARRIVALS.__getitem__,
        key="plan_arrivals",
        bind="query-params",
        help=f"Bursts: on for {ON_SHARE:.0%} of the time, one about every {BURST_S:g} s. "
        "Daily wave: up to 1.8 times the average.",
    )
    if pattern == "replay":
        return recording()
    rate = _number("Texts per second", "rate", 50.0, 0.001, 100_000.0, "On average over the day.")
    return {
        "poisson": Poisson(rate=rate),
        "steady": Steady(rate=rate),
        "bursty": Bursty(rate=rate, on_share=ON_SHARE, cycle_s=BURST_S),
        "daily": Daily(rate=rate, period_s=DAY_S),
    }[pattern]


def _objective() -> LatencyObjective:
    percentile = st.segmented_control(
        "Of all texts",
        list(PERCENTILES),
        default="p99",
        format_func=lambda name: f"{PERCENTILES[name]:.0%}",
        key="plan_percentile",
        bind="query-params",
        required=True,
        help="p99: 99 of 100 texts. The slowest decide, not the average.",
    )
    bound_ms = st.select_slider(
        "are answered within",
        BOUNDS_MS,
        100,
        format_func=lambda ms: time_words(ms / 1000),
        key="plan_bound",
        bind="query-params",
        help="A second for a person who waits, hours for a report. From minutes on a batch job can do it.",
    )
    return LatencyObjective(bound_s=bound_ms / 1000, percentile=PERCENTILES[percentile])


def _cost() -> LinearCost | None:
    source = st.segmented_control(
        "Measured",
        list(COSTS),
        default="here",
        format_func=COSTS.__getitem__,
        key="plan_cost",
        bind="query-params",
        required=True,
        width="stretch",
        help="A batch of b texts takes a fixed time and a time for each text.",
    )
    match source:
        case "here":
            return _measured_here()
        case "own":
            fixed_ms = _number("Each call (ms)", "fixed", 10.0, 0.0, 60_000.0, "Whatever the batch's size.")
            per_item_ms = _number("Each text (ms)", "per_item", 1.0, 0.0, 60_000.0, "On top, for every text.")
            if fixed_ms + per_item_ms == 0:
                st.warning("A call that costs nothing needs no plan. Give one cost above 0.")
                return None
            return LinearCost(fixed_s=fixed_ms / 1000, per_item_s=per_item_ms / 1000)
        case _:
            return _pasted()


def _measured_here() -> LinearCost | None:
    name = st.selectbox(
        "Classifier",
        list(CATALOGUE),
        format_func=lambda name: CATALOGUE[name].title,
        key="plan_classifier",
        bind="query-params",
    )
    cost = cached.costs().get((name, BUILT_IN, "paced"))
    if cost is None:
        st.info("The measuring process is starting. Load this page again in a moment.")
        return None
    st.caption(
        f"LIVE: {time_words(cost.fixed_s)} a call and {time_words(cost.per_item_s)} a text on this server."
    )
    return cost


def _pasted() -> LinearCost | None:
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
        st.error("\n".join(f"- {fault}" for fault in refused.faults), title="Cannot be read")
        return None
    st.caption(
        f"Fitted: {time_words(fit.cost.fixed_s)} a call and {time_words(fit.cost.per_item_s)} a text, "
        f"off by {fit.worst_error:.0%} at worst."
    )
    return fit.cost


def _number(label: str, name: str, value: float, least: float, most: float, help_text: str) -> Any:
    return st.number_input(
        label, least, most, value, key=f"plan_{name}", bind="query-params", help=help_text, format="%g"
    )
