"""The same max wait on several servers: mean and p99 of each as two points on a line."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.result import Result
from core.figures import palette, theme
from core.figures.sketch import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveTail:
    """What a live run of one window came to; p99 is None where there were too few texts. void: why not to trust it."""

    mean_s: float
    p99_s: float | None
    n: int
    void: str | None = None


def windows_figure(
    results: Mapping[str, Result], wait_s: float, live: Mapping[str, LiveTail] | None = None
) -> go.Figure:
    """y: servers. x: latency in ms; a circle is the mean, a diamond p99. An unstable server has words and no point.

    live: what live runs of some of them came to, drawn hollow.
    """
    measured = {name: one for name, one in (live or {}).items() if one.void is None}
    figure = Sketch()
    stable = {name: one for name, one in results.items() if _figures(one) is not None}
    for name, one in stable.items():
        mean_s, tail_s = _figures(one) or (0.0, 0.0)
        figure.add_scatter(
            x=[1000 * mean_s, 1000 * tail_s], y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": palette.DYNAMIC, "width": 2},
        )  # fmt: skip
    for position, (words, symbol) in enumerate((("mean", "circle"), ("p99", "diamond"))):
        values = [1000 * (_figures(one) or (0.0, 0.0))[position] for one in stable.values()]
        figure.add_scatter(
            x=values, y=list(stable), mode="markers+text", name=f"{words}, SIM", cliponaxis=False,
            text=[time_words(value / 1000) for value in values], textposition="bottom center" if words == "mean" else "top center", textfont={"size": 12},
            marker={"symbol": symbol, "size": 12, "color": palette.DYNAMIC},
            hovertemplate="%{y}: " + words + " %{x:.3g} ms<extra></extra>",
        )  # fmt: skip
    _live(figure, measured)
    for name, one in results.items():
        if name not in stable:
            words = "unstable: no mean, no p99" if one.unstable else "too few texts"
            figure.add_annotation(
                x=0, xref="x domain", xanchor="left", y=name, text=words, showarrow=False, xshift=8
            )
    figure.update_xaxes(title="Latency (ms)", rangemode="tozero")
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(results)[::-1], range=[-0.6, len(results) - 0.3]
    )
    figure.update_layout(showlegend=True)
    n = next(iter(results.values())).summary.n
    said = [theme.label("simulated", n), *(theme.label("live", one.n) for one in measured.values())]
    return theme.apply(figure, title=windows_finding(results, wait_s), label=theme.labels(*said), height=400)


def _live(figure: Sketch, measured: Mapping[str, LiveTail]) -> None:
    if not measured:
        return
    for words, symbol in (("mean", "circle-open"), ("p99", "diamond-open")):
        found = {name: one.mean_s if words == "mean" else one.p99_s for name, one in measured.items()}
        shown = {name: 1000 * value for name, value in found.items() if value is not None}
        figure.add_scatter(
            x=list(shown.values()),
            y=list(shown),
            mode="markers",
            name=f"{words}, LIVE",
            marker={"symbol": symbol, "size": 13, "color": palette.REAL_TIME, "line": {"width": 2.5}},
            hovertemplate="%{y}: " + words + " %{x:.3g} ms<extra>LIVE</extra>",
        )


def windows_finding(results: Mapping[str, Result], wait_s: float) -> str:
    """From which server to which the same setting takes p99, and who cannot keep up."""
    tails = {name: figures[1] for name, one in results.items() if (figures := _figures(one)) is not None}
    unstable = [name for name, one in results.items() if one.unstable]
    lost = f"{_listed(unstable)} cannot keep up (unstable)" if unstable else ""
    if not tails:
        return f"The same max wait of {time_words(wait_s)}: {lost or 'too few texts for percentiles'}"
    low, high = min(tails, key=tails.__getitem__), max(tails, key=tails.__getitem__)
    words = f"The same max wait of {time_words(wait_s)} gives p99 from {time_words(tails[low])} ({low}) to {time_words(tails[high])} ({high})"
    if tails[high] <= 1.03 * tails[low]:
        words = f"With a max wait of {time_words(wait_s)} these servers do the same: p99 is {time_words(tails[low])}"
    return f"{words}; {lost}" if lost else words


def _figures(one: Result) -> tuple[float, float] | None:
    """Mean and p99 in seconds; None where there is neither."""
    latency = one.summary.latency
    if one.unstable or latency.mean is None or latency.p99 is None:
        return None
    return latency.mean, latency.p99


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
