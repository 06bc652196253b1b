"""How many texts are inside at each moment, waiting or being answered, and their mean: Little's law, counted and worked out."""

import numpy as np
import plotly.graph_objects as go

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.figures import palette, theme
from core.figures.run_sides import side_colour, side_name, who_says
from core.figures.sketch import Sketch
from core.metrics import mean_in_system, number_in_system

MOST_POINTS = 4000


def inside_over_time(results: list[Result]) -> go.Figure:
    """A step up for each text that was due, a step down for each answer; x: seconds from the start. A line at the mean."""
    figure = Sketch()
    for result in results:
        times_s, number = number_in_system(result.log)
        every = max(1, -(-len(times_s) // MOST_POINTS))
        colour, name = side_colour(result.scenario), side_name(result.scenario)
        figure.add_scatter(
            x=times_s[::every].astype(np.float32),
            y=number[::every],
            mode="lines",
            name=name,
            line={"color": colour, "width": 1, "shape": "hv"},
            fill="tozeroy",
            hovertemplate="at %{x:.2f} s: %{y} inside<extra>%{fullData.name}</extra>",
        )
        mean = mean_in_system(result.log)
        if mean is not None:
            figure.add_scatter(
                x=[float(times_s[0]), float(times_s[-1])],
                y=[mean, mean],
                mode="lines",
                name=f"{name}, on average" if len(results) > 1 else "On average",
                line={"color": palette.NEUTRAL, "width": 3, "dash": theme.DASH[result.engine]},
                hovertemplate="%{y:.3g} on average<extra></extra>",
            )
    figure.update_xaxes(title="Time (s after the start)", rangemode="tozero")
    figure.update_yaxes(title="Texts inside", rangemode="tozero")
    figure.update_layout(showlegend=True)
    title = ". ".join(inside_words(result, named=len(results) > 1) for result in results)
    return theme.apply(figure, title=title, label=who_says(results), height=340)


def inside_words(result: Result, *, named: bool = False) -> str:
    """What was counted at the door, and what arrivals times latency come to."""
    who = f"{side_name(result.scenario)}: " if named else ""
    counted, span_s = mean_in_system(result.log), result.log.span_s
    if counted is None:
        return f"{who}too few texts to count"
    rate, stay_s = len(result.log) / span_s, float(result.log.latency_s.mean())
    return (
        f"{who}{rate_words(rate)} a second × {time_words(stay_s)} each = {_number(rate * stay_s)} inside; "
        f"counted, {_number(counted)}"
    )


def _number(mean: float) -> str:
    return f"{mean:.2f}" if mean < 10 else rate_words(mean)
