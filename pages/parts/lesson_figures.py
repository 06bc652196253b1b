"""Which view draws which figure that a lesson names."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.learning.lesson_values import FigureRef
from pages.parts import (
    home_picture,
    lesson_choosing,
    lesson_dynamic,
    lesson_live,
    lesson_money,
    lesson_pitfalls,
    lesson_promise,
    lesson_quality,
    lesson_run,
    lesson_scorecard,
    turn,
)

# Each is given the lesson's name and the figure with its options, and draws what they ask for.
FIGURES: Mapping[str, Callable[[str, FigureRef], None]] = {
    "confusion-matrix": lambda lesson, figure: lesson_quality.confusion_matrix(),
    "both-ways": lambda lesson, figure: home_picture.show(),
    "batch-vs-real-time": lambda lesson, figure: lesson_run.batch_vs_real_time(),
    "scorecard": lambda lesson, figure: lesson_scorecard.scorecard(),
    "threshold-cost": lambda lesson, figure: lesson_quality.threshold_cost(*_start(lesson, figure)),
    "paradox": lambda lesson, figure: lesson_quality.paradox(*_start(lesson, figure)),
    "dynamic-batching": lambda lesson, figure: lesson_dynamic.dynamic_batching(*_start(lesson, figure)),
    "pitfall-latency": lambda lesson, figure: lesson_pitfalls.latency(*_start(lesson, figure)),
    "pitfall-accuracy-only": lambda lesson, figure: lesson_pitfalls.accuracy_only(*_start(lesson, figure)),
    "pitfall-leakage": lambda lesson, figure: lesson_pitfalls.leakage(*_start(lesson, figure)),
    "pitfall-drift": lambda lesson, figure: lesson_pitfalls.drift(*_start(lesson, figure)),
    "threshold-line": lambda lesson, figure: lesson_money.threshold_line(),
    "threshold-money": lambda lesson, figure: lesson_money.threshold_money(),
    "broken-promise": lambda lesson, figure: lesson_promise.broken_promise(
        figure.options.get("only"), *_start(lesson, figure)
    ),
    "choose-serving": lambda lesson, figure: lesson_choosing.choose_serving(*_start(lesson, figure)),
    "run": lesson_live.show,
}


def show(lesson: str, figure: FigureRef) -> None:
    """Draws the figure; one that is folded away only once the reader opens it, so that the page comes sooner."""
    if figure.behind:
        _folded(lesson, figure)
    else:
        FIGURES[figure.name](lesson, figure)


@turn.fragment
def _folded(lesson: str, figure: FigureRef) -> None:
    with st.expander(figure.behind, key=f"lesson_open_{lesson}_{figure.id}", on_change="rerun") as fold:
        if fold.open:
            FIGURES[figure.name](lesson, figure)


def _start(lesson: str, figure: FigureRef) -> tuple[str | None, str]:
    """Where the figure's control stands at first, None for the figure's own choice; and what its keys end in."""
    start = figure.options.get("start")
    return start, f"_{lesson}_{figure.id}" if figure.options else ""
