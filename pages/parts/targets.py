"""The targets that every run is judged by: set in one place, shared by the lab and the load page, and remembered."""

from typing import Any

import streamlit as st

from core.learning.events import TargetsSet
from core.learning.numbers import Targets
from core.metrics.objective import LatencyObjective
from pages.parts import session

POSITIVE = "spam"
# An option's words are what the address holds, so they are short.
PERCENTILES = {"p90": 0.90, "p95": 0.95, "p99": 0.99}
BOUNDS_MS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000)
DEFAULT = Targets()


def objective_controls() -> LatencyObjective:
    """The latency objective: a percentile and its bound."""
    name = _kept(
        st.segmented_control,
        "Of all texts",
        list(PERCENTILES),
        key="load_percentile",
        default="p99",
        format_func=lambda name: f"{100 * PERCENTILES[name]:.0f} %",
        required=True,
        width="stretch",
        help="p99: 99 of 100 texts. The slowest decide, not the average.",
    )
    bound_ms = _kept(
        st.select_slider,
        "have their answer within (ms)",
        BOUNDS_MS,
        key="load_bound",
        value=round(1000 * DEFAULT.latency_s),
        help="Measured from when a text is due.",
    )
    return LatencyObjective(bound_s=bound_ms / 1000, percentile=PERCENTILES[name])


def stream_controls() -> float:
    """The steady rate that a stream must be served at, texts per second."""
    return float(
        _kept(
            st.number_input,
            "A stream: at least (texts per second)",
            1,
            100_000,
            key="load_target_rate",
            value=int(DEFAULT.throughput_rate),
            step=5,
            help="What comes must be answered at this rate at least.",
        )
    )


def quality_controls() -> tuple[float, float]:
    """Accuracy, and recall on the class that matters, as shares."""
    right = _share("Accuracy around (%)", "load_target_accuracy", DEFAULT.accuracy, "Of all answers, how many are right.")  # fmt: skip
    found = _share(f"Recall on {POSITIVE} around (%)", "load_target_recall", DEFAULT.recall, f"Of all {POSITIVE}, how much is found.")  # fmt: skip
    return right, found


def targets_popover() -> tuple[LatencyObjective, Targets]:
    """All of them, one below the other, behind one button."""
    with st.popover("Change the targets", icon=":material/tune:"):
        st.caption(
            "They start from common examples and are yours to change. The load page uses the same ones, and they are "
            "remembered for your next visit."
        )
        objective = objective_controls()
        rate = stream_controls()
        batch_rate = float(
            _kept(
                st.number_input,
                "A pile: at least (texts per second)",
                1,
                1_000_000,
                key="load_target_batch",
                value=int(DEFAULT.batch_throughput_rate),
                step=100,
                help="Texts that are all there at the start: how fast they must be worked off.",
            )
        )
        accuracy, recall = quality_controls()
    return objective, Targets(
        batch_throughput_rate=batch_rate,
        latency_s=objective.bound_s,
        throughput_rate=rate,
        accuracy=accuracy,
        recall=recall,
    )


def _share(label: str, key: str, start: float, help_text: str) -> float:
    percent = _kept(
        st.slider, label, 50.0, 99.5, key=key, value=100 * start, step=0.5, format="%.1f", help=help_text
    )
    return float(percent) / 100


def _kept(widget: Any, label: str, *options: Any, key: str, **more: Any) -> Any:
    """A widget bound to the address whose value both pages share: kept in the tab, and with the learner's progress."""
    _recall(key, options)
    session.restore_control(key)
    value = widget(label, *options, key=key, bind="query-params", on_change=_write_down, args=(key,), **more)
    session.keep_control(key)
    return value


def _write_down(key: str) -> None:
    session.record(TargetsSet(targets={key: session.control(key)}))


def _recall(key: str, options: tuple[Any, ...]) -> None:
    """On a first visit of this tab: the value that the learner set last, if the control can still take it."""
    if session.remembered("targets_recalled", {}).get(key):
        return
    session.remember("targets_recalled", {**session.remembered("targets_recalled", {}), key: True})
    written = session.events(kinds=["targets_set"])
    values = [
        one.event.targets[key]
        for one in written
        if isinstance(one.event, TargetsSet) and key in one.event.targets
    ]
    if values and _fits(values[-1], options) and session.remembered(f"control_{key}", None) is None:
        session.remember(f"control_{key}", values[-1])


def _fits(value: Any, options: tuple[Any, ...]) -> bool:
    """Whether the value is one of those listed or, of two limits, lies between them."""
    if len(options) == 1:
        return value in options[0]
    low, high = options
    return type(value) is type(low) and bool(low <= value <= high)
