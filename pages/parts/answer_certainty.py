"""How sure the learner is: three levels with their probabilities, asked for but never needed, and never graded."""

import streamlit as st

from core.learning.calibration import LEVELS
from pages.parts import session


def ask(key: str) -> None:
    """Asks, with nothing chosen beforehand."""
    labels = {level.name: level.label for level in LEVELS}
    st.radio(
        "How sure are you? You may leave this out.",
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        horizontal=True,
        key=f"sure_{key}",
        help="It never changes your score. It shows whether you know what you know.",
    )


def given(key: str) -> float | None:
    """The probability that the chosen level stands for; None if none was chosen."""
    chosen = session.control_value(f"sure_{key}")
    return next((level.probability for level in LEVELS if level.name == chosen), None)
