"""Beside a run, folded away until asked for: other questions that the lab can answer, and every setting."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiment.presets import PRESETS, Preset, Setup
from core.text import Corpus
from pages.parts import controls, lab_guess, session
from pages.parts.lab_head import head
from pages.parts.lab_repeat import repeat_view

QUESTIONS, SETTINGS, REPEAT = "lab_questions", "lab_settings", "lab_repeat"
# In front of everybody, folded or not.
IN_FRONT = {"batch_size"}


def settings(front: DeltaGenerator) -> tuple[Setup, Corpus | None]:
    """What is set, and the learner's own texts if they are to be used; the one setting in front is drawn in ``front``."""
    with _fold("Ask another question", QUESTIONS, opened=False):
        for preset in PRESETS.values():
            with st.container(key=f"lab_question_{preset.name}", gap="xsmall"):
                st.button(preset.title, key=f"lab_preset_{preset.name}", on_click=_ask, args=(preset,))
                st.caption(preset.question)
    with _fold("All settings", SETTINGS, opened=_in_the_address()):
        classifier, corpus = head(beside=False)
        setup = controls.setup_controls(classifier, corpus.content_hash if corpus else Setup().corpus, front)
        st.caption("The address bar holds every setting. Whoever opens this link finds them:")
        own = replace(setup, corpus=Setup().corpus)
        st.code(controls.link(st.context.url or "/lab", own), language=None, wrap_lines=True)
    with _fold("Repeat until stable", REPEAT, opened=False):
        if session.control_value(REPEAT):
            repeat_view(setup.scenarios(), own=corpus is not None)
    return setup, corpus


def _fold(label: str, key: str, *, opened: bool) -> DeltaGenerator:
    session.restore_control(key)
    if session.control_value(key) is None:
        session.set_control(key, opened)
    fold = st.expander(label, key=key, on_change="rerun")
    session.keep_control(key)
    return fold


def _in_the_address() -> bool:
    """Whether a link has set something that would otherwise be out of sight."""
    return any(controls.key(name) in st.query_params for name in controls.WORDS if name not in IN_FRONT)


def _ask(preset: Preset) -> None:
    controls.apply(preset)
    lab_guess.ask_again()
    session.set_control(QUESTIONS, False)
