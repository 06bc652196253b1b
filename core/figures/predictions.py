"""Guesses against what was measured: one run's figures on one axis, and how far off guesses were over time."""

import math
from collections.abc import Sequence
from statistics import median

import pandas as pd
import plotly.graph_objects as go

from core.experiment.finding import rate_words
from core.experiment.guess import CLOSE, Measure, Outcome, figure_words
from core.experiment.result import LABEL
from core.figures import palette, theme
from core.figures.sketch import Sketch

NAMES: dict[Measure, str] = {
    "p50_ms": "Median latency",
    "p99_ms": "p99 latency",
    "rate": "Throughput",
    "median_ms": "Median latency",
    "gain": "Gain in throughput",
}
SYMBOLS = {
    "Median latency": "circle",
    "p99 latency": "square",
    "Throughput": "triangle-up",
    "Gain in throughput": "diamond",
}
# A guess that is further off than this stands at the edge of the chart; its words have the true factor.
FURTHEST = 100.0
# So few say nothing of whether somebody gets better.
FEW = 6


def name_of(outcome: Outcome) -> str:
    """The figure and of which side it is, or the question that was asked.

    >>> from datetime import datetime, UTC
    >>> name_of(Outcome(at=datetime.now(UTC), of="One at a time", measure="p99_ms", guess=20.0))
    'p99 latency, one at a time'
    """
    if outcome.of.endswith("?"):
        return outcome.of
    side = outcome.of[:1].lower() + outcome.of[1:]
    return f"{NAMES[outcome.measure]}, {side}" if side else NAMES[outcome.measure]


def reconciled_figure(outcomes: Sequence[Outcome]) -> go.Figure:
    """One row a figure. x: how many times what was measured, logarithmic; the measurement itself stands at 1."""
    compared = [one for one in outcomes if one.measured is not None]
    rows = [name_of(one).replace(", ", ",<br>") for one in compared]  # so that they leave room on a phone
    times = [one.guess / (one.measured or 1.0) for one in compared]
    figure = Sketch()
    for row, factor in zip(rows, times, strict=True):
        figure.add_scatter(
            x=[_within(factor), 1], y=[row, row], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": palette.NEUTRAL, "width": 2},
        )  # fmt: skip
    shown = (
        ("measured", [1.0] * len(rows), [one.measured for one in compared], "diamond", palette.BATCH, "top center"),
        ("your guess", [_within(x) for x in times], [one.guess for one in compared], "circle-open", palette.REAL_TIME, "bottom center"),
    )  # fmt: skip
    for name, x, values, symbol, colour, place in shown:
        words = [figure_words(one.measure, value or 0.0) for one, value in zip(compared, values, strict=True)]
        figure.add_scatter(
            x=x, y=rows, mode="markers+text", name=name, text=words, textposition=place, cliponaxis=False,
            marker={"symbol": symbol, "size": 13, "color": colour, "line": {"width": 3, "color": colour}},
            hovertemplate="%{y}: %{text}<extra>" + name + "</extra>",
        )  # fmt: skip
    far = math.log10(max([3.0, *(1.5 * max(_within(x), 1 / _within(x)) for x in times)]))
    figure.update_xaxes(title="Times what was measured", type="log", range=[-far, far], **_ticks(10**far))
    figure.update_yaxes(categoryorder="array", categoryarray=rows[::-1], range=[-0.7, len(rows) - 0.3])
    figure.update_layout(showlegend=True)
    engines = dict.fromkeys(one.engine for one in compared)
    label = theme.labels(*(LABEL[engine] for engine in engines if engine in LABEL))
    return theme.apply(
        figure, title=reconciled_finding(outcomes), label=label, height=130 + 62 * max(1, len(rows))
    )


def reconciled_finding(outcomes: Sequence[Outcome]) -> str:
    """How the guesses about one run came out, in half a sentence."""
    compared = [one for one in outcomes if one.optimism is not None]
    if not compared:
        return "This run has no figure to compare your guess with"
    close = sum(one.words == "close" for one in compared)
    if close == len(compared):
        return "Close in all" if close > 1 else "Close"
    worst = max(compared, key=_off)
    start = f"{close} of {len(compared)} close; " if close else ""
    named = f"{start}{name_of(worst)} was guessed {worst.words}"
    return named[:1].upper() + named[1:]


