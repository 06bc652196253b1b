"""One run timed twice: from when each request was due, and from when a naive generator got round to sending it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.figures import palette, theme
from core.figures.log_ticks import log_ticks
from core.figures.sketch import Sketch
from core.metrics import Distribution
from core.metrics.summary import distribution
from core.metrics.time_split import latency_from_sending_s

SHARES = np.linspace(0, 1, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWatches:
    """The same requests by two watches: from the due time, and from the moment of sending."""

    due: Distribution
    sending: Distribution


def two_watches(result: Result) -> TwoWatches:
    """Both distributions of a run."""
    return TwoWatches(due=result.summary.latency, sending=distribution(latency_from_sending_s(result.log)))


def omission_figure(result: Result, *, from_sending: bool) -> go.Figure:
    """x: latency in ms, logarithmic; y: per cent of the texts answered by then. The watch that is read is drawn thick."""
    curves = (
        (
            "from the due time",
            result.log.latency_s,
            palette.REAL_TIME,
            theme.DASH[result.engine],
            not from_sending,
        ),
        ("from sending", latency_from_sending_s(result.log), palette.NEUTRAL, "dashdot", from_sending),
    )
    figure = Sketch()
    for number, (name, latency_s, colour, dash, read) in enumerate(curves):
        figure.add_scatter(
            x=1000 * np.quantile(latency_s, SHARES, method="inverted_cdf"),
            y=100 * SHARES,
            mode="lines",
            name=f"timed {name}, {result.label}",
            line={"color": colour, "width": 4 if read else 1.5, "dash": dash},
            fill="tonextx" if number else None,
            fillcolor="rgba(185,131,0,0.14)",
            hovertemplate="%{y:.0f} % within %{x:.3g} ms<extra>timed " + name + "</extra>",
        )
    figure.update_xaxes(title="Latency (ms)", type="log", **_axis([c[1] for c in curves]))
    figure.update_yaxes(title="Texts answered by then (%)", range=[0, 103], tickvals=[0, 25, 50, 75, 95])
    figure.update_layout(showlegend=True)
    label = theme.label(result.engine, result.summary.n)
    return theme.apply(figure, title=omission_finding(result), label=label, height=380)


def omission_finding(result: Result) -> str:
    """How much of the tail the naive watch leaves out."""
    watches = two_watches(result)
    name = next((p for p in ("p99", "p95", "p50") if getattr(watches.due, p) is not None), None)
    if name is None:
        return f"{result.summary.n} texts are too few for percentiles"
    due_s, sent_s = getattr(watches.due, name), getattr(watches.sending, name)
    if due_s <= 1.05 * sent_s:
        return f"Here both watches agree: {name} is {time_words(due_s)}, since hardly any text waited for the server"
    times = f"{rate_words(due_s / sent_s)} ×"
    if result.unstable:
        return f"The queue grew for the whole run, and the watch that starts at sending still says {name} = {time_words(sent_s)}"
    return f"Timed from sending, {name} is {time_words(sent_s)}; from the due time it is {time_words(due_s)}, {times} longer"


def _axis(columns: list[NDArray[np.float64]]) -> dict[str, Any]:
    values = np.concatenate(columns)
    values = values[values > 0]
    if not len(values):
        return {}
    low, high = float(np.log10(1000 * values.min())), float(np.log10(1000 * values.max()))
    return {"range": [low - 0.1, high + 0.1], **log_ticks(10 ** (low - 0.1), 10 ** (high + 0.1))}
