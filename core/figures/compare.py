"""Several runs on one pair of axes: the share of texts answered within each time, each run with a letter of its own."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.figures import theme
from core.figures.log_ticks import log_ticks
from core.figures.run_sides import side_colour, side_name, who_says
from core.figures.sketch import Sketch

MOST_POINTS = 400
LETTERS = "ABCDEF"
# One a run: colour says what kind of serving it is, so runs of one kind are told apart by line and letter.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
# Where on its curve each run's letter stands, in per cent: apart, so that close curves do not hide them.
LETTER_AT = (50, 66, 34, 82, 18, 92)


def compared_distributions(results: Sequence[Result]) -> go.Figure:
    """Up to six runs. x: latency in ms, logarithmic. y: per cent of the texts that had their answer by then."""
    figure = Sketch()
    for place, result in enumerate(results):
        figure.add_scatter(**_curve(place, result))
    for place, result in enumerate(results):
        if len(result.log):
            figure.add_scatter(**_letter(place, result))
    figure.update_xaxes(type="log", title="Latency (ms), from due to answered", **_axis(results))
    figure.update_yaxes(title="Texts answered by then (%)", range=[0, 103], tickvals=[0, 25, 50, 75, 95])
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=compared_words(results), label=who_says(list(results)), height=420)


def compared_words(results: Sequence[Result]) -> str:
    """What the comparison found: the shortest and the longest median, if they can be told apart."""
    stable = [
        (LETTERS[place], result.summary.latency)
        for place, result in enumerate(results)
        if not result.unstable and result.summary.latency.p50 is not None
    ]
    growing = [LETTERS[place] for place, result in enumerate(results) if result.unstable]
    left_out = f"; in {_and(growing)} the queue grew all along" if growing else ""
    if not stable:
        return f"No median to compare{left_out}"
    ranked = sorted(stable, key=lambda pair: pair[1].p50 or 0.0)
    (low, fast), (high, slow) = ranked[0], ranked[-1]
    assert fast.p50 is not None and slow.p50 is not None
    if len(ranked) == 1:
        return f"{low}: half of the texts had their answer within {time_words(fast.p50)}{left_out}"
    if fast.ci.p50 and slow.ci.p50 and fast.ci.p50[1] >= slow.ci.p50[0]:
        who = "The two medians" if len(ranked) == 2 else "The medians"
        return f"{who} cannot be told apart: their 95 % intervals overlap{left_out}"
    times = rate_words(slow.p50 / fast.p50)
    ends = f"{low}, {time_words(fast.p50)}; longest in {high}, {time_words(slow.p50)}"
    return f"The median latency is shortest in {ends}, {times} × as long{left_out}"


def _curve(place: int, result: Result) -> dict[str, Any]:
    shares = np.linspace(0, 1, min(MOST_POINTS, max(len(result.log), 1)))
    some = len(result.log) > 0
    latency_ms = (
        1000 * np.quantile(result.log.latency_s, shares, method="inverted_cdf") if some else np.zeros(0)
    )
    return {
        "x": latency_ms,
        "y": 100 * shares,
        "mode": "lines",
        "name": f"{LETTERS[place]}: {side_name(result.scenario)}, {result.label}{', void' if result.void else ''}",
        "line": {"color": side_colour(result.scenario), "width": 2.25, "dash": DASHES[place]},
        "hovertemplate": "%{y:.0f} % within %{x:.3g} ms<extra>%{fullData.name}</extra>",
    }


def _axis(results: Sequence[Result]) -> dict[str, Any]:
    """The axis from the shortest to the longest latency, with a little room on either side; nothing if there is none."""
    latency_s = np.concatenate([result.log.latency_s for result in results] or [np.zeros(0)])
    positive = latency_s[latency_s > 0]
    if not len(positive):
        return {}
    low, high = float(np.log10(1000 * positive.min())), float(np.log10(1000 * positive.max()))
    room = max(0.05 * (high - low), 0.02)
    return {"range": [low - room, high + room], **log_ticks(10 ** (low - room), 10 ** (high + room))}


def _letter(place: int, result: Result) -> dict[str, Any]:
    share = LETTER_AT[place]
    at_ms = 1000 * float(np.quantile(result.log.latency_s, share / 100, method="inverted_cdf"))
    return {
        "x": [at_ms],
        "y": [share],
        "mode": "markers+text",
        "text": [f"<b>{LETTERS[place]}</b>"],
        "textposition": "top left",
        "textfont": {"size": 14},
        "marker": {"color": side_colour(result.scenario), "size": 7},
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _and(letters: list[str]) -> str:
    """A list as one says it.

    >>> _and(["A"]), _and(["A", "C", "F"])
    ('A', 'A, C and F')
    """
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"
