"""Whose texts the drift page uses, which label it watches for, and the stage on which their days are played."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.base import InvalidInput
from core.experiment import BUILT_IN
from core.experiment.drift import DriftStage
from core.experiment.drift_stages import POSITIVE, own_stage, watched_label
from core.text import Corpus
from pages.parts import cached, session
from pages.parts.bound import bound as bound_control
from pages.parts.lab_texts import given_texts
from pages.parts.load_guess import digest

SOURCES = ("Built-in messages", "My own texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """own: a learner's texts, None for the built-in ones. positive: the label to watch for, against all others."""

    own: Corpus | None
    positive: str

    @property
    def corpus(self) -> str:
        """As in a scenario: "built-in", or the content's hash."""
        return self.own.content_hash if self.own else BUILT_IN

    @property
    def about(self) -> str:
        """What a guess is about besides its question."""
        return digest(self.corpus, self.positive)


def asked_texts() -> Texts | None:
    """The controls; None while the learner's own texts are to be used and there are none yet."""
    with st.container(key="drift_setup", gap="small"):
        source = bound(
            st.segmented_control,
            "Texts",
            "texts",
            SOURCES,
            default=SOURCES[0],
            required=True,
            help="Your own: a CSV file with texts and labels.",
        )
        if source == SOURCES[0]:
            return Texts(own=None, positive=POSITIVE)
        known: Corpus | None = session.remembered("lab_corpus", None)
        # Folded once there are texts: their table would stand between the page and what it is about.
        with st.expander("Your file", expanded=known is None):
            corpus = given_texts()
        if corpus is None:
            return None
        labels = sorted(set(corpus.labels))
        positive = bound(
            st.selectbox,
            "Label to watch for",
            f"positive_{corpus.content_hash[:8]}",
            labels,
            index=labels.index(watched_label(corpus)),
            help="What the model is to find. Of more than two labels: this one against all the others.",
        )
        return Texts(own=corpus, positive=str(positive))


def stage_of(texts: Texts) -> DriftStage:
    """Where the days are played. A learner's own is kept in this tab alone. Raises InvalidInput if there are too few."""
    if texts.own is None:
        return cached.drift_stage()
    wanted = (texts.own.content_hash, texts.positive)
    kept: tuple[tuple[str, str], DriftStage] | None = session.remembered("drift_stage", None)
    if kept is None or kept[0] != wanted:
        kept = (wanted, own_stage(texts.own, texts.positive))
        session.remember("drift_stage", kept)
    return kept[1]


def say_too_few(refused: InvalidInput) -> None:
    """Why a learner's texts cannot be played on days, and how many it takes."""
    why = "; ".join(f"{fault.problem}: {fault.fix}" for fault in refused.faults)
    st.info(f"These texts cannot be spread over days. {why[:1].upper()}{why[1:]}.")


def bound(widget: Any, label: str, name: str, *values: Any, **options: Any) -> Any:
    """A widget bound to the address that keeps its value while it is not drawn."""
    return bound_control(widget, label, f"drift_{name}", *values, **options)


def finding(words: str, name: str) -> None:
    """The one computed sentence that ends a demonstration."""
    with st.container(key=f"drift_finding_{name}"):
        st.markdown(f"{words}.")
