"""The verdict on the chosen load: is the objective met, is that proven, and how much of the work was good."""

import streamlit as st

from core.experiment import Result, simulate
from core.experiment.finding import rate_words
from core.metrics.objective import Judgement, judge
from pages.parts import look
from pages.parts.load_guess import is_open
from pages.parts.load_setup import Asked, unstable_words

MARK = {"met": ":material/check:", "not met": ":material/close:", "not enough requests": ":material/help:"}


def chosen_run(asked: Asked) -> Result:
    """The simulated run of the chosen load."""
    return simulate(asked.scenario, asked.cost)


def verdict_view(asked: Asked) -> None:
    """The verdict in words, with throughput and goodput; after the guess, since it would give it away."""
    if not is_open("highest"):
        return
    result = chosen_run(asked)
    judgement = judge(result.log, asked.objective)
    st.header(f"Are {rate_words(asked.rate)} texts per second too many?", anchor=False)
    look.engine_badge("simulated", judgement.n)
    if result.unstable:
        st.warning(unstable_words(asked), title="Unstable")
    with st.container(key="load_verdict", gap="small"):
        st.markdown(verdict_words(asked, judgement, unstable=result.unstable))
        with st.grid(3, min_column_width=150, gap="medium"):
            _rates(result, judgement)
    st.caption(
        "Goodput counts only the texts answered within the bound. The rule (MLPerf's early stopping, 99 % confidence) "
        "takes texts as independent. Neighbours in a queue are not, so near the knee trust several runs more than one."
    )


def verdict_words(asked: Asked, judgement: Judgement, *, unstable: bool) -> str:
    """Met, not met, or not enough requests to say: with the counts that decide it."""
    allowed = 1 - asked.objective.percentile
    share = judgement.over / judgement.n if judgement.n else 0.0
    counted = (
        f"{judgement.over:,} of {judgement.n:,} texts ({100 * share:.2g} %) took longer than {asked.bound}"
    )
    if unstable:
        return f"{MARK['not met']} **Not met**, whatever this run says: the longer it lasts, the later the answers. In this run {counted}."
    mark = MARK[judgement.verdict]
    match judgement.verdict:
        case "met":
            return f"{mark} **Met.** {counted}; so few that chance cannot excuse it (n ≥ {judgement.needed:,} would do)."
        case "not met":
            return f"{mark} **Not met.** {counted}; the objective allows {100 * allowed:.0f} %."
        case _:
            return (
                f"{mark} **Not enough requests.** {counted}. That may be luck: with {judgement.over:,} over the bound "
                f"the verdict needs n ≥ {judgement.needed:,}."
            )


def _rates(result: Result, judgement: Judgement) -> None:
    throughput, good = result.summary.throughput_per_s, judgement.goodput_per_s
    quiet = {"delta_color": "off", "delta_arrow": "off"}
    st.metric("Throughput", rate_words(throughput) if throughput else "–", "texts per second", **quiet)
    st.metric("Goodput", rate_words(good) if good else "0", "texts per second, in time", **quiet)
    busy = result.summary.utilisation
    st.metric("Classifier busy", "–" if busy is None else f"{100 * busy:.0f} %", "of the time", **quiet)
