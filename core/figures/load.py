"""Latency against load: SIM as lines with their knee, THEORY's mean, LIVE trials as points, and what is unstable."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.experiment.finding import rate_words, time_words
from core.experiment.load_curve import LoadCurve, knee, within
from core.experiment.search import Trial
from core.figures import palette, theme
from core.figures.sketch import Sketch
from core.metrics.objective import LatencyObjective

ROOM = 1.18
# So high that the bend is seen, and so low that the bound and the quiet loads still are.
BOUNDS_HIGH, QUIETS_HIGH = 4, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChart:
    """What the chart shows: a curve, an objective on one percentile ("p99"), live trials, the chosen load, a colour."""

    curve: LoadCurve
    objective: LatencyObjective
    trials: Sequence[Trial] = ()
    rate: float | None = None
    colour: str = palette.REAL_TIME

    @property
    def tail(self) -> str:
        """The objective's percentile by its name.

        >>> from core.metrics.objective import LatencyObjective
        >>> curve = LoadCurve(points=(), theory=(), formula="", capacity=1.0)
        >>> LoadChart(curve=curve, objective=LatencyObjective(bound_s=0.1, percentile=0.95)).tail
        'p95'
        """
        return f"p{100 * self.objective.percentile:g}"


def load_figure(chart: LoadChart) -> go.Figure:
    """x: texts arriving per second. y: latency in ms, cut where it shoots up."""
    figure = Sketch()
    _simulated(figure, chart)
    _theory(figure, chart.curve)
    _live(figure, chart)
    _marks(figure, chart)
    figure.update_xaxes(title="Texts arriving per second", range=[0, _right(chart)])
    figure.update_yaxes(title="Latency (ms)", range=[0, _top_ms(chart)])
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=load_finding(chart), label=_who_says(chart), height=440)


def load_finding(chart: LoadChart) -> str:
    """The load up to which the percentile stays within its bound, according to each engine."""
    bound = time_words(chart.objective.bound_s)
    found = within(chart.curve, chart.tail, chart.objective.bound_s)
    live = _live_best(chart)
    if found is None:
        sim = f"{chart.tail} is beyond {bound} at every load (SIM)"
    elif found.high is None:
        most = rate_words(chart.curve.points[-1].arrival_rate)
        sim = f"{chart.tail} stays within {bound} {_from(found.low)}up to {most} texts/s (SIM), the heaviest load tried"
    else:
        sim = f"{chart.tail} stays within {bound} {_from(found.low)}up to {rate_words(found.high)} texts/s (SIM)"
    return f"{sim}{live}"


def theory_gap(curve: LoadCurve) -> float | None:
    """The largest |SIM mean / THEORY mean − 1| below nine tenths of what can be served; None without theory."""
    means = {point.arrival_rate: point.latency_s("mean") for point in curve.points if point.share < 0.9}
    gaps = [abs(sim / mean_s - 1) for rate, mean_s in curve.theory if (sim := means.get(rate))]
    return max(gaps, default=None)


def _band(figure: Sketch, chart: LoadChart) -> None:
    """From the lowest to the highest of the replications, near the knee where there are several."""
    points = [(p.arrival_rate, spread) for p in chart.curve.points if (spread := p.spread_s(chart.tail))]
    if not points:
        return
    rates = [rate for rate, _ in points]
    figure.add_scatter(
        x=[*rates, *reversed(rates)],
        y=[*(1000 * high for _, (_, high) in points), *(1000 * low for _, (low, _) in reversed(points))],
        mode="lines",
        fill="toself",
        fillcolor="rgba(124,135,152,0.30)",
        line={"width": 1, "color": palette.NEUTRAL},
        name=f"{chart.tail}, SIM, from run to run",
        hoverinfo="skip",
    )


def _simulated(figure: Sketch, chart: LoadChart) -> None:
    _band(figure, chart)
    rates = [point.arrival_rate for point in chart.curve.points]
    for name, width, symbol in (
        (chart.tail, 2.5, "square"),
        ("mean", 1.5, "circle"),
        ("p50", 1.5, "triangle-up"),
    ):
        values = [point.latency_s(name) for point in chart.curve.points]
        figure.add_scatter(
            x=rates,
            y=[None if value is None else 1000 * value for value in values],
            mode="lines+markers",
            name=f"{name}, SIM",
            line={"color": chart.colour, "width": width, "dash": theme.DASH["simulated"]},
            marker={"symbol": symbol, "size": 7 if name == chart.tail else 5},
            hovertemplate=f"%{{x:.0f}} texts/s: %{{y:.3g}} ms<extra>{name}, SIM</extra>",
        )  # fmt: skip


def _theory(figure: Sketch, curve: LoadCurve) -> None:
    if not curve.theory:
        return
    figure.add_scatter(
        x=[rate for rate, _ in curve.theory],
        y=[1000 * mean_s for _, mean_s in curve.theory],
        mode="lines+markers",
        name=f"mean, THEORY ({curve.formula})",
        line={"color": palette.NEUTRAL, "width": 2.5, "dash": theme.DASH["theory"]},
        marker={"symbol": "circle-open", "size": 9},
        hovertemplate="%{x:.0f} texts/s: %{y:.3g} ms<extra>mean, THEORY</extra>",
    )


def _live(figure: Sketch, chart: LoadChart) -> None:
    """Trials as points; one that is off the chart stands at its edge, and its words have the true figures."""
    edge, edge_ms = 0.99 * _right(chart), 0.98 * _top_ms(chart)
    for met, symbol, words in ((True, "diamond", "within"), (False, "x", "beyond, or unstable")):
        mine = [trial for trial in chart.trials if trial.met is met and trial.observed_s is not None]
        seen_ms = [1000 * (trial.observed_s or 0.0) for trial in mine]
        if mine:
            figure.add_scatter(
                x=[min(trial.arrival_rate, edge) for trial in mine],
                y=[min(value, edge_ms) for value in seen_ms],
                customdata=[[trial.arrival_rate, value] for trial, value in zip(mine, seen_ms, strict=True)],
                mode="markers",
                name=f"{chart.tail}, LIVE, {words}",
                marker={"symbol": symbol, "size": 12, "color": palette.BATCH, "line": {"width": 1, "color": "white"}},
                error_y=_repeats(mine),
                hovertemplate="%{customdata[0]:.0f} texts/s: %{customdata[1]:.3g} ms<extra>"
                + f"{chart.tail}, LIVE, {words}</extra>",
            )  # fmt: skip


def _repeats(trials: Sequence[Trial]) -> dict[str, object]:
    """Whiskers from the lowest to the highest of a trial's runs, where there were several."""
    seen = [(trial.observed_s or 0.0, trial.repeated_s or (trial.observed_s or 0.0,)) for trial in trials]
    return {
        "type": "data",
        "symmetric": False,
        "array": [1000 * (max(runs) - middle) for middle, runs in seen],
        "arrayminus": [1000 * (middle - min(runs)) for middle, runs in seen],
        "visible": any(trial.repeated_s for trial in trials),
    }


