"""Mean latency against load for the sides of a lesson's run: THEORY as lines, SIM and LIVE as points, the load chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.figures import palette, theme
from core.figures.run_sides import side_colour, side_name

# Where the curve shoots up, the quiet loads must still be seen.
QUIETS_HIGH = 12.0


# A mean in ms, with the ends of its interval if it has one.
Interval = tuple[float, tuple[float, float] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePoint:
    """One live run: texts per second, mean latency in ms with its interval if there is one, and how many texts."""

    rate: float
    mean_ms: float
    interval_ms: tuple[float, float] | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSide:
    """theory: (rate, mean in s), empty where no formula covers the side. simulated: one result a load; live: the learner's."""

    theory: Sequence[tuple[float, float]]
    simulated: Sequence[Result]
    live: Sequence[LivePoint]
    capacity: float


def mean_against_load(sides: Sequence[LoadSide], rate: float, title: str) -> go.Figure:
    """x: texts arriving per second. y: mean latency in ms, cut where it shoots up. A line stands at the chosen rate."""
    traces = [trace for side in sides for trace in _traces(side)]
    right = _right(sides)
    shapes = [
        {"type": "line", "x0": rate, "x1": rate, "y0": 0, "y1": 1, "yref": "paper",
         "line": {"color": palette.NEUTRAL, "width": 2.5}},
    ]  # fmt: skip
    notes = []
    for side in sides:
        if side.capacity < right:
            shapes.append(
                {"type": "rect", "x0": side.capacity, "x1": right, "y0": 0, "y1": 1, "yref": "paper",
                 "fillcolor": _colour(side), "opacity": 0.08, "line": {"width": 0}, "layer": "below"}
            )  # fmt: skip
            # Upright, along the limit: there is room for it on the narrowest screen, clear of the load's own line.
            words = f"endless queue from {rate_words(side.capacity)} on"
            if len(sides) > 1:
                words = f"{_name(side)}: endless from {rate_words(side.capacity)}"
            notes.append(
                {"x": side.capacity, "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "top",
                 "text": words, "textangle": -90, "showarrow": False}
            )  # fmt: skip
    layout = {
        "shapes": shapes,
        "annotations": notes,
        "showlegend": True,
        "xaxis": {"title": {"text": "Texts arriving per second"}, "range": [0, right]},
        "yaxis": {"title": {"text": "Mean latency (ms)"}, "range": [0, _top_ms(sides)]},
    }
    return theme.drawn(traces, layout, title=title, label=_label(sides), height=400)


def load_words(results: Sequence[Result]) -> str:
    """What SIM says of the chosen load, a sentence."""
    means = [None if result.unstable else result.summary.latency.mean for result in results]
    parts = [
        f"{_how(result)} {'the queue has no end' if mean is None else f'a text takes {time_words(mean)} on average'}"
        for result, mean in zip(results, means, strict=True)
    ]
    rate = results[0].scenario.arrival_rate or 0.0
    return f"At {rate_words(rate)} texts per second, {', and '.join(parts)}"


def _traces(side: LoadSide) -> list[dict[str, object]]:
    colour, name = _colour(side), _name(side)
    symbol = "circle" if side.simulated[0].scenario.largest_batch == 1 else "square"
    stable = [point for point in side.simulated if not point.unstable and point.summary.latency.mean]
    traces: list[dict[str, object]] = []
    if side.theory:
        traces.append({
            "type": "scatter", "mode": "lines", "name": f"{name}, THEORY",
            "x": [rate for rate, _ in side.theory], "y": [1000 * mean_s for _, mean_s in side.theory],
            "line": {"color": colour, "dash": theme.DASH["theory"], "width": 2.5},
            "hovertemplate": "%{x:.0f} a second: %{y:.3g} ms<extra>" + f"{name}, THEORY</extra>",
        })  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "markers" if side.theory else "lines+markers", "name": f"{name}, SIM",
        "x": [point.scenario.arrival_rate for point in stable],
        "y": [1000 * (point.summary.latency.mean or 0) for point in stable],
        "line": {"color": colour, "dash": theme.DASH["simulated"], "width": 1.5},
        "marker": {"color": colour, "symbol": f"{symbol}-open", "size": 9, "line": {"width": 2}},
        "error_y": _bars([_interval_ms(point) for point in stable], colour),
        "hovertemplate": "%{x:.0f} a second: %{y:.3g} ms<extra>" + f"{name}, SIM</extra>",
    })  # fmt: skip
    if side.live:
        traces.append({
            "type": "scatter", "mode": "markers", "name": f"{name}, LIVE",
            "x": [point.rate for point in side.live], "y": [point.mean_ms for point in side.live],
            "marker": {"color": colour, "symbol": symbol, "size": 13},
            "error_y": _bars([(point.mean_ms, point.interval_ms) for point in side.live], colour),
            "hovertemplate": "%{x:.0f} a second: %{y:.3g} ms<extra>" + f"{name}, LIVE</extra>",
        })  # fmt: skip
    return traces


def _interval_ms(point: Result) -> Interval:
    """A simulated mean and its interval: near the limit even many texts leave much to chance."""
    latency = point.summary.latency
    ends = latency.ci.mean
    return 1000 * (latency.mean or 0), None if ends is None else (1000 * ends[0], 1000 * ends[1])


def _bars(points: Sequence[Interval], colour: str) -> dict[str, object]:
    ends = [(mean, *(interval or (mean, mean))) for mean, interval in points]
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - mean for mean, _, high in ends],
        "arrayminus": [mean - low for mean, low, _ in ends],
        "color": colour,
        "thickness": 1.5,
    }


def _right(sides: Sequence[LoadSide]) -> float:
    """A little beyond the heaviest load, or beyond the first limit where that is near."""
    most = max(point.scenario.arrival_rate or 0.0 for side in sides for point in side.simulated)
    limit = 1.08 * min(side.capacity for side in sides)
    return limit if most < limit < 1.5 * most else 1.04 * most


def _top_ms(sides: Sequence[LoadSide]) -> float:
    """So high that what was measured is seen, and at most twelve times the quietest."""
    means = [1000 * (p.summary.latency.mean or 0) for s in sides for p in s.simulated if not p.unstable]
    means += [point.mean_ms for side in sides for point in side.live]
    quiet = min((mean for mean in means if mean > 0), default=1.0)
    return 1.15 * min(max(means, default=1.0), QUIETS_HIGH * quiet)


def _label(sides: Sequence[LoadSide]) -> str:
    simulated = [point.summary.n for side in sides for point in side.simulated]
    live = [theme.label("live", point.n) for side in sides for point in side.live]
    return theme.labels(
        *(["THEORY (lines)"] if any(side.theory for side in sides) else []),
        f"SIM · n ≥ {min(simulated):,} a point",
        *live,
    )


def _how(result: Result) -> str:
    name = side_name(result.scenario).lower()
    return name if result.scenario.largest_batch == 1 else f"in {name}"


def _name(side: LoadSide) -> str:
    return side_name(side.simulated[0].scenario)


def _colour(side: LoadSide) -> str:
    return side_colour(side.simulated[0].scenario)
