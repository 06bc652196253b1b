"""The figures of a run as rows: for the table beside the charts, and for whoever cannot see them."""

import pandas as pd

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.figures.run_sides import side_name
from core.metrics.intervals import Interval

NOT_ENOUGH = "not enough texts"
NO_FIGURE = "unstable: none"


def run_table(results: list[Result]) -> pd.DataFrame:
    """One row a figure, one column a result; times with their 95 % intervals."""
    columns = {f"{side_name(result.scenario)}, {result.label}": run_figures(result) for result in results}
    table = pd.DataFrame(columns)
    table.insert(0, "Figure", table.index)
    return table


def run_figures(result: Result) -> dict[str, str]:
    """Each figure of a result in words, by its name."""
    summary, latency = result.summary, result.summary.latency
    names = {"Median latency (p50)": "p50", "p90 latency": "p90", "p95 latency": "p95", "p99 latency": "p99"}
    times = {
        label: latency_words(getattr(latency, p), getattr(latency.ci, p), unstable=result.unstable)
        for label, p in names.items()
    }
    return {
        "Texts answered": f"{summary.n:,} of {result.scenario.requests:,}",
        "Texts per second": NOT_ENOUGH
        if summary.throughput_per_s is None
        else rate_words(summary.throughput_per_s),
        **times,
        "Mean latency": latency_words(latency.mean, latency.ci.mean, unstable=result.unstable),
        "Longest latency": latency_words(latency.max, None, unstable=result.unstable),
        "Server busy": share_words(summary.utilisation),
        "Mean batch size": NOT_ENOUGH
        if summary.mean_batch_size is None
        else f"{summary.mean_batch_size:.3g}",
        "Little's law, off by": share_words(summary.littles_law_residual, digits=2),
    }


def latency_words(seconds: float | None, interval: Interval | None, *, unstable: bool = False) -> str:
    """A time with its interval.

    >>> latency_words(0.012, (0.011, 0.0135)), latency_words(None, None)
    ('12 ms (11 to 14 ms)', 'not enough texts')
    """
    if unstable:
        return NO_FIGURE
    if seconds is None:
        return NOT_ENOUGH
    return time_words(seconds) + (f" ({interval_words(interval)})" if interval else "")


def interval_words(interval: Interval) -> str:
    """Both ends of an interval of time, the unit once if it is the same.

    >>> interval_words((0.0042, 0.0051)), interval_words((0.9, 1.2))
    ('4.2 to 5.1 ms', '900 ms to 1.2 s')
    """
    low, high = (time_words(end) for end in interval)
    number, unit = low.rsplit(" ", 1)
    return f"{number} to {high}" if high.endswith(f" {unit}") else f"{low} to {high}"


def share_words(share: float | None, *, digits: int = 0) -> str:
    """A share in per cent.

    >>> share_words(0.934), share_words(None)
    ('93 %', 'not enough texts')
    """
    return NOT_ENOUGH if share is None else f"{100 * abs(share):.{digits}f} %"
