"""The live search for the highest load: button, trials as they come, Stop, what is kept, and how far SIM was off."""

from collections.abc import Callable
from dataclasses import replace
from statistics import median

import pandas as pd
import streamlit as st

from core.base import BatchwiseError
from core.experiment import BUILT_IN
from core.experiment.finding import rate_words, time_words
from core.experiment.jobs import SEARCH_S
from core.experiment.load_curve import expected_s, load_curve, within
from core.experiment.search import Trial
from core.metrics.intervals import enough_requests
from core.serving.host import Job
from pages.parts import cached, lab_live, runs, session
from pages.parts.load_setup import Asked

TICK_S = 0.6
# Fewer trials than a simulated search, and so longer ones: a percentile needs texts.
TRIALS = 7
Draw = Callable[[Asked, tuple[Trial, ...], str], None]


def follow(asked: Asked, draw: Draw, question: str) -> None:
    """The search's controls and state, and the chart with whatever trials there are."""
    _controls(asked)
    job = _my_search(asked)

    watched = job is not None and job.active

    @st.fragment(run_every=TICK_S if watched else None)
    def live() -> None:
        if job is not None and job.active:
            trials = runs.trials_of(job.latest["trials"]) if job.latest else ()
            _progress(job, trials)
        elif watched:
            st.rerun()
        else:
            trials = kept_trials(asked)
        draw(asked, trials, question)

    live()


def kept_trials(asked: Asked) -> tuple[Trial, ...]:
    """The learner's latest stored search of these very settings, at this percentile, judged by today's bound."""
    wanted = runs.search_key(asked.scenario)
    for done in session.progress().runs:
        facts = done.run.summary
        if done.run.scenario == wanted and facts["percentile"] == asked.objective.percentile:
            return tuple(_judged(trial, asked) for trial in runs.trials_of(facts["trials"]))
    return ()


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
                f"{asked.tail}, LIVE": _live_words(trial),
                f"{asked.tail}, SIM": "unstable" if sim_s is None else time_words(sim_s),
                "LIVE / SIM": rate_words(ratios[-1]) if stable else "–",
                "Verdict, LIVE": f"{_verdict(trial)}, n = {trial.judgement.n:,}",
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


def bounds(asked: Asked) -> tuple[float, float]:
    """Between which loads a search looks: from a quarter of SIM's answer to beyond what can be served.

    Busy calls may be quicker than SIM's, so "beyond" goes by the quicker of the two. Far below the answer a trial
    would see too few texts to say anything of their slowest hundredth.
    """
    scenario = asked.scenario
    found = within(load_curve(scenario, asked.cost), asked.tail, asked.objective.bound_s)
    least = asked.capacity / 10 if found is None else (found.high or asked.capacity) / 4
    tight = cached.costs().get((scenario.classifier, BUILT_IN, "tight"), asked.cost)
    most = max(asked.capacity, tight.capacity(scenario.largest_batch))
    return least, 1.2 * most


def _controls(asked: Asked) -> None:
    recorded = asked.scenario.arrivals.kind == "replay"
    if recorded:
        st.caption(
            "A live search draws its arrivals anew at each rate, so it is not offered for a recording."
        )
        return
    active = lab_live.busy()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            "Find the highest load live",
            key="load_search",
            type="primary",
            icon=":material/play_arrow:",
            disabled=active,
            help="A job of yours is under way."
            if active
            else "Runs the real classifier at one rate after the other.",
        )
        st.caption(f"{TRIALS} trials, about {SEARCH_S + 15:.0f} seconds. Each halves what is left between too little and too much.", width="content")  # fmt: skip
    if pressed:
        low, high = bounds(asked)
        try:
            runs.start_search(session.learner(), asked.scenario, asked.objective, low_rate=low, high_rate=high, trials=TRIALS)  # fmt: skip
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()
    _other_job(asked)


def _other_job(asked: Asked) -> None:
    job = lab_live.current_job()
    if job is None or job.task["do"] != "search":
        return
    if job.active and _my_search(asked) is None:
        st.info("A search with other settings is under way. Its trials are kept with those settings.")
        _stop(job)
    elif job.error == lab_live.STOPPED_FIRST:
        st.info(lab_live.STOPPED_FIRST)
    elif job.state == "failed":
        st.error(job.error or "The search failed.", title="No result")


def _progress(job: Job, trials: tuple[Trial, ...]) -> None:
    place = cached.host().place(job)
    with st.container(key="load_searching", gap="small"):
        if place:
            st.info(
                f"Someone else is measuring: you are number {place} in the queue. Two at once would spoil both."
            )
        else:
            words = f"LIVE: trial {len(trials) + 1} of at most {TRIALS} is running"
            st.progress(min(1.0, len(trials) / TRIALS), text=words)
        _stop(job)  # before what grows, so that it keeps its place
        for trial in trials[-2:]:
            found = f"{_live_words(trial)}, {_verdict(trial)}"
            st.caption(f"{rate_words(trial.arrival_rate)} texts per second: {found}")


def _stop(job: Job) -> None:
    st.button(
        "Stopping …" if job.stopping else "Stop",
        key="load_stop",
        icon=":material/stop:",
        disabled=job.stopping is not None,
        on_click=cached.host().stop,
        args=(job,),
        help="Ends the search now. The trials that are done are kept.",
    )


def _my_search(asked: Asked) -> Job | None:
    """The learner's latest job if it searches with these settings."""
    job = lab_live.current_job()
    if job is None or job.task["do"] != "search":
        return None
    same = runs.search_key_of(job) == runs.search_key(asked.scenario)
    return job if same and job.task["objective"]["percentile"] == asked.objective.percentile else None


def _judged(trial: Trial, asked: Asked) -> Trial:
    """The trial with "met" by the bound of now; what was counted against the bound of then is left as it was."""
    seconds = trial.observed_s
    return replace(
        trial, met=seconds is not None and seconds <= asked.objective.bound_s and not trial.unstable
    )


def _live_words(trial: Trial) -> str:
    if trial.observed_s is None:
        return "nothing answered"
    return "unstable" if trial.unstable else time_words(trial.observed_s)


def _verdict(trial: Trial) -> str:
    if not trial.met:
        return "not met"
    return "met, and proven" if trial.judgement.verdict == "met" else "met, not proven"
