"""The sweep over batch sizes: texts per second and time per call, measured, with the fitted line τ(b) = τ₀ + α·b."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from core.experiment.finding import rate_words, time_words
from core.figures import palette, theme
from core.figures.log_ticks import log_ticks
from core.figures.sketch import Sketch
from core.serving import CostFit

LINE = np.geomspace(1, 1024, 80)


def sweep_throughput(fit: CostFit) -> go.Figure:
    """x: batch size, y: texts per second, both logarithmic."""
    sizes, median_s = np.array(fit.sizes), np.array(fit.median_s)
    fitted = LINE / (fit.cost.fixed_s + fit.cost.per_item_s * LINE)
    figure = _figure(fit, sizes / median_s, fitted, "%{y:.3s} texts/s")
    figure.update_yaxes(title="Texts per second", type="log", **_ticks(sizes / median_s, fitted))
    return theme.apply(figure, title=_rates(fit), label=_who_says(fit))


def sweep_call_time(fit: CostFit) -> go.Figure:
    """x: batch size, y: milliseconds per call, both logarithmic."""
    fitted_ms = 1000 * (fit.cost.fixed_s + fit.cost.per_item_s * LINE)
    measured_ms = 1000 * np.array(fit.median_s)
    figure = _figure(fit, measured_ms, fitted_ms, "%{y:.3g} ms")
    figure.update_yaxes(title="Time of one call (ms)", type="log", **_ticks(measured_ms, fitted_ms))
    return theme.apply(figure, title=call_time_finding(fit), label=_who_says(fit))


def throughput_finding(fit: CostFit) -> str:
    """How much faster the best batch size is than one text at a time."""
    rates = np.array(fit.sizes) / np.array(fit.median_s)
    best = int(np.argmax(rates))
    gain = rates[best] / rates[0]
    if gain < 1.1:
        return "No batch size answers more texts per second than one at a time"
    # The smallest size that is nearly as good is the one to remember.
    enough = int(np.argmax(rates >= 0.8 * rates[best]))
    words = f"Batches of {fit.sizes[best]:,} answer {rate_words(float(gain))} × more texts per second than one at a time"
    return words if enough == best else f"{words}; {fit.sizes[enough]:,} already reach 80 % of that"


def limit_words(fit: CostFit) -> str:
    """The most that batching can gain by the fitted line; and, where more was measured, why that can be."""
    if not fit.cost.per_item_s:
        return "By the fitted line a text costs nothing on top of its call, so there is no limit to what batching gains"
    rates = np.array(fit.sizes) / np.array(fit.median_s)
    limit, gain = fit.cost.gain(), float(rates.max() / rates[0])
    said = f"By the fitted line batching can gain at most (τ₀ + α)/α = {rate_words(limit)} ×"
    if rate_words(gain) == rate_words(limit) or gain < limit:
        return said
    return f"{said}; the line is off by up to {100 * fit.worst_error:.0f} %, so what was measured can lie beyond that"


def _rates(fit: CostFit) -> str:
    """From what to what the texts per second went."""
    rates = np.array(fit.sizes) / np.array(fit.median_s)
    best = int(np.argmax(rates))
    single, most = rate_words(float(rates[0])), rate_words(float(rates[best]))
    return f"From {single} texts per second one at a time to {most} in batches of {fit.sizes[best]:,}"


def call_time_finding(fit: CostFit) -> str:
    """What a call costs, and how well the line fits."""
    return (
        f"A call costs {time_words(fit.cost.fixed_s)}, and each text in it {time_words(fit.cost.per_item_s)} more; "
        f"the line is off by at most {100 * fit.worst_error:.0f} %"
    )


def sweep_table(fit: CostFit) -> pd.DataFrame:
    """One row a batch size: calls measured, median time, texts per second, and what the line says."""
    sizes, median_s = np.array(fit.sizes), np.array(fit.median_s)
    fitted_s = fit.cost.fixed_s + fit.cost.per_item_s * sizes
    return pd.DataFrame(
        {
            "Batch size": sizes,
            "Calls measured": fit.calls,
            "Median time of a call (ms)": np.round(1000 * median_s, 3),
            "Texts per second": [rate_words(float(rate)) for rate in sizes / median_s],
            "The line says (ms)": np.round(1000 * fitted_s, 3),
            "The line is off by": [f"{100 * off:+.0f} %" for off in fitted_s / median_s - 1],
        }
    )


def _figure(fit: CostFit, measured: np.ndarray, fitted: np.ndarray, hover: str) -> Sketch:
    figure = Sketch()
    figure.add_scatter(
        x=LINE,
        y=fitted,
        mode="lines",
        name="τ₀ + α·b, THEORY",
        line={"color": palette.NEUTRAL, "width": 2, "dash": theme.DASH["theory"]},
        hovertemplate=f"{hover}<extra>fitted line, batch of %{{x:.0f}}</extra>",
    )
    figure.add_scatter(
        x=fit.sizes,
        y=measured,
        mode="lines+markers",
        name="median of the calls, LIVE",
        line={"color": palette.BATCH, "width": 2.5},
        marker={"size": 8},
        hovertemplate=f"{hover}<extra>measured, batch of %{{x}}</extra>",
    )
    ticks = [1, 4, 16, 64, 256, 1024]
    figure.update_xaxes(
        title="Batch size (texts per call)", type="log", tickvals=ticks, ticktext=[f"{t:,}" for t in ticks]
    )
    return figure


def _ticks(measured: np.ndarray, fitted: np.ndarray) -> dict[str, Any]:
    low, high = (float(end([end(measured), end(fitted)])) for end in (np.min, np.max))
    return log_ticks(0.7 * low, 1.4 * high)


def _who_says(fit: CostFit) -> str:
    return theme.labels(f"{theme.label('live', sum(fit.calls))} calls", f"{theme.label('theory')} (fitted)")
