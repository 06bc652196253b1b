"""Each text's latency, in the order in which the texts were answered: does it stay level, or does a queue grow?"""

import numpy as np
import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.result import Result
from core.figures import theme
from core.figures.log_ticks import log_ticks
from core.figures.run_sides import side_colour, side_name, who_says
from core.figures.sketch import Sketch
from core.workload import AllAtOnce

MOST_POINTS = 4000
# Medians of the first and the last fifth that are nearer to each other than this count as level.
LEVEL = 2.0
SYMBOLS = ("circle", "x")


def latency_over_time(results: list[Result]) -> go.Figure:
    """One point a text. x: seconds from the start of the run to its answer. y: its latency in ms, logarithmic."""
    figure = Sketch()
    for result, symbol in zip(results, SYMBOLS, strict=False):
        every = max(1, -(-len(result.log) // MOST_POINTS))
        shown = f", one of {every} texts drawn" if every > 1 else ""
        figure.add_scattergl(
            x=result.log.finish_s[::every].astype(np.float32),
            y=(1000 * result.log.latency_s[::every]).astype(np.float32),
            mode="markers",
            name=f"{side_name(result.scenario)}{shown}",
            marker={"color": side_colour(result.scenario), "size": 5, "opacity": 0.65, "symbol": symbol},
            hovertemplate="answered at %{x:.2f} s, after %{y:.3g} ms<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(title="Answered (s after the start)", rangemode="tozero")
    latency_ms = np.concatenate([1000 * result.log.latency_s for result in results] or [np.zeros(0)])
    seen = latency_ms[latency_ms > 0]
    ticks = log_ticks(0.7 * float(seen.min()), 1.4 * float(seen.max())) if len(seen) else {}
    figure.update_yaxes(title="Latency (ms)", type="log", **ticks)
    figure.update_layout(showlegend=True)
    words = [over_time_words(result, named=len(results) > 1) for result in results]
    title = ". ".join(one[:1].upper() + one[1:] for one in words)
    return theme.apply(figure, title=title, label=who_says(results), height=380)


def over_time_words(result: Result, *, named: bool = False) -> str:
    """What happened to latency in the course of the run."""
    who = f"{side_name(result.scenario)}: " if named else ""
    latency_s = result.log.latency_s
    if len(latency_s) < 10:
        return f"{who}too few texts to see a course"
    fifth = len(latency_s) // 5
    begin, end = (float(np.median(part)) for part in (latency_s[:fifth], latency_s[-fifth:]))
    if isinstance(result.scenario.arrivals, AllAtOnce):
        first, last = float(latency_s[0]), float(latency_s[-1])
        if first == last:
            return f"{who}one batch answered all texts after {time_words(first)}"
        return f"{who}the first text waited {time_words(first)}, the last {time_words(last)}"
    if end > LEVEL * begin:
        return f"{who}latency grew from {time_words(begin)} to {time_words(end)}"
    if begin > LEVEL * end:
        return f"{who}latency fell from {time_words(begin)} to {time_words(end)}"
    return f"{who}latency stayed level at about {time_words(float(np.median(latency_s)))}"
