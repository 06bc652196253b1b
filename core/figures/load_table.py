"""Latency against load as a table: a row a load, what each engine says of it, and how runs with other draws differ."""

import pandas as pd

from core.experiment.finding import rate_words, time_words
from core.figures.load import LoadChart


def load_table(chart: LoadChart) -> pd.DataFrame:
    """One row a load: SIM's mean and percentiles with the spread of the replications, and THEORY's mean."""
    theory = dict(chart.curve.theory)
    return pd.DataFrame(
        [
            {
                "Texts per second": rate_words(point.arrival_rate),
                "Of what it can serve": f"{100 * point.share:.0f} %",
                "Mean, SIM": _time(point.latency_s("mean")),
                "Mean, THEORY": _time(theory.get(point.arrival_rate)),
                "p50, SIM": _time(point.latency_s("p50")),
                f"{chart.tail}, SIM": _time(point.latency_s(chart.tail)),
                "From run to run": _spread(point.spread_s(chart.tail)),
                "Requests": f"{len(point.runs)} × {point.n:,}" if len(point.runs) > 1 else f"{point.n:,}",
            }
            for point in chart.curve.points
        ]
    )


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else time_words(seconds)


def _spread(ends: tuple[float, float] | None) -> str:
    return "–" if ends is None else f"{time_words(ends[0])} to {time_words(ends[1])}"
