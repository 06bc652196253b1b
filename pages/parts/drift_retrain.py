"""Training anew on the latest labelled days: the controls, the button, and what it brought."""

import streamlit as st

from core.base import InvalidInput
from core.experiment.drift import DriftStage
from core.experiment.drift_days import Days
from core.experiment.drift_plan import Drift, Retraining
from core.experiment.drift_words import retraining_finding
from pages.parts import session
from pages.parts.drift_texts import bound

WINDOWS = (1, 2, 3, 5)
MATERIAL = {"recent": "These days alone", "both": "The archive as well"}


def retrained(stage: DriftStage, drift: Drift, frozen: Days) -> tuple[Days | None, str]:
    """The days after retraining and one sentence on them; (None, "") until the button was pressed for these settings."""
    st.subheader("Train it anew?", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="drift_retrain"):
        retraining = _controls(stage)
        wanted = (stage.positive, stage.n_pool, drift, retraining)
        first, last = retraining.days
        # Its words stay the same, so that it keeps the focus; what it does stands beside it.
        st.button(
            "Retrain",
            key="drift_retrain_now",
            type="primary",
            icon=":material/refresh:",
            on_click=session.remember,
            args=("drift_retrained", wanted),
            help=f"Learns from the labelled messages of days {first} to {last}, which takes a moment.",
        )
    if session.remembered("drift_retrained", None) != wanted:
        return None, ""
    try:
        anew, n_learned = stage.retrained_days(drift, retraining)
    except InvalidInput as refused:
        st.warning(str(refused))
        return None, ""
    words = retraining_finding(frozen, anew, retraining, n_learned)
    st.markdown(f"**{words}.**")
    return anew, words


def _controls(stage: DriftStage) -> Retraining:
    """When to train, on how many days, and whether on the archive too."""
    after = bound(
        st.slider,
        "Train anew after day",
        f"after_{stage.days}",
        2,
        stage.days - 1,
        stage.days // 2,
        help="Its labels are known by then. The new model serves from the next day on.",
    )
    window = bound(
        st.segmented_control,
        "On the latest days",
        "window",
        WINDOWS,
        default=3,
        required=True,
        help="How many days of labelled messages it learns from.",
    )
    material = bound(
        st.segmented_control,
        "Learn from",
        "material",
        list(MATERIAL),
        default="recent",
        required=True,
        format_func=MATERIAL.__getitem__,
        help="The archive is what the frozen model learned from.",
    )
    return Retraining(after=int(after), window=int(window), with_archive=material == "both")
