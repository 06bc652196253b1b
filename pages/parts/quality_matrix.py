"""Four counts to edit, from the 1,000 messages on: every measure follows, with its sum written out."""

import streamlit as st

from core.base.numbers_format import count, pct
from core.figures.confusion import confusion_mosaic
from core.learning.numbers import FRAUD_ACCURACY, FRAUD_PAYMENTS, FRAUD_RECALL, WORKED_EXAMPLE
from core.metrics import ConfusionMatrix, fraud_example
from core.metrics.classification_measures import Measure, measures
from pages.parts import look, session, turn
from pages.parts.load_guess import ALL_SAID, covered, guess_for
from pages.parts.quality_measures import matrix_table, measure_table, value_words
from pages.parts.quality_setup import control

CELLS = (
    ("tp", "Spam, flagged (TP)"),
    ("fn", "Spam, let through: misses (FN)"),
    ("fp", "Genuine, flagged: false alarms (FP)"),
    ("tn", "Genuine, let through (TN)"),
)
PRESETS = {
    "The 1,000 messages": WORKED_EXAMPLE,
    "A filter that flags nothing": ConfusionMatrix(tp=0, fp=0, fn=450, tn=550),
    "A filter that flags everything": ConfusionMatrix(tp=450, fp=550, fn=0, tn=0),
    "The fraud model at 2 %": fraud_example(FRAUD_PAYMENTS, 0.02, FRAUD_ACCURACY, FRAUD_RECALL),
}
QUESTION = (
    "A filter judges 1,000 messages: 400 spam flagged, 50 spam let through, 100 genuine flagged, 450 genuine let "
    "through. Which of these is the highest?"
)
OPTIONS = ("Accuracy", "Precision", "Recall", "Specificity")


@turn.fragment
def matrix_view() -> None:
    """The guess, the cells laid out as the matrix itself, the drawing, and the sums."""
    st.header("1,000 messages, four counts", anchor=False)
    st.markdown("Everything that is said about right and wrong is made of four counts. Change any of them.")
    if covered("quality_matrix", QUESTION, OPTIONS, about=ALL_SAID):
        return
    _reconcile(guess_for("quality_matrix", QUESTION, ALL_SAID))
    with st.container(horizontal=True, gap="small", key="quality_presets"):
        for name, preset in PRESETS.items():
            st.button(name, key=f"quality_preset_{name}", on_click=_fill, args=(preset,))
    matrix = _cells()
    if matrix.total == 0:
        st.info("Without a message there is nothing to judge. Enter a count.")
        return
    words = value_list(measures(matrix))
    with st.container(key="quality_finding"):
        st.markdown(matrix_words(matrix))
    matrix_table(matrix, "spam", "genuine")
    look.figure(
        confusion_mosaic(matrix),
        key="quality_mosaic",
        alt=f"The confusion matrix drawn to scale: {matrix.tp} true positives, {matrix.fn} misses, "
        f"{matrix.fp} false alarms, {matrix.tn} true negatives. {words}.",
    )
    st.subheader("Every measure, worked out", anchor=False)
    measure_table(matrix, "spam", "genuine")


def matrix_words(matrix: ConfusionMatrix) -> str:
    """Whether flagging pays at all, and which measure hides most."""
    shares = [one for one in measures(matrix)[:4] if one.value is not None]
    best = max(shares, key=lambda one: one.value or 0)
    worst = min(shares, key=lambda one: one.value or 0)
    spread = (
        f"The same {count(matrix.total)} answers score **{pct(best.value or 0)}** on {best.name.lower()} and "
        f"**{pct(worst.value or 0)}** on {worst.name.lower()}"
        if best.value != worst.value
        else f"All shares of these {count(matrix.total)} answers are **{pct(best.value or 0)}**"
    )
    right, idle = matrix.tp + matrix.tn, matrix.fp + matrix.tn
    if right == idle:
        against = "as many of them would be right if nothing were flagged"
    else:
        more, off = "more" if right > idle else "fewer", abs(right - idle)
        verb = "is" if off == 1 else "are"
        against = f"{count(off)} {more} of them {verb} right than if nothing were flagged"
    return f"{spread}; {against}."


def value_list(found: tuple[Measure, ...]) -> str:
    """Names and values in one line."""
    return ", ".join(f"{one.name} {value_words(one)}" for one in found)


def _cells() -> ConfusionMatrix:
    counts = {}
    grid = st.grid(2, min_column_width=150, gap="small")
    for name, label in CELLS:
        with grid:
            counts[name] = int(
                control(st.number_input, label, name, 0, 1_000_000, getattr(WORKED_EXAMPLE, name), 10)
            )
    return ConfusionMatrix(**counts)


def _fill(matrix: ConfusionMatrix) -> None:
    for name, _ in CELLS:
        session.set_control(f"quality_{name}", getattr(matrix, name))


def _reconcile(guess: str | None) -> None:
    if guess is None:
        return
    found = {one.name: one for one in measures(WORKED_EXAMPLE)}
    best = max((found[name] for name in OPTIONS), key=lambda one: one.value or 0)
    if guess == best.name:
        st.markdown(f"You guessed **{guess}**, and so it is: {value_words(best)}.")
        return
    st.markdown(
        f"You guessed **{guess}**, which is {value_words(found[guess])}; the highest is **{best.name}**, {value_words(best)}."
    )
