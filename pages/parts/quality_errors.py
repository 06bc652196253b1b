"""A few of the texts that a threshold gets wrong: those that the classifier is most sure of, since they teach most."""

import numpy as np
import pandas as pd
import streamlit as st

from core.experiment import BUILT_IN
from core.metrics import ConfusionMatrix
from core.metrics.classification_scores import Examined
from pages.parts import cached
from pages.parts.quality_measures import literal
from pages.parts.quality_setup import Judged

MOST, LONGEST = 5, 160


def errors_view(judged: Judged, examined: Examined, matrix: ConfusionMatrix, at: float) -> None:
    """The worst misses and false alarms as a table; only of the built-in texts, since no others are kept here."""
    if judged.corpus != BUILT_IN or not matrix.fn + matrix.fp:
        return
    missed = np.flatnonzero(examined.truth & (examined.scores < at))
    alarms = np.flatnonzero(~examined.truth & (examined.scores >= at))
    worst = (
        *missed[np.argsort(examined.scores[missed])][:MOST],
        *alarms[np.argsort(-examined.scores[alarms])][:MOST],
    )
    texts = cached.trained(judged.classifier).held_out.texts
    rows = [
        (
            "missed" if examined.truth[place] else "false alarm",
            f"{100 * examined.scores[place]:.0f} %",
            literal(_short(texts[place])),
        )
        for place in worst
    ]
    with st.expander("Read some of the texts that are judged wrongly"):
        st.table(pd.DataFrame(rows, columns=["Error", "Score", "Text"]), hide_index=True)
        st.caption(f"At most {MOST} of each kind: those whose scores are furthest on the wrong side.")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
