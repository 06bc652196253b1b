"""The lab's first view: one question, the slider that it is about, a guess and a run; then what came out."""

import streamlit as st

from core.base import BatchwiseError
from core.experiment.presets import Setup, preset_of
from core.figures.run_sides import side_words
from core.learning.predictions import open_guess
from core.text import CATALOGUE, Corpus
from pages.parts import lab_guess, lab_live, lab_result, runs, session, turn
from pages.parts.lab_expect import Expectation, expect, limits, show_expectation
from pages.parts.lab_settings import settings


def run_view() -> None:
    """Everything from the question to the result."""
    _bench()
    lab_live.watch("run")
    latest = lab_result.latest()
    if latest is not None and not lab_live.busy():
        job = lab_live.current_job()
        failed = job is not None and job.state == "failed" and job.task["do"] == "run"
        lab_result.show(latest, before=failed)


@turn.fragment
def _bench() -> None:
    # A fragment: moving a slider draws the question and the expectation anew, and leaves the charts below alone.
    lab_live.catch_up()
    act, folded = st.columns([7, 5], gap="large")
    question, slider = act.container(key="lab_question"), act.container()
    with folded:
        setup, corpus = settings(front=slider)
    with question:
        preset = preset_of(setup)
        st.header(preset.question if preset else "A set-up of your own: what will it do?", anchor=False)
        st.caption(_in_words(setup, corpus))
    with act:
        found = [expect(scenario) for scenario in setup.scenarios()]
        expected = [one for one in found if one is not None]
        asking = lab_guess.guess_panel(setup, ran=lab_result.has_run(setup.scenarios()))
        _run_controls(setup, expected, corpus, asking=asking)
        if not expected:
            st.info(
                "The measuring process is starting. What to expect is known once it has timed a few calls."
            )
        elif not asking:
            show_expectation(expected)


def _in_words(setup: Setup, corpus: Corpus | None) -> str:
    texts = " and your own texts" if corpus else ""
    sides = ". ".join(side_words(scenario) for scenario in setup.scenarios())
    return f"{sides}. Measured on this server, with {CATALOGUE[setup.classifier].title}{texts}."


def _run_controls(setup: Setup, expected: list[Expectation], corpus: Corpus | None, *, asking: bool) -> None:
    for words in limits(setup, expected):
        st.info(words, icon=":material/timer:")
    active = lab_live.busy()
    pressed = st.button(
        "Run it live",
        key="lab_run",
        type="secondary" if asking else "primary",
        icon=":material/play_arrow:",
        disabled=active,
        help="A run of yours is under way." if active else "A run ends after 20 seconds at the latest.",
    )
    if pressed:
        try:
            guess = open_guess(session.progress(), setup.scenarios())
            runs.start_run(session.learner(), list(setup.scenarios()), corpus, guess)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()
