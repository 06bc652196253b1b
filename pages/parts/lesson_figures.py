"""Which view draws which figure that a lesson names."""

from collections.abc import Callable, Mapping

from pages.parts import lesson_dynamic, lesson_pitfalls, lesson_quality, lesson_run, lesson_scorecard

FIGURES: Mapping[str, Callable[[], None]] = {
    "confusion-matrix": lesson_quality.confusion_matrix,
    "batch-vs-real-time": lesson_run.batch_vs_real_time,
    "scorecard": lesson_scorecard.scorecard,
    "threshold-cost": lesson_quality.threshold_cost,
    "paradox": lesson_quality.paradox,
    "dynamic-batching": lesson_dynamic.dynamic_batching,
    "pitfall-latency": lesson_pitfalls.latency,
    "pitfall-accuracy-only": lesson_pitfalls.accuracy_only,
    "pitfall-leakage": lesson_pitfalls.leakage,
    "pitfall-drift": lesson_pitfalls.drift,
}


def show(name: str) -> None:
    """Draws the figure of that name."""
    FIGURES[name]()
