"""The controls for a way to serve: mode, batch size, wait and machines, each among what is offered."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.experiment.case import MODES, Offer, Serving
from core.experiment.finding import time_words
from pages.parts import session

LABEL = {"real_time": "One at a time", "dynamic": "Dynamic batches", "batch": "Batch job"}

KeyOf = Callable[[str], str]
"""The key of a control by its short name."""


def serving_controls(offer: Offer, start: Serving, key_of: KeyOf) -> Serving:
    """The way to serve that is chosen; the controls begin at ``start``."""
    mode = _kept(
        key_of("mode"), start.mode,
        lambda key: st.segmented_control(
            "Mode", MODES, format_func=LABEL.__getitem__, key=key, required=True,
            help="One at a time: each text as it comes. Dynamic batches: those that wait go together. "
            "Batch job: texts are collected, then machines start, answer the pile and stop.",
        ),
    )  # fmt: skip
    size, wait_s = 1, 0.0
    if mode != "real_time":
        size = stepped(
            key_of("size"), "Batch size, at most", offer.batch_sizes, start.batch_size,
            help="Texts in one call share its fixed time, and each waits for the whole call.",
        )  # fmt: skip
    if mode == "dynamic":
        wait_s = stepped(
            key_of("wait"), "Longest wait for company", offer.waits_s, start.wait_s,
            words=lambda wait_s: time_words(wait_s) if wait_s else "none",
            help="How long the oldest text waits for the batch to fill while a machine is free.",
        )  # fmt: skip
    if mode == "batch":
        wait_s = stepped(
            key_of("collect"), "Collect for", offer.collects_s, start.wait_s, words=time_words,
            help="How long texts pile up before the machines start.",
        )  # fmt: skip
    replicas = stepped(
        key_of("replicas"), "Machines", offer.replicas, start.replicas,
        help="Each text goes to one of them. A batch job pays for them only while they are on.",
    )  # fmt: skip
    return Serving(mode=mode, batch_size=size, wait_s=wait_s, replicas=replicas)


def stepped(
    key: str, label: str, options: Sequence[Any], start: Any, *, words: Callable[[Any], str] = str, help: str
) -> Any:
    """A slider with steps; a single option is said instead."""
    if len(options) == 1:
        st.markdown(f"{label}: {words(options[0])}, there is no other choice here.")
        return options[0]
    first = start if start in options else options[len(options) // 2]
    return _kept(
        key, first, lambda key: st.select_slider(label, options, format_func=words, key=key, help=help)
    )


def _kept(key: str, start: Any, draw: Callable[[str], Any]) -> Any:
    """A control that begins at ``start`` and keeps its value while this tab lives, on the screen or not."""
    session.restore_control(key)
    if session.control_value(key) is None:
        session.set_control(key, start)
    value = draw(key)
    session.keep_control(key)
    return value
