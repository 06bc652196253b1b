"""The live search for the highest load: button, trials as they come, Stop, and what is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from core.base import BatchwiseError
from core.experiment import BUILT_IN
from core.experiment.finding import rate_words
from core.experiment.load_curve import load_curve, within
from core.experiment.search import REPEATS, Trial
from core.experiment.search_live import SEARCH_S
from core.serving.job import STOPPED_FIRST, Job
from pages.parts import cached, lab_live, runs, session, turn
from pages.parts.load_residual import found_words, verdict_words
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

    @turn.fragment(run_every=TICK_S if watched else None)
    def live() -> None:
        if job is not None and job.active:
            trials = runs.trials_of(job.latest["trials"]) if job.latest else ()
            _progress(job, trials, job.latest.get("now") if job.latest else None)
        elif watched:
            st.rerun()
        else:
            trials = kept_trials(asked)
        draw(asked, trials, question)

    live()


def has_run(asked: Asked) -> bool:
    """Whether a search of these very settings is under way, or was kept."""
    job = _my_search(asked)
    return (job is not None and job.active) or bool(kept_trials(asked))


def kept_trials(asked: Asked) -> tuple[Trial, ...]:
    """The learner's latest stored search of these very settings, at this percentile, judged by today's bound."""
    wanted = runs.search_key(asked.scenario)
    for done in session.progress().runs:
        facts: dict[str, Any] = done.run.summary
        if done.run.scenario == wanted and facts["percentile"] == asked.objective.percentile:
            return tuple(_judged(trial, asked) for trial in runs.trials_of(facts["trials"]))
    return ()


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
        st.caption(f"{TRIALS} trials and up to {REPEATS} repeats, about {SEARCH_S + 15:.0f} seconds. Each trial halves what is left between too little and too much.", width="content")  # fmt: skip
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
    elif job.error == STOPPED_FIRST:
        st.info(STOPPED_FIRST)
    elif job.state == "failed":
        st.error(job.error or "The search failed.", title="No result")


def _progress(job: Job, trials: tuple[Trial, ...], now: dict[str, Any] | None) -> None:
    with st.container(key="load_searching", gap="small"):
        if not lab_live.say_if_waiting(job):
            st.progress(min(1.0, (len(trials) + _share(now)) / (TRIALS + 1)), text=_words(trials, now))
        _stop(job)  # before what grows, so that it keeps its place
        for trial in trials[-2:]:
            found = f"{found_words(trial)}, {verdict_words(trial)}"
            st.caption(f"{rate_words(trial.arrival_rate)} texts per second: {found}")


def _share(now: dict[str, Any] | None) -> float:
    """How much of the trial that runs is done."""
    return 0.0 if now is None else now["answered"] / now["of"]


def _words(trials: tuple[Trial, ...], now: dict[str, Any] | None) -> str:
    if now is None:
        return f"LIVE: trial {len(trials) + 1} of at most {TRIALS} begins"
    done = f"{now['answered']:,} of {now['of']:,} texts answered at {rate_words(now['rate'])} a second"
    if now["repeats"]:
        return f"LIVE: the answer once more, with another draw: {done}"
    return f"LIVE: trial {len(trials) + 1} of at most {TRIALS}: {done}"


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
