"""The lab's head: which classifier is measured, what it is, how good it is, and on whose texts."""

import streamlit as st

from core.text import CATALOGUE, Accuracy, Corpus
from pages.parts import cached, controls, session
from pages.parts.lab_texts import own_accuracy, own_corpus


def head(*, beside: bool = True) -> tuple[str, Corpus | None]:
    """The classifier, and the learner's own texts if the lab is to use them; beside: what it is, beside the choice."""
    with st.container(key="lab_head"):
        left = right = st.container()
        if beside:
            left, right = st.columns([5, 6], gap="medium", vertical_alignment="top")
        with left:
            name = controls.classifier_control()
            corpus = _texts()
        with right:
            spec = CATALOGUE[name]
            st.markdown(f"{spec.what} {spec.why}")
            st.caption(_quality(name, corpus))
    return name, corpus


def _texts() -> Corpus | None:
    loaded: Corpus | None = session.remembered("lab_corpus", None)
    if loaded is None:
        return None
    choice = st.segmented_control(
        "Texts",
        ["Built-in messages", "Mine"],
        key="lab_whose",
        required=True,
        default="Mine" if own_corpus() else "Built-in messages",
        width="stretch",
    )
    session.remember("lab_use_own", choice == "Mine")
    return own_corpus()


def _quality(name: str, corpus: Corpus | None) -> str:
    if corpus is None:
        accuracy = cached.trained(name).accuracy
        return f"Right on {accuracy_words(accuracy)}."
    found = own_accuracy(name, corpus.content_hash)
    if found is None:
        return "Not trained on your texts yet; the next run does that first."
    return f"On your texts: right on {accuracy_words(Accuracy(**found['accuracy']))}."


def accuracy_words(accuracy: Accuracy) -> str:
    """An accuracy with its interval.

    >>> accuracy_words(Accuracy.of(95, 100))
    '95.0 % of 100 messages it had not seen (95 % sure: 88.7 to 98.4 %)'
    """
    return (
        f"{100 * accuracy.value:.1f} % of {accuracy.n:,} messages it had not seen "
        f"(95 % sure: {100 * accuracy.low:.1f} to {100 * accuracy.high:.1f} %)"
    )
