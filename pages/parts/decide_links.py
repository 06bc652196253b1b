"""Where to learn what went wrong in a decision: the section that teaches a knob, and the page that shows it at work."""

import streamlit as st

from core.experiment.case_gap import AS_GOOD, Gap
from pages.parts.answer_remedy import read_link
from pages.parts.registry import LAB, LOAD, QUALITY, PageEntry

SECTION = {
    "mode": "choosing-for-a-workload#worked-example",
    "batch_size": "dynamic-batching#faster",
    "wait_s": "dynamic-batching#on-purpose",
    "replicas": "why-queues-explode#what-is-left",
    "threshold": "thresholds-and-money#prevalence-and-capacity",
}
SEEN_IN: dict[str, tuple[PageEntry, str, dict[str, str]]] = {
    "mode": (LAB, "Run both modes in the lab", {}),
    "batch_size": (LAB, "Try batch sizes in the lab", {}),
    "wait_s": (LAB, "Try waits in the lab", {}),
    "replicas": (LOAD, "See how latency grows with load", {}),
    "threshold": (QUALITY, "Move a threshold and its costs", {"quality_view": "Cost and capacity"}),
}


def wrong_knobs(gap: Gap) -> tuple[str, ...]:
    """The knobs that broke something or cost more than a hundredth of the best choice."""
    least = AS_GOOD * gap.best.day_cost
    knobs = [step.knob for step in gap.steps if step.mends or step.day_saving > least]
    if not gap.mine.flagged.fits or gap.threshold_extra > least:
        return (*knobs, "threshold")
    return tuple(knobs)


def links(gap: Gap) -> None:
    """A section and a page for each knob that went wrong, each once; nothing if none did."""
    knobs = wrong_knobs(gap)
    for section in dict.fromkeys(SECTION[knob] for knob in knobs):
        read_link(section)
    for page, label, query in {SEEN_IN[knob][0].script: SEEN_IN[knob] for knob in knobs}.values():
        st.page_link(page.script, label=label, icon=":material/arrow_forward:", query_params=query)
