"""SIM against LIVE after a search: every trial beside what the simulator expected, and how sure the answer is."""

from statistics import median

import pandas as pd
import streamlit as st

from core.experiment.finding import rate_words, time_words
from core.experiment.load_curve import expected_s
from core.experiment.search import Trial
from core.metrics.intervals import enough_requests
from pages.parts.load_setup import Asked


def residual(asked: Asked, trials: tuple[Trial, ...]) -> None:
    """SIM against LIVE, trial by trial, and why they differ."""
    if not trials:
        return
    rows, ratios = [], []
    for trial in sorted(trials, key=lambda one: one.arrival_rate):
        sim_s = expected_s(asked.scenario, asked.cost, trial.arrival_rate, asked.objective.percentile)
        stable = sim_s and trial.observed_s and not trial.unstable
        ratios += [trial.observed_s / sim_s] if stable and trial.observed_s and sim_s else []
        rows.append(
            {
                "Texts per second": rate_words(trial.arrival_rate),
                f"{asked.tail}, LIVE": found_words(trial),
                f"{asked.tail}, SIM": "unstable" if sim_s is None else time_words(sim_s),
                "LIVE / SIM": rate_words(ratios[-1]) if stable else "–",
                "Verdict, LIVE": f"{verdict_words(trial)}, n = {trial.judgement.n:,}",
            }
        )
    if ratios:
        st.markdown(f"**{residual_words(ratios, asked.tail)}**")
    st.caption(
        "Why they differ: SIM assumes one cost, measured with pauses between the calls. At high load call follows call, "
        "caches stay warm, and a call can be quicker than that; other work on the machine, and a processor that changes "
        "its pace within a minute, make it slower. SIM knows none of this; LIVE has all of it."
    )
    few = [
        trial.judgement.n
        for trial in trials
        if not enough_requests(trial.judgement.n, asked.objective.percentile)
    ]
    if few:
        st.caption(
            f"{len(few)} of the trials saw too few texts for a sure {asked.tail} (the smallest n = {min(few):,}): there it "
            "is little more than the slowest text, and one hiccup of the machine decides it."
        )
    if not any(trial.met for trial in trials):
        st.info(
            "Even the lightest load that was tried missed the bound, so the search went no further. Is this machine busy with other work? Then try again later."
        )
    if words := repeat_words(trials):
        st.caption(words)
    with st.expander("Every trial"):
        st.table(pd.DataFrame(rows), hide_index=True)


def residual_words(ratios: list[float], tail: str) -> str:
    """How far the live percentile was from the simulated one.

    >>> residual_words([0.9, 1.1, 1.6], "p99")
    'Measured p99 was 0.9 to 1.6 × what SIM expected (middle: 1.1 ×)'
    """
    if len(ratios) == 1:
        return f"Measured {tail} was {rate_words(ratios[0])} × what SIM expected"
    low, middle, high = (rate_words(value) for value in (min(ratios), median(ratios), max(ratios)))
    return f"Measured {tail} was {low} to {high} × what SIM expected (middle: {middle} ×)"


def repeat_words(trials: tuple[Trial, ...]) -> str:
    """How sure the highest load that met the bound is, where it lies near the knee; empty where one run says enough."""
    best = max((trial for trial in trials if trial.met), key=lambda trial: trial.arrival_rate, default=None)
    fell = [trial for trial in trials if trial.repeated_s and not trial.met]
    words = [
        f"{rate_words(trial.arrival_rate)} texts per second held at first, and not on average over {len(trial.repeated_s)} runs."
        for trial in fell
    ]
    if best is not None and best.repeated_s:
        found = ", ".join(time_words(seconds) for seconds in best.repeated_s)
        words.append(
            f"Near the knee one run proves little, so {rate_words(best.arrival_rate)} texts per second were run "
            f"{len(best.repeated_s)} times with other draws: {found}. The average counts."
        )
    elif best is not None and best.near_knee:
        words.append(
            f"At {rate_words(best.arrival_rate)} texts per second one run proves little, and no time was left to repeat it."
        )
    return " ".join(words)


def found_words(trial: Trial) -> str:
    """What a trial observed, in a word or two."""
    if trial.observed_s is None:
        return "nothing answered"
    return "unstable" if trial.unstable else time_words(trial.observed_s)


def verdict_words(trial: Trial) -> str:
    """Whether a trial met the bound, and whether that is proven."""
    if not trial.met:
        return "not met"
    return "met, and proven" if trial.judgement.verdict == "met" else "met, not proven"
