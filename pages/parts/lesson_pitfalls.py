"""The lesson's four pitfalls, each fallen into on purpose and measured."""

import numpy as np
import streamlit as st

from core.base.numbers_format import count, pct
from core.batching import DynamicBatch, Policy, RealTime
from core.experiment import Scenario
from core.experiment.finding import time_words
from core.experiment.leakage import Leak, leak_trial
from core.figures.pitfall_drift import drift_figure
from core.figures.pitfall_latency import stall_figure
from core.figures.pitfall_leakage import leak_figure
from core.figures.pitfall_overload import backlog_figure
from core.learning.derivations import share
from core.learning.pitfall_drift import DISGUISES, PREVALENCES, Change, drifted
from core.learning.pitfall_latency import stalled_run, two_readings
from core.learning.pitfall_overload import waiting_at
from core.workload import Poisson
from pages.parts import cached, look, turn
from pages.parts.lesson_dynamic import SERVER

WATCHED_S = 60.0
LEAKS: dict[Leak, str] = {"copies": "Copies in both halves", "mark": "A mark set afterwards"}
CHANGES: dict[Change, str] = {"rarer": "Spam becomes rarer", "disguised": "Spam disguises its words"}


@turn.fragment
def latency(start: str | None = None, spot: str = "") -> None:
    """One server that stalls once, and two stop watches."""
    stall_s = st.slider(
        "How long the server stalls (s)", 0.0, 3.0, float(start or 1.0), 0.1, key=f"lesson_stall{spot}"
    )
    log = stalled_run(stall_s)
    due, sent = two_readings(log)
    assert due.p99 is not None and sent.p99 is not None  # 1,000 requests are enough for both
    title = f"p99 is {time_words(due.p99)} from when it was due, {time_words(sent.p99)} from when it was sent"
    look.figure(
        stall_figure(log, title), key=f"lesson_stall_chart{spot}", alt=f"Latency of each request. {title}."
    )
    st.caption(
        "One request every 10 ms, each served in 2 ms, and one stall. Whoever sends the next request only after "
        "the last reply sees a single slow one. The answers, and so the accuracy, are the same by either clock."
    )


@turn.fragment
def accuracy_only(start: str | None = None, spot: str = "") -> None:
    """Two services with the same answers; one of them drowns."""
    rate = st.slider("Messages per second", 60, 130, int(start or 100), 5, key=f"lesson_sale_day{spot}")
    times_s = np.linspace(0, WATCHED_S, 121)
    one, together = (
        waiting_at(cached.simulated(_sale_day(policy, rate), SERVER).log, times_s)
        for policy in (RealTime(), DynamicBatch(max_batch_size=8, max_wait_s=0.0))
    )
    accuracy = cached.trained("tfidf-logreg").accuracy
    title = (
        f"After a minute, {count(one[-1])} messages wait for one service and {count(together[-1])} for the other; "
        f"both have {pct(accuracy.value)} accuracy"
    )
    chart = backlog_figure(times_s, one, together, n=_arrivals(rate), title=title)
    look.figure(chart, key=f"lesson_backlog{spot}", alt=f"Messages waiting over a minute. {title}.")
    st.caption(
        f"A server of 10 ms a call and 1 ms a text. Accuracy: our TF-IDF + logistic regression on "
        f"{accuracy.n:,} held-out messages. It reads each text by itself, so both services give the same answers."
    )


def _arrivals(rate: int) -> int:
    """A tenth more than a minute's worth, so that the stream lasts until the end of the minute."""
    return round(1.1 * rate * WATCHED_S)


def _sale_day(policy: Policy, rate: int) -> Scenario:
    return Scenario(
        classifier="tfidf-logreg",
        policy=policy,
        arrivals=Poisson(rate=float(rate)),
        requests=_arrivals(rate),
    )


@turn.fragment
def leakage(start: str | None = None, spot: str = "") -> None:
    """The same pipeline, tested with a leak and without, then met by new messages."""
    leak = st.segmented_control(
        "What leaks into the test",
        list(LEAKS),
        default=start or "mark",
        format_func=lambda one: LEAKS[one],
        required=True,
        key=f"lesson_leak{spot}",
    )
    trial = leak_trial(leak)
    title = (
        f"The leaky test promised {pct(trial.claimed.value)}; new messages got {pct(trial.live.value)}. "
        f"The clean test promised {pct(trial.honest_claimed.value)}; they got {pct(trial.honest_live.value)}"
    )
    bars = [
        (which, place, found.value, found.low, found.high)
        for which, place, found in (
            ("Leaky test", "In the test", trial.claimed),
            ("Leaky test", "On new messages", trial.live),
            ("Clean test", "In the test", trial.honest_claimed),
            ("Clean test", "On new messages", trial.honest_live),
        )
    ]
    label = f"LIVE · n = {trial.claimed.n:,} in the test, {trial.live.n:,} new"
    look.figure(
        leak_figure(bars, title, label),
        key=f"lesson_leak_chart{spot}",
        alt=f"Accuracy promised and met. {title}.",
    )
    st.caption(
        "Each of 300 messages lies in the archive three times; cut at random, its copies end up on both sides."
        if leak == "copies"
        else "In the archive, 97 % of the spam carries the words “closed without reply”. New messages never do."
    )


@turn.fragment
def drift(start: str | None = None, spot: str = "") -> None:
    """Our classifier, trained once and left alone, while the messages change."""
    change = st.segmented_control(
        "What changes",
        list(CHANGES),
        default=start or "rarer",
        format_func=lambda one: CHANGES[one],
        required=True,
        key=f"lesson_drift{spot}",
    )
    levels = PREVALENCES if change == "rarer" else DISGUISES
    matrices = [drifted(cached.trained("tfidf-logreg"), change, level) for level in levels]
    first, last, measure = matrices[0], matrices[-1], "precision" if change == "rarer" else "recall"
    title = (
        f"{measure.capitalize()} falls from {share(getattr(first, measure))} to {share(getattr(last, measure))}, "
        f"accuracy moves from {share(first.accuracy)} to {share(last.accuracy)}"
    )
    axis = (
        "Share of spam in the traffic"
        if change == "rarer"
        else "Longer words of spam in disguise (w@tch, fr33)"
    )
    chart = drift_figure(
        [f"{level:.0%}" for level in levels],
        matrices,
        axis=axis,
        title=title,
        label=f"LIVE · n ≥ {min(matrix.total for matrix in matrices):,} a point",
    )
    look.figure(
        chart,
        key=f"lesson_drift_chart{spot}",
        alt=f"Accuracy, precision and recall as messages change. {title}.",
    )
