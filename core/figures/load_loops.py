"""The same demand on the same server, open and closed: text by text, how long each took, simulated and live."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.loops import Course
from core.experiment.result import LABEL, Engine
from core.figures import palette, theme
from core.figures.sketch import Sketch

Loops = tuple[Course, Course]
"""The open loop, then the closed one, by the same engine."""

# Measured points are filled, simulated ones are outlines.
SYMBOLS: dict[Engine, tuple[str, str]] = {
    "live": ("circle", "x"),
    "simulated": ("circle-open", "x-thin-open"),
}


def loops_figure(loops: Sequence[Loops], title: str) -> go.Figure:
    """x: when a text was answered, s. y: its latency, ms. Circles: nobody waits for replies; crosses: clients do."""
    figure = Sketch()
    for pair in loops:
        looks = zip(
            pair,
            ("open loop: texts come when they come", "closed loop: clients wait for replies"),
            (palette.REAL_TIME, palette.BATCH),
            SYMBOLS[pair[0].engine],
            strict=True,
        )
        for course, name, colour, symbol in looks:
            figure.add_scattergl(
                x=course.finish_s,
                y=[1000 * seconds for seconds in course.latency_s],
                mode="markers",
                name=f"{name}, {LABEL[course.engine]}",
                marker={
                    "color": colour,
                    "size": 6,
                    "symbol": symbol,
                    "opacity": 0.8,
                    "line": {"width": 1, "color": colour},
                },
                hovertemplate="answered at %{x:.2f} s, after %{y:.3g} ms<extra>%{fullData.name}</extra>",
            )
    figure.update_xaxes(title="Answered (s after the start)", rangemode="tozero")
    figure.update_yaxes(title="Latency (ms)", rangemode="tozero")
    figure.update_layout(showlegend=True)
    label = theme.labels(*(f"{theme.label(course.engine, course.n)}" for pair in loops for course in pair))
    return theme.apply(figure, title=title, label=label, height=400)


def overloaded(opened: Course) -> bool:
    """Whether the open loop's queue was still growing at its end: late answers, and none much later before."""
    return opened.last_s >= 2 * opened.first_s and opened.last_s >= max(opened.latency_s) / 2


def loops_finding(loops: Loops) -> str:
    """What each loop reports of the same overload."""
    opened, closed = loops
    reports = f"the closed loop reports a p99 of {time_words(closed.tail_s)}"
    longest_s = max(opened.latency_s)
    if not overloaded(opened):
        if longest_s < 2 * opened.first_s:
            return f"No overload this time: in the open loop latency stayed within {time_words(longest_s)}, and {reports}"
        rose = f"in the open loop latency rose to {time_words(longest_s)} and fell back to {time_words(opened.last_s)}"
        return f"The overload did not last this time: {rose}; {reports}"
    return (
        f"The closed loop reports a p99 of {time_words(closed.tail_s)} and looks healthy; "
        f"in the open loop latency grew from {time_words(opened.first_s)} to {time_words(opened.last_s)}, and would grow on"
    )