def _marks(figure: Sketch, chart: LoadChart) -> None:
    _bound(figure, chart)
    right, capacity = _right(chart), chart.curve.capacity
    figure.add_vrect(
        x0=capacity, x1=right, fillcolor=palette.REAL_TIME, opacity=0.12, line_width=0, layer="below"
    )
    figure.add_vline(x=capacity, line={"color": palette.REAL_TIME, "width": 1.5, "dash": "dot"})
    # Upright along the edge: the shaded part is narrow on a phone.
    figure.add_annotation(
        x=capacity, y=1, yref="y domain", xanchor="left", yanchor="top", textangle=-90, showarrow=False,
        text=f"unstable from {rate_words(capacity)} texts/s on",
    )  # fmt: skip
    bend = knee(chart.curve, chart.tail)
    if bend is not None:
        at = next(point for point in chart.curve.points if point.arrival_rate == bend)
        height = min(1000 * (at.latency_s(chart.tail) or 0.0), _top_ms(chart))
        figure.add_annotation(
            x=bend, y=height, text="knee", showarrow=True, arrowhead=2, ax=-36,
            # Above it and above the objective's words, unless that would be above the chart.
            ay=-56 if height < 0.7 * _top_ms(chart) else 40, arrowcolor=palette.NEUTRAL, arrowwidth=1.5,
        )  # fmt: skip
    if chart.rate is not None and chart.rate < right:
        figure.add_vline(x=chart.rate, line={"color": palette.NEUTRAL, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=chart.rate, y=0.8, yref="y domain", xanchor="left", xshift=4, showarrow=False,
            text="your load",
        )  # fmt: skip


def _bound(figure: Sketch, chart: LoadChart) -> None:
    bound_ms, words = 1000 * chart.objective.bound_s, time_words(chart.objective.bound_s)
    shown = bound_ms < _top_ms(chart)
    if shown:
        figure.add_hline(y=bound_ms, line={"color": palette.NEUTRAL, "width": 2})
    # Its words begin at the left, or beyond the line of the chosen load where that would cross them.
    beyond = chart.rate is not None and chart.rate < _right(chart) / 3
    figure.add_annotation(
        x=chart.rate if beyond else 0, xref="x" if beyond else "x domain", xanchor="left", xshift=6, showarrow=False,
        y=bound_ms if shown else _top_ms(chart), yanchor="bottom" if shown else "top",
        text=f"objective: {chart.tail} within {words}" + ("" if shown else ", above this chart"),
    )  # fmt: skip


def _right(chart: LoadChart) -> float:
    met = [trial.arrival_rate for trial in chart.trials if trial.met]
    return ROOM * max([chart.curve.capacity, *met])


def _top_ms(chart: LoadChart) -> float:
    tails = [value for point in chart.curve.points if (value := point.latency_s(chart.tail)) is not None]
    if not tails:
        return 2000 * chart.objective.bound_s
    shoots = max(BOUNDS_HIGH * chart.objective.bound_s, QUIETS_HIGH * min(tails))
    met = [trial.observed_s for trial in chart.trials if trial.met and trial.observed_s is not None]
    return 1000 * max(min(1.1 * max(tails), shoots), 1.1 * max(met, default=0.0))


def _live_best(chart: LoadChart) -> str:
    if not chart.trials:
        return ""
    best = max((trial.arrival_rate for trial in chart.trials if trial.met), default=None)
    return ", at no load tried (LIVE)" if best is None else f", up to {rate_words(best)} (LIVE)"


def _who_says(chart: LoadChart) -> str:
    most = sum(trial.judgement.n for trial in chart.trials)
    few, many = (end(point.n for point in chart.curve.points) for end in (min, max))
    each = f"{few:,}" if few == many else f"{few:,} to {many:,}"
    return theme.labels(
        f"SIM · n = {each} a run",
        *(["THEORY"] if chart.curve.theory else []),
        *(
            [
                f"{theme.label('live', most)} in {len(chart.trials)} {'trial' if len(chart.trials) == 1 else 'trials'}"
            ]
            if chart.trials
            else []
        ),
    )


def _from(low: float | None) -> str:
    return "" if low is None else f"from {rate_words(low)} "
