"""Latency as a distribution: the share of texts answered within each time, with the percentiles marked."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.figures import theme
from core.figures.log_ticks import log_ticks
from core.figures.run_sides import side_colour, side_name, who_says
from core.figures.sketch import Sketch

MARKED = {"p50": 50, "p95": 95, "p99": 99}
SYMBOL = {"p50": "circle", "p95": "diamond", "p99": "square"}
MOST_POINTS = 400


def latency_distribution(results: list[Result], expected: list[Result] | None = None) -> go.Figure:
    """The latency of one or two runs (solid), and what the simulator expected of them (dashed).

    x: latency in ms, logarithmic. y: per cent of the texts that had their answer by then.
    """
    expected = [result for result in expected or [] if not result.unstable]
    figure = Sketch()
    for result in [*results, *expected]:
        figure.add_scatter(**_curve(result))
    marked = [result for result in results if not result.unstable and len(result.log)]
    slower = max(marked, key=lambda result: _tail_s(result) or 0.0, default=None)
    for side, result in enumerate(marked):
        if len(results) == 1:
            at = {"p50": "bottom right", "p95": "bottom right", "p99": "top left"}
            figure.add_scatter(**_percentiles(result, at))
        else:
            # Two sides share the top of the chart: each names only its slowest mark, above both curves, to its own side.
            at = {"p50": "middle left" if side else "bottom right"}
            at.setdefault(_tail_name(result), "top right" if result is slower else "top left")
            figure.add_scatter(**_percentiles(result, at))
    figure.update_xaxes(title="Latency (ms), from due to answered", type="log", **_axis(results + expected))
    figure.update_yaxes(title="Texts answered by then (%)", range=[0, 109], tickvals=[0, 25, 50, 75, 95])
    return theme.apply(figure, title=_title(results), label=who_says([*results, *expected]), height=380)


def _curve(result: Result) -> dict[str, Any]:
    shares = np.linspace(0, 1, min(MOST_POINTS, max(len(result.log), 1)))
    some = len(result.log) > 0
    latency_ms: NDArray[np.float64] = (
        1000 * np.quantile(result.log.latency_s, shares, method="inverted_cdf") if some else np.zeros(0)
    )
    live = result.engine == "live"
    return {
        "x": latency_ms,
        "y": 100 * shares,
        "mode": "lines",
        "name": f"{side_name(result.scenario)}, {result.label}",
        "line": {
            "color": side_colour(result.scenario),
            "width": 2.5 if live else 1.5,
            "dash": theme.DASH[result.engine],
        },
        "hovertemplate": "%{y:.0f} % within %{x:.3g} ms<extra>%{fullData.name}</extra>",
    }


def _tail_name(result: Result) -> str:
    """The slowest percentile that the run's texts are enough for."""
    return next((name for name in ("p99", "p95") if getattr(result.summary.latency, name) is not None), "p50")


def _tail_s(result: Result) -> float | None:
    seconds: float | None = getattr(result.summary.latency, _tail_name(result))
    return seconds


def _percentiles(result: Result, at: dict[str, str]) -> dict[str, Any]:
    """The marks of one side. at: which percentiles, and where the words of each stand: off the curve."""
    latency = result.summary.latency
    marks = [(name, getattr(latency, name)) for name in at if getattr(latency, name) is not None]
    return {
        "x": [1000 * seconds for _, seconds in marks],
        "y": [MARKED[name] for name, _ in marks],
        "mode": "markers+text",
        "text": _mark_words(marks),
        "textposition": [at[name] for name, _ in marks],
        "textfont": {"size": 12},
        "marker": {
            "symbol": [SYMBOL[name] for name, _ in marks],
            "size": 9,
            "color": side_colour(result.scenario),
        },
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _mark_words(marks: list[tuple[str, float]]) -> list[str]:
    """The words beside the marks; two that lie on each other share one.

    >>> _mark_words([("p50", 0.056), ("p95", 0.111), ("p99", 0.111)])
    ['p50 56 ms', '', 'p95, p99 111 ms']
    """
    words: list[str] = []
    waiting: list[str] = []
    for position, (name, seconds) in enumerate(marks):
        waiting.append(name)
        last = position == len(marks) - 1
        if (
            last
            or marks[position + 1][0] not in ("p95", "p99")
            or marks[position + 1][1] > 1.3 * seconds
            or name == "p50"
        ):
            words.append(f"{', '.join(waiting)} {time_words(seconds)}")
            waiting = []
        else:
            words.append("")
    return words


def _axis(results: list[Result]) -> dict[str, Any]:
    """From the shortest latency to the longest, with room on either side for the words beside the marks."""
    latency_s = np.concatenate([result.log.latency_s for result in results] or [np.zeros(0)])
    positive = latency_s[latency_s > 0]
    if not len(positive):
        return {}
    low, high = np.log10(1000 * positive.min()), np.log10(1000 * positive.max())
    low, high = float(low - max(0.35 * (high - low), 0.4)), float(high + 0.2 * (high - low) + 0.1)
    return {"range": [low, high], **log_ticks(10**low, 10**high)}


def _title(results: list[Result]) -> str:
    medians = [result.summary.latency.p50 for result in results if not result.unstable]
    if len(medians) < len(results):
        growing = " and ".join(side_name(result.scenario).lower() for result in results if result.unstable)
        return (
            f"The queue grew all along ({growing}): such latencies say how long the run was, and little else"
        )
    if len(results) == 1:
        return _one(results[0])
    first, second = medians
    if first is None or second is None:
        return "Too few texts for percentiles"
    names = [side_name(result.scenario) for result in results]
    if max(first, second) <= 1.1 * min(first, second):
        return f"The median text waited about as long either way: {time_words(first)}"
    slow, fast = (0, 1) if first > second else (1, 0)
    times = max(first, second) / min(first, second)
    return f"The median latency is {rate_words(times)} × longer: {names[slow].lower()} against {names[fast].lower()}"


def _one(result: Result) -> str:
    latency = result.summary.latency
    if latency.p50 is None:
        return "Too few texts for percentiles"
    tail = next(((n, t) for n, t in (("99", latency.p99), ("95", latency.p95)) if t is not None), None)
    if tail is None:
        return f"Half of the texts had their answer within {time_words(latency.p50)}"
    return f"Half had their answer within {time_words(latency.p50)}, {tail[0]} of 100 within {time_words(tail[1])}"