def calibration_figure(outcomes: Sequence[Outcome]) -> go.Figure:
    """x: the guesses in the order of their answers. y: how many times too optimistic or too pessimistic, logarithmic.

    The line in the middle is right; a faint band around it is as close as the sliders' steps allow.
    """
    compared = answered(outcomes)
    figure = Sketch()
    for name, symbol in SYMBOLS.items():
        mine = [(n, one) for n, one in enumerate(compared, 1) if NAMES[one.measure] == name]
        if mine:
            figure.add_scatter(
                x=[n for n, _ in mine],
                y=[_within(one.optimism or 1.0) for _, one in mine],
                customdata=[[one.words, f"{one.at:%d %b %Y, %H:%M} UTC"] for _, one in mine],
                mode="markers",
                name=name,
                cliponaxis=False,
                marker={"symbol": symbol, "size": 10, "color": palette.SERVICE},
                hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra>" + name + "</extra>",
            )
    far = max([10.0, *(_off(one) for one in compared)])
    figure.add_hrect(
        y0=1 / CLOSE, y1=CLOSE, fillcolor=palette.DYNAMIC, opacity=0.18, line_width=0, layer="below"
    )
    figure.add_hline(y=1, line={"color": palette.NEUTRAL, "width": 2})
    _sides(figure)
    top = math.log10(1.3 * min(far, FURTHEST))
    figure.update_yaxes(title="Off by", type="log", range=[-top, top], **_factor_ticks())
    figure.update_xaxes(
        title="Your guesses, oldest first",
        range=[0.4, len(compared) + 0.6],
        dtick=max(1, math.ceil(len(compared) / 8)),
    )
    figure.update_layout(showlegend=True)
    engines = dict.fromkeys(one.engine for one in compared)
    label = theme.labels(*(LABEL[engine] for engine in engines if engine in LABEL))
    return theme.apply(figure, title=calibration_finding(outcomes), label=label, height=360)


def calibration_finding(outcomes: Sequence[Outcome]) -> str:
    """How far off the guesses were in the middle, to which side, and whether the later ones were nearer."""
    compared = answered(outcomes)
    if not compared:
        return "No guess was answered yet"
    optimistic = sum((one.optimism or 1.0) > CLOSE for one in compared)
    pessimistic = sum((one.optimism or 1.0) < 1 / CLOSE for one in compared)
    close = len(compared) - optimistic - pessimistic
    words = f"{close} of {len(compared)} close, {optimistic} too optimistic, {pessimistic} too pessimistic"
    if len(compared) < FEW:
        return words
    half = len(compared) // 2
    early, late = (median(map(_off, part)) for part in (compared[:half], compared[-half:]))
    return f"{words}; off by {rate_words(early)} × in the earlier half, {rate_words(late)} × in the later (medians)"


def outcomes_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a guess, in the order given."""
    return pd.DataFrame(
        [
            {
                "Figure": name_of(one),
                "You guessed": figure_words(one.measure, one.guess),
                "It was": "–" if one.measured is None else figure_words(one.measure, one.measured),
                "Your guess was": one.words,
            }
            for one in outcomes
        ]
    )


def answered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those that can be compared, in the order of their answers."""
    return sorted((one for one in outcomes if one.measured is not None), key=lambda one: one.at)


def _sides(figure: Sketch) -> None:
    for y, words in ((0.97, "too optimistic ↑"), (0.03, "too pessimistic ↓")):
        figure.add_annotation(
            x=1, xref="x domain", xanchor="right", y=y, yref="y domain", text=words, showarrow=False
        )


def _off(outcome: Outcome) -> float:
    times = outcome.optimism or 1.0
    return max(times, 1 / times)


def _within(times: float) -> float:
    return min(max(times, 1 / FURTHEST), FURTHEST)


def _ticks(far: float) -> dict[str, object]:
    steps = (1, 2, 5) if far <= 6 else (1, 3, 10) if far <= 30 else (1, 10, 100)
    values = sorted({1 / step for step in steps} | set(map(float, steps)))
    return {
        "tickvals": values,
        "ticktext": [f"{v:g}" if v >= 1 else f"1/{1 / v:g}" for v in values],
        "tickangle": 0,
    }


def _factor_ticks() -> dict[str, object]:
    steps = (3, 10, 30, 100)
    values = [*(1 / step for step in reversed(steps)), 1, *steps]
    return {
        "tickvals": values,
        "ticktext": ["right" if v == 1 else f"{max(v, 1 / v):.0f} ×" for v in values],
    }
