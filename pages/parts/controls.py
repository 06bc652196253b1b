"""The lab's controls: widgets that become a frozen Setup, and the link that sets them. Settings live in the address."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiment.presets import BATCH_SIZES, RATES, SEEDS, TEXTS, WAITS_MS, Preset, Setup
from core.text import CATALOGUE
from pages.parts import session
from pages.parts.bound import choice, listed, steps

DEFAULT = Setup()

# An option's words are what the address holds, so they are short.
MODES = {"batch": "Batch", "real_time": "Real-time", "both": "Both"}
COMES = {"at_once": "All at once", "stream": "As they arrive"}
LEAVES = {"full_or_waited": "After a longest wait", "full": "Only when full"}
PATTERNS = {"poisson": "At random", "steady": "Evenly"}


def classifier_control() -> str:
    """Which classifier is measured."""
    return _listed(
        "Classifier",
        list(CATALOGUE),
        "classifier",
        format_func=lambda name: CATALOGUE[name].title,
        help="Real scikit-learn pipelines whose costs differ. What you choose is run for real.",
    )


def setup_controls(classifier: str, corpus: str, front: DeltaGenerator) -> Setup:
    """All that decides a run, drawn one below the other; what the mode does not use is not drawn.

    front: where the one slider goes that the run is most about, the batch size or, one at a time, the rate.
    """
    mode = _choice(
        "How texts are served", MODES, "mode", "Both sends the very same texts through either way."
    )
    batching, both = mode != "real_time", mode == "both"
    chosen: dict[str, Any] = {}
    if batching:
        chosen |= _batch_controls(both, front)
    streams = mode != "batch" or chosen.get("come") == "stream"
    if streams:
        with st.container() if batching else front:
            chosen["rate"] = _steps(
                "Texts arriving per second", RATES, "rate", "On average. They do not wait for answers."
            )
    chosen["requests"] = _steps(
        "Number of texts", TEXTS, "requests", "A run ends after 20 seconds at the latest."
    )
    if streams:
        help_text = "At random: like visitors who know nothing of each other."
        chosen["pattern"] = _choice("Arrivals are spaced", PATTERNS, "pattern", help_text)
    chosen["seed"] = _seed()
    return Setup(mode=mode, classifier=classifier, corpus=corpus, **chosen)


def _batch_controls(both: bool, front: DeltaGenerator) -> dict[str, Any]:
    side = " on the batch side" if both else ""
    come = _choice(
        f"Texts come{side}", COMES, "come", "All at once is a pile of work; the other is a stream."
    )
    with front:
        help_text = "The most texts that one call may hold."
        chosen = {"come": come, "batch_size": _steps("Batch size", BATCH_SIZES, "batch_size", help_text)}
    if come == "stream":
        chosen["leave"] = _choice(
            "A batch leaves", LEAVES, "leave", "A full batch always leaves when it can."
        )
        if chosen["leave"] == "full_or_waited":
            help_text = "The longest that a text waits for company while the classifier is free."
            chosen["max_wait_ms"] = _steps("Longest wait (ms)", WAITS_MS, "max_wait_ms", help_text)
    return chosen


def _seed() -> int:
    return int(
        _listed(
            "Texts and arrivals",
            SEEDS,
            "seed",
            format_func=lambda n: f"Draw {n}",
            help="The same draw gives the same texts at the same moments. Another draw shows what was chance.",
        )
    )


def query(setup: Setup) -> dict[str, str]:
    """The address's parameters that set the controls to a set-up; what is the default is left out.

    >>> query(Setup(mode="real_time", rate=20))
    {'lab_mode': 'Real-time', 'lab_rate': '20'}
    """
    changed = {name: getattr(setup, name) for name in WORDS if getattr(setup, name) != getattr(DEFAULT, name)}
    return {key(name): WORDS[name](value) for name, value in changed.items()}


def link(page_url: str, setup: Setup) -> str:
    """The address of the lab with this set-up."""
    parameters = urlencode(query(setup))
    return f"{page_url}?{parameters}" if parameters else page_url


WORDS: dict[str, Any] = {
    "classifier": lambda name: CATALOGUE[name].title,
    "mode": MODES.__getitem__,
    "come": COMES.__getitem__,
    "batch_size": str,
    "leave": LEAVES.__getitem__,
    "max_wait_ms": str,
    "rate": str,
    "pattern": PATTERNS.__getitem__,
    "requests": str,
    "seed": lambda n: f"Draw {n}",
}


def apply(preset: Preset) -> None:
    """Sets every control to the preset."""
    for name in WORDS:
        session.set_control(key(name), getattr(preset.setup, name))


def key(name: str) -> str:
    """A control's key, which is its name in the address too."""
    return f"lab_{name}"


def _choice(label: str, options: dict[str, str], name: str, help_text: str) -> Any:
    return choice(label, options, key(name), getattr(DEFAULT, name), help_text)


def _steps(label: str, options: tuple[int, ...], name: str, help_text: str) -> Any:
    return steps(label, options, key(name), getattr(DEFAULT, name), help_text)


def _listed(label: str, options: Any, name: str, **more: Any) -> Any:
    return listed(label, list(options), key(name), getattr(DEFAULT, name), **more)
