"""The planner's controls: widgets that become one frozen workload. Settings live in the address."""

import streamlit as st

from core.base import InvalidInput
from core.experiment.finding import time_words
from core.experiment.plan import Need, Stream
from core.metrics.objective import LatencyObjective
from core.workload import Bursty, Daily, Poisson, Steady
from pages.parts.load_recording import recording
from pages.parts.plan_cost import cost_controls
from pages.parts.plan_number import number

ARRIVALS = {
    "poisson": "At random",
    "steady": "Evenly",
    "bursty": "In bursts",
    "daily": "In a daily wave",
    "replay": "A recording",
}
PERCENTILES = {"p90": 0.90, "p95": 0.95, "p99": 0.99}
BOUNDS_MS = (
    *(5, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000, 10_000, 60_000, 300_000),
    *(900_000, 3_600_000, 14_400_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000),
)
DAY_S, BURST_S, ON_SHARE = 86_400.0, 10.0, 0.25
# How late a batch job may answer; 0 is "as any other". Words that a link can hold.
DEADLINES_S = (0, 300, 900, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800)
SAME = "the same"


def need_controls() -> Need | None:
    """The two that matter most, the others folded; None while something is missing or wrong, which is then said."""
    st.header("Your workload", anchor=False)
    stream = st.container()
    bound_ms = _bound_ms()
    faults = st.container()
    with st.expander("More on what arrives and what is needed"):
        pattern = _pattern()
        percentile = _percentile()
        deadline_s = _deadline()
    with st.expander("What a call and a machine cost"):
        cost = cost_controls(faults)
        price = number("Price of a machine-hour", "price", 1.0, 0.0001, 10_000.0, "In any currency.")
        largest = st.select_slider(
            "Largest batch",
            [2**power for power in range(11)],
            256,
            key="plan_largest",
            bind="query-params",
            help="The most texts that fit into one call, for want of memory say.",
        )
        start_s = number(
            "Start of a machine (s)", "start", 60.0, 0.0, 3600.0, "From asking for it to its first answer."
        )
    with stream:
        arrivals = _arrivals(pattern)
    objective = LatencyObjective(bound_s=bound_ms / 1000, percentile=percentile)
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
            deadline_s=deadline_s,
        )
    except InvalidInput as refused:
        st.error(str(refused), title="That cannot be planned")
        return None


def _pattern() -> str:
    return st.selectbox(
        "Texts come",
        list(ARRIVALS),
        format_func=ARRIVALS.__getitem__,
        key="plan_arrivals",
        bind="query-params",
        help=f"Bursts: on for {100 * ON_SHARE:.0f} % of the time, one about every {BURST_S:g} s. "
        "Daily wave: up to 1.8 times the average.",
    )


def _arrivals(pattern: str) -> Stream | None:
    if pattern == "replay":
        return recording()
    rate = number("Texts per second", "rate", 200.0, 0.001, 100_000.0, "On average over the day.")
    streams: dict[str, Stream] = {
        "poisson": Poisson(rate=rate),
        "steady": Steady(rate=rate),
        "bursty": Bursty(rate=rate, on_share=ON_SHARE, cycle_s=BURST_S),
        "daily": Daily(rate=rate, period_s=DAY_S),
    }
    return streams[pattern]


def _bound_ms() -> float:
    return st.select_slider(
        "Answered within",
        BOUNDS_MS,
        100,
        format_func=lambda ms: time_words(ms / 1000),
        key="plan_bound",
        bind="query-params",
        help="A second for a person who waits, hours for a report. From minutes on a batch job can do it.",
    )


def _percentile() -> float:
    name = st.segmented_control(
        "So many of all texts must be in time",
        list(PERCENTILES),
        default="p99",
        format_func=lambda name: f"{100 * PERCENTILES[name]:.0f} %",
        key="plan_percentile",
        bind="query-params",
        required=True,
        help="p99: 99 of 100 texts. The slowest decide, not the average.",
    )
    return PERCENTILES[name]


def _deadline() -> float | None:
    deadline_s = st.select_slider(
        "A batch job may answer within",
        DEADLINES_S,
        0,
        format_func=lambda seconds: time_words(seconds) if seconds else SAME,
        key="plan_deadline",
        bind="query-params",
        help="A batch job collects texts, then machines start, answer the pile and stop. If your answers may come that "
        "late, say how late at most, and see what answering at once costs.",
    )
    return float(deadline_s) or None
