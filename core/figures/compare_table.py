"""Several runs as a table: one column a run, one row a figure, every time with its 95 % interval."""

from collections.abc import Sequence

import pandas as pd

from core.experiment.result import Result
from core.figures import theme
from core.figures.compare import LETTERS
from core.figures.run_sides import side_name, side_words
from core.figures.run_table import run_figures

SHOWN = {
    "Texts per second": "Texts per second",
    "Median latency (p50)": "p50 latency",
    "p95 latency": "p95 latency",
    "p99 latency": "p99 latency",
    "Server busy": "Classifier busy",
    "Mean batch size": "Mean batch size",
}


def compared_table(results: Sequence[Result]) -> pd.DataFrame:
    """Columns: the letters A to F, as in the chart. Rows: who says it, the set-up in words, and the figures."""
    columns = {LETTERS[place]: _column(result) for place, result in enumerate(results)}
    return pd.DataFrame(columns).rename_axis("Run")


def _column(result: Result) -> dict[str, str]:
    figures, scenario = run_figures(result), result.scenario
    return {
        "Engine": theme.label(result.engine, result.summary.n),
        "Set-up": f"{side_words(scenario)}; {scenario.classifier}, draw {scenario.seed}",
        **{shown: figures[name] for name, shown in SHOWN.items()},
        "To be trusted?": _trust(result),
    }


def _trust(result: Result) -> str:
    """Whether the run may be believed, and what stands against it."""
    if result.void:
        return f"No, void. {result.void}"
    if result.unstable:
        return f"No percentile: unstable. {side_name(result.scenario)} could not keep up."
    if result.ended != "complete":
        return "With care: the run was cut short."
    return "With care: " + " ".join(result.warnings) if result.warnings else "Yes"
