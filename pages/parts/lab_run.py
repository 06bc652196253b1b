"""The lab's first view: set up, guess, run, and see what came out."""

from dataclasses import replace

import streamlit as st

from core.base import BatchwiseError
from core.experiment.presets import Setup, preset_of
from core.learning.predictions import open_guess
from core.text import Corpus
from pages.parts import controls, lab_guess, lab_live, lab_result, runs, session, turn
from pages.parts.lab_expect import Expectation, expect, limits, show_expectation


def run_view(classifier: str, corpus: Corpus | None) -> None:
    """Everything from the controls to the result."""
    controls.preset_buttons()
    _bench(classifier, corpus)
    lab_live.watch("run")
    latest = lab_result.latest()
    if latest is not None and not lab_live.busy():
        job = lab_live.current_job()
        failed = job is not None and job.state == "failed" and job.task["do"] == "run"
        lab_result.show(latest, before=failed)


@turn.fragment
def _bench(classifier: str, corpus: Corpus | None) -> None:
    # A fragment: moving a slider draws the expectation anew, and leaves the charts below alone.
    lab_live.catch_up()
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.header("Set up", anchor=False)
        setup = controls.setup_controls(classifier, corpus.content_hash if corpus else Setup().corpus)
    with right:
        st.header("Predict, then run", anchor=False)
        if (preset := preset_of(setup)) is not None:
            st.markdown(preset.question)
        found = [expect(scenario) for scenario in setup.scenarios()]
        expected = [one for one in found if one is not None]
        covered = lab_guess.guess_panel(setup.scenarios(), ran=lab_result.has_run(setup.scenarios()))
        _run_controls(setup, expected, corpus)
        if expected:
            show_expectation(expected, covered=covered)
        else:
            st.info(
                "The measuring process is starting. The expectation shows as soon as it has timed a few calls."
            )


def _run_controls(setup: Setup, expected: list[Expectation], corpus: Corpus | None) -> None:
    for words in limits(setup, expected):
        st.info(words, icon=":material/timer:")
    active = lab_live.busy()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(
            "Run it live",
            key="lab_run",
            type="primary",
            icon=":material/play_arrow:",
            disabled=active,
            help="A run of yours is under way." if active else "Runs the real classifier on this server.",
        )
        _share(setup)
    if pressed:
        try:
            guess = open_guess(session.progress(), setup.scenarios())
            runs.start_run(session.learner(), list(setup.scenarios()), corpus, guess)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()


def _share(setup: Setup) -> None:
    with st.popover("Link to this set-up", type="tertiary", icon=":material/link:"):
        st.caption("The address bar holds it too. Whoever opens the link finds these settings.")
        own = replace(setup, corpus=Setup().corpus)
        st.code(controls.link(st.context.url or "/lab", own), language=None, wrap_lines=True)
