"""One run looked at closely, simulated or live: is an objective proven, where did the time go, what does a late watch omit?"""

from typing import Any

import streamlit as st

from core.experiment import Result
from core.experiment.finding import rate_words, time_words
from core.experiment.replications import NEAR_KNEE
from core.figures.omission import omission_figure, omission_finding, two_watches
from core.figures.split import split_figure, split_finding, split_table
from core.metrics.objective import Judgement, LatencyObjective, judge
from pages.parts import look

MARK = {"met": ":material/check:", "not met": ":material/close:", "not enough requests": ":material/help:"}
RULE = (
    "Goodput counts only the texts answered within the bound. The rule (MLPerf's early stopping, 99 % confidence) "
    "takes texts as independent."
)
QUIET: dict[str, Any] = {"delta_color": "off", "delta_arrow": "off"}


def verdict_words(objective: LatencyObjective, judgement: Judgement, *, unstable: bool) -> str:
    """Met, not met, or not enough requests to say: with the counts that decide it."""
    allowed, bound = 1 - objective.percentile, time_words(objective.bound_s)
    share = judgement.over / judgement.n if judgement.n else 0.0
    counted = f"{judgement.over:,} of {judgement.n:,} texts ({per_cent(share)}) took longer than {bound}"
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


def per_cent(share: float) -> str:
    """A share to two figures, never with an exponent.

    >>> per_cent(0.0012), per_cent(0.994), per_cent(0.0)
    ('0.12 %', '99 %', '0 %')
    >>> per_cent(0.9962), per_cent(1.0)
    ('over 99 %', '100 %')
    """
    percent = 100 * share
    if 99.5 <= percent < 100:
        return "over 99 %"
    return f"{percent:.2g} %" if percent < 10 else f"{percent:.0f} %"


def show_verdict(result: Result, objective: LatencyObjective) -> None:
    """MLPerf's early-stopping verdict on a run, with the counts, throughput and goodput."""
    judgement = judge(result.log, objective)
    st.markdown(verdict_words(objective, judgement, unstable=result.unstable))
    show_rates(result, judgement)
    busy = result.summary.utilisation
    if busy is not None and busy >= NEAR_KNEE and not result.unstable:
        st.caption(
            f"{RULE} Here the classifier was busy {100 * busy:.0f} % of the time, so texts queued together and are alike: "
            "this one run proves less than the rule says. Run it again with another draw, and see whether it holds."
        )
    else:
        st.caption(RULE)


def show_rates(result: Result, judgement: Judgement) -> None:
    """Throughput, goodput and how busy the classifier was."""
    throughput, good, busy = (
        result.summary.throughput_per_s,
        judgement.goodput_per_s,
        result.summary.utilisation,
    )
    with st.grid(3, min_column_width=130, gap="medium"):
        st.metric("Throughput", rate_words(throughput) if throughput else "–", "texts per second", **QUIET)
        st.metric("Goodput", rate_words(good) if good else "0", "a second, in time", **QUIET)
        st.metric("Classifier busy", "–" if busy is None else f"{100 * busy:.0f} %", "of the time", **QUIET)


def show_split(result: Result, *, key: str) -> None:
    """Latency at each percentile, cut into waiting for the server, for the batch to fill, and service."""
    words = split_finding(result)
    alt = f"Stacked bars of latency at each percentile: service, waiting for the batch, waiting for the server. {words}."
    look.figure(split_figure(result), key=key, alt=alt, table=lambda: split_table(result))


def show_watches(result: Result, *, from_sending: bool, key: str) -> None:
    """What either watch reads of the very same run, and both distributions."""
    watches = two_watches(result)
    read, other = (watches.sending, watches.due) if from_sending else (watches.due, watches.sending)
    with st.grid(3, min_column_width=130, gap="medium"):
        for name in ("p50", "p95", "p99"):
            seconds, otherwise = getattr(read, name), getattr(other, name)
            st.metric(
                f"{name}, from {'sending' if from_sending else 'due'}",
                "–" if seconds is None else time_words(seconds),
                None if otherwise is None else f"the other watch: {time_words(otherwise)}",
                **QUIET,
            )
    words = omission_finding(result)
    look.figure(
        omission_figure(result, from_sending=from_sending),
        key=key,
        alt=f"Share of texts answered within each time, by two watches. {words}.",
    )
    if result.unstable:
        st.caption("This load is unstable: these figures say how long the run was, and little else.")
