"""What the quality page judges: whose texts, which classifier, which label counts as positive. Settings live in the address."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.experiment import BUILT_IN
from core.metrics import ConfusionMatrix
from core.metrics.classification_scores import Examined, HeldOut, at_threshold
from core.text import CATALOGUE
from pages.parts import cached, session
from pages.parts.bound import bound
from pages.parts.load_guess import digest
from pages.parts.quality_own import own_examined, own_scores

SOURCES = ("Built-in messages", "My own texts")
POSITIVE = "spam"
DEFAULT = "tfidf-logreg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is judged: the models there are scores of, the one chosen, and the positive label. corpus: as in a scenario."""

    classifiers: tuple[str, ...]
    classifier: str
    positive: str
    corpus: str
    scores: dict[str, HeldOut]

    def examined(self, classifier: str = "") -> Examined:
        """The chosen classifier, or another one, held against the rest."""
        name = classifier or self.classifier
        if self.corpus == BUILT_IN:
            return cached.examined(name, self.positive)
        return own_examined(name, self.positive, self.scores)

    @property
    def about(self) -> str:
        """What a guess is about besides its question."""
        return digest(self.corpus, self.positive, self.classifier)

    @property
    def title(self) -> str:
        """The chosen classifier's name."""
        return CATALOGUE[self.classifier].title


def setup(*, choose_classifier: bool = True) -> Judged | None:
    """The controls; None while there are no scores to judge yet."""
    with st.container(key="quality_setup", gap="small"):
        source = control(
            st.segmented_control,
            "Texts",
            "texts",
            SOURCES,
            default=SOURCES[0],
            required=True,
            help="Your own: a CSV file with texts and labels.",
        )
        own = source == SOURCES[1]
        scores = own_scores() if own else {}
        if own and not scores:
            return None
        corpus = str(session.remembered("quality_own", {})["corpus"]) if own else BUILT_IN
        names = tuple(name for name in CATALOGUE if not own or name in scores)
        classes = scores[names[0]].classes if own else cached.trained(DEFAULT).classes
        # Another file has other labels: each has controls of its own.
        suffix = f"_{corpus[:8]}" if own else ""
        left, right = st.columns(2, gap="large")
        with left:
            chosen = _classifier(names, suffix) if choose_classifier else names[0]
        with right if choose_classifier else left:
            positive = _positive(classes, suffix)
    return Judged(classifiers=names, classifier=chosen, positive=positive, corpus=corpus, scores=scores)


def threshold() -> float:
    """The slider that two views share: from which score on a text is flagged."""
    percent = control(
        st.slider,
        "Flag from this score on (%)",
        "threshold",
        0,
        100,
        50,
        1,
        help="The score is the classifier's probability that a text is of the positive class.",
    )
    return int(percent) / 100


def matrix_at(examined: Examined, at: float) -> ConfusionMatrix:
    """The four counts at a threshold."""
    return examined.scan.matrix(at_threshold(examined, at))


def control(widget: Any, label: str, name: str, *values: Any, **options: Any) -> Any:
    """A widget bound to the address that keeps its value while it is not drawn."""
    return bound(widget, label, f"quality_{name}", *values, **options)


def _classifier(names: tuple[str, ...], suffix: str) -> str:
    chosen: str = control(
        st.selectbox,
        "Classifier",
        f"classifier{suffix}",
        list(names),
        format_func=lambda name: CATALOGUE[name].title,
        help="Trained on 70 of 100 texts. Here it judges the other 30, which it has never seen.",
    )
    return chosen


def _positive(classes: tuple[str, ...], suffix: str) -> str:
    chosen: str = control(
        st.selectbox,
        "Positive class",
        f"positive{suffix}",
        list(classes),
        index=classes.index(POSITIVE) if POSITIVE in classes else 0,
        help="What is looked for, and flagged. Of more than two labels: this one against all the others.",
    )
    return chosen
