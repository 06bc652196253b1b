"""The threshold explorer: a slider on a real classifier's held-out scores, and all that follows from where it stands."""

from collections.abc import Callable

import streamlit as st

from core.base.numbers_format import count, pct
from core.figures.quality_curves import (
    curves_table,
    precision_recall_figure,
    roc_figure,
    scores_figure,
    scores_table,
)
from core.metrics import ConfusionMatrix
from core.metrics.classification_scores import Examined
from pages.parts import look, turn
from pages.parts.goals import goals
from pages.parts.load_guess import covered, guess_for
from pages.parts.quality_errors import errors_view
from pages.parts.quality_measures import literal, matrix_table, measure_table
from pages.parts.quality_setup import Judged, matrix_at, setup, threshold

USUAL, STRICT = 0.5, 0.9
NEARLY_ALL = 0.99
CURVES, MEASURES = "Every threshold at once", "Every measure, worked out"


def threshold_view() -> None:
    """The controls, then the guess, then the explorer."""
    st.header("Where to draw the line", anchor=False)
    st.markdown(
        "A classifier gives each text a score. The line between flagged and let through is not part of the model: you "
        "draw it, and every measure follows."
    )
    judged = setup()
    if judged is not None:
        _explore(judged)


@turn.fragment
def _explore(judged: Judged) -> None:
    examined = judged.examined()
    usual, strict = (matrix_at(examined, at) for at in (USUAL, STRICT))
    question = (
        f"Flagging from {pct(USUAL)} on, {judged.title} finds {pct(usual.recall or 0)} of all {literal(judged.positive)}. "
        f"From {pct(STRICT)} on, how much does it still find?"
    )
    # Of other texts than before, a guess is asked for again.
    name, shares = f"quality_threshold_{judged.corpus[:8]}", range(0, 101, 5)
    if covered(name, question, shares, lambda guess: f"{guess} %", about=judged.about, start=50):
        return
    guess = guess_for(name, question, judged.about)
    if guess is not None:
        st.markdown(
            f"You guessed **{guess} %**; from {pct(STRICT)} on it is **{pct(strict.recall or 0)}**, "
            f"and {flags_words(strict)}."
        )
    at = threshold()
    matrix = matrix_at(examined, at)
    # Beside the slider, so that what a move does is read at once.
    with st.container(key="quality_finding"):
        st.markdown(trade_words(usual, matrix, at))
    _goals(examined, matrix, usual)
    _matrix_and_scores(examined, matrix, at)
    errors_view(judged, examined, matrix, at)
    closer = st.segmented_control(
        "Look closer",
        [CURVES, MEASURES],
        key="quality_closer",
        help="The same line, among all the others or in seven measures. Press again to put it away.",
    )
    if closer == CURVES:
        _curves(examined, matrix)
    elif closer == MEASURES:
        measure_table(matrix, examined.positive, examined.negative)


def _goals(examined: Examined, matrix: ConfusionMatrix, usual: ConfusionMatrix) -> None:
    """What can be brought about with the slider; what no line of these texts does is not asked for."""
    right = usual.tp + usual.tn
    wanted: dict[str, Callable[[ConfusionMatrix], bool]] = {
        f"find 99 of 100 {examined.positive}, and see how many false alarms that takes": (
            lambda one: (one.recall or 0) >= NEARLY_ALL and one.tn > 0
        ),
        "have 99 of 100 flags right, and see how much is missed": lambda one: (
            (one.precision or 0) >= NEARLY_ALL
        ),
        f"be right more often than from {pct(USUAL)} on": lambda one: one.tp + one.tn > right,
    }
    everywhere = [matrix_at(examined, step / 100) for step in range(101)]
    goals("threshold", {goal: met(matrix) for goal, met in wanted.items() if any(map(met, everywhere))})


def trade_words(usual: ConfusionMatrix, matrix: ConfusionMatrix, at: float) -> str:
    """What the chosen threshold gains and pays against the usual one."""
    if matrix.fn + matrix.fp == 0:
        return f"From {pct(at)} on: **not one error** in these {count(matrix.total)} texts. Move the line until one comes."
    if at == USUAL:
        return (
            f"From {pct(at)} on: **{count(matrix.fn)} {_misses(matrix.fn)}** and "
            f"**{count(matrix.fp)} {_alarms(matrix.fp)}**. Move the line, and one kind of error pays for the other."
        )
    misses, alarms = matrix.fn - usual.fn, matrix.fp - usual.fp
    if misses == 0 and alarms == 0:
        return (
            f"From {pct(at)} on, the errors are the same as from {pct(USUAL)} on: no text scores in between."
        )
    return (
        f"Against {pct(USUAL)}, flagging from {pct(at)} on makes **{_change(misses, _misses)}** and "
        f"**{_change(alarms, _alarms)}**; {flags_words(matrix)}."
    )


def flags_words(matrix: ConfusionMatrix) -> str:
    """How often a flag is right."""
    if matrix.precision is None:
        return "nothing is flagged"
    return f"{pct(matrix.precision)} of its flags are right"


def _matrix_and_scores(examined: Examined, matrix: ConfusionMatrix, at: float) -> None:
    matrix_table(matrix, examined.positive, examined.negative)
    look.figure(
        scores_figure(examined, at, matrix),
        key="quality_scores",
        alt=f"Bars: how many texts of {examined.positive} and of {examined.negative} have which score. The line stands at "
        f"{100 * at:.0f} %; the counts on either side of it are in the table above.",
        table=lambda: scores_table(examined),
    )


def _curves(examined: Examined, matrix: ConfusionMatrix) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        look.figure(
            precision_recall_figure(examined, matrix),
            key="quality_pr",
            alt=f"Precision-recall curve, average precision {examined.average_precision:.3f}. Your threshold: recall "
            f"{pct(matrix.recall or 0)}, {flags_words(matrix)}.",
            table=lambda: curves_table(examined),
        )
    with right:
        look.figure(
            roc_figure(examined, matrix),
            key="quality_roc",
            alt=f"ROC curve, area {examined.auc:.3f}. Your threshold: recall {pct(matrix.recall or 0)}, false alarms "
            f"{pct(1 - (matrix.specificity or 0))}.",
            table=lambda: curves_table(examined),
        )


def _change(by: int, noun: Callable[[int], str]) -> str:
    if by == 0:
        return f"as many {noun(2)}"
    return f"{count(abs(by))} {'more' if by > 0 else 'fewer'} {noun(abs(by))}"


def _misses(n: int) -> str:
    return "miss" if n == 1 else "misses"


def _alarms(n: int) -> str:
    return "false alarm" if n == 1 else "false alarms"
