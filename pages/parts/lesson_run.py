"""The lesson's small live run: guess, run the same texts through both modes, compare."""

import streamlit as st

from core.base import BatchwiseError
from core.experiment import Result, agreement, comparison
from core.experiment.record import from_record
from core.experiment.scenario import scenario_to_plain
from core.figures.run_table import run_table
from core.figures.run_time import latency_over_time
from core.learning.events import GuessCommitted
from core.learning.two_clocks import GUESSES, SCENARIOS, Guess, reconcile
from core.serving.job import Job
from pages.parts import cached, lab_live, look, runs, session, turn

PLACE = "lesson/batch-vs-real-time"
TICK_S = 0.5
SIDES = ("in batches of 64", "one at a time")


def batch_vs_real_time() -> None:
    """Guess, run, compare; while the run lasts, only this part of the page is drawn again."""
    job = _my_job()
    turn.fragment(_panel, run_every=TICK_S if job is not None and job.active else None)()


def _panel() -> None:
    guess, job = _guess(), _my_job()
    results = [] if job is not None and job.active else _kept()
    if guess is None:
        _ask()
        return
    st.markdown(f"Your guess: **{GUESSES[guess]}**")
    if job is not None and job.active:
        session.remember("lesson_run_watched", job.id)
        _progress(job)
        return
    if job is not None and session.remembered("lesson_run_watched", 0) == job.id:
        session.remember("lesson_run_watched", 0)
        st.rerun()  # ends the ticking, and lets the scorecard know
    if job is not None and job.state == "failed":
        st.error(job.error or "The run failed.", icon=":material/error:")
    if results:
        _show(guess, results)
    _start(again=bool(results))


def _guess() -> Guess | None:
    """The learner's first guess."""
    made = [
        kept.guess.guess.get("choice") for kept in session.progress().guesses if kept.guess.place == PLACE
    ]
    return made[-1] if made and made[-1] in GUESSES else None


def _ask() -> None:
    st.radio(
        "**Predict first.** The same texts go through both modes. Which shows its **first** answer sooner, and which its **last**?",
        list(GUESSES),
        format_func=lambda guess: GUESSES[guess],
        index=None,
        key="lesson_guess",
        on_change=_commit,
    )
    st.caption("Choose one, and the run opens.")


def _commit() -> None:
    """Writes the guess down before anything of the run is shown."""
    if (chosen := session.control_value("lesson_guess")) in GUESSES:
        session.record(GuessCommitted(place=PLACE, guess={"choice": chosen}), key=PLACE)


def _start(*, again: bool) -> None:
    label = "Run it again" if again else "Run both modes, live"
    if st.button(
        label, key="lesson_run", type="secondary" if again else "primary", icon=":material/play_arrow:"
    ):
        try:
            runs.start_run(session.learner(), list(SCENARIOS))
        except BatchwiseError as refused:
            st.warning(str(refused), icon=":material/schedule:")
            return
        st.rerun()
    if not again:
        st.caption(
            "240 texts, a real random forest, about ten seconds: first as a pile in batches of 64, "
            "then as a stream of about 40 a second, one at a time."
        )


def _progress(job: Job) -> None:
    if not lab_live.say_if_waiting(job):
        seen = job.latest or {"side": 0, "answered": 0, "of": SCENARIOS[0].requests}
        words = f"LIVE, {SIDES[seen['side']]}: {seen['answered']} of {seen['of']} texts answered"
        st.progress(min(1.0, (seen["side"] + seen["answered"] / seen["of"]) / 2), text=words)
    if st.button("Stop", key="lesson_run_stop", icon=":material/stop:"):
        cached.host().stop(job)


def _show(guess: Guess, results: list[Result]) -> None:
    batch, single = results
    st.markdown(reconcile(guess, batch, single))
    words = comparison(batch, single)
    look.figure(
        latency_over_time(results),
        key="lesson_run_chart",
        alt=f"Latency of each text against the time at which it was answered. {words}",
        table=lambda: run_table(results),
    )
    st.markdown(" ".join(part for part in (words, agreement(batch, single)) if part))
    if doubts := _doubts(results):
        st.warning(doubts, icon=":material/warning:")


def _doubts(results: list[Result]) -> str:
    """What speaks against trusting either side, in one paragraph."""
    return " ".join(
        f"{side.capitalize()}: {text}"
        for side, result in zip(SIDES, results, strict=True)
        for text in (result.void, *result.warnings)
        if text
    )


def _my_job() -> Job | None:
    """The learner's latest job, if it is this figure's."""
    job = cached.host().job_of(session.learner())
    wanted = [scenario_to_plain(scenario) for scenario in SCENARIOS]
    return job if job is not None and job.task.get("scenarios") == wanted else None


def _kept() -> list[Result]:
    """The latest stored run of exactly these two scenarios: both sides, or nothing."""
    store, learner = cached.store(), session.learner()
    wanted = scenario_to_plain(SCENARIOS[0])
    kept = {run.run_id: run for run in store.runs(learner)}
    for run_id, run in kept.items():
        name, _, side = run_id.rpartition(".")
        if side == "0" and run.meta.get("scenario") == wanted and f"{name}.1" in kept:
            both = [store.run(learner, f"{name}.{number}") for number in (0, 1)]
            return [from_record(one.meta, one.payload) for one in both if one is not None and one.payload]
    return []
