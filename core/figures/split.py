"""Where the time goes: latency at each percentile, cut into waiting for the server, for the batch to fill, and service."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.result import Result
from core.figures import palette, theme
from core.figures.run_table import share_words
from core.figures.sketch import Sketch
from core.metrics.intervals import enough_requests
from core.metrics.time_split import by_percentile

PERCENTILES = (10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9)
PARTS = (
    ("service_s", "being served", palette.SERVICE, ""),
    ("filling_s", "waiting for the batch to fill", palette.WAITING, "x"),
    ("server_s", "waiting for the server", palette.WAITING, ""),
)


def split_figure(result: Result) -> go.Figure:
    """One bar a percentile that there are enough requests for; y: ms. Patterns tell the two kinds of waiting apart."""
    rows = split_rows(result)
    figure = Sketch()
    for name, words, colour, pattern in PARTS:
        figure.add_bar(
            x=rows["percentile"],
            y=1000 * rows[name],
            name=words,
            marker={
                "color": colour,
                "pattern": {
                    "shape": pattern,
                    "fgcolor": "white",
                    "fillmode": "overlay",
                    "size": 9,
                    "solidity": 0.3,
                },
                "line": {"width": 0},
            },
            hovertemplate=f"%{{y:.3g}} ms {words}<extra>%{{x}}</extra>",
        )
    figure.update_layout(barmode="stack", bargap=0.3, showlegend=True, legend_traceorder="normal")
    figure.update_xaxes(title="Percentile of latency", type="category")
    figure.update_yaxes(title="Latency (ms)")
    label = theme.label(result.engine, result.summary.n)
    return theme.apply(figure, title=split_finding(result), label=label, height=400)


def split_rows(result: Result) -> pd.DataFrame:
    """percentile ("p99"), and the mean of each part in seconds among the requests around it."""
    n = len(result.log)
    wanted = np.array([p for p in PERCENTILES if enough_requests(n, p / 100)])
    if not len(wanted):
        return pd.DataFrame(columns=["percentile", "latency_s", *(name for name, *_ in PARTS)])
    latency_s, parts = by_percentile(result.log, wanted)
    return pd.DataFrame(
        {
            "percentile": [f"p{p:g}" for p in wanted],
            "latency_s": latency_s,
            **{name: getattr(parts, name) for name, *_ in PARTS},
        }
    )


def split_finding(result: Result) -> str:
    """What the median request and the one in the tail spent most of their time on."""
    rows = split_rows(result)
    if rows.empty:
        return f"{len(result.log)} texts are too few for percentiles"
    median, tail = rows[rows["percentile"] == "p50"], rows.iloc[-1]
    waited = (tail["server_s"] + tail["filling_s"]) / tail["latency_s"]
    words = f"At {tail['percentile']}, {share_words(waited)} of {time_words(tail['latency_s'])} is waiting, most of it {_most(tail)}"
    if waited < 0.005:
        words = f"At {tail['percentile']}, nearly all of {time_words(tail['latency_s'])} is service"
    if median.empty:
        return words
    half = median.iloc[0]
    share = (half["server_s"] + half["filling_s"]) / half["latency_s"]
    return f"{words}; at the median, {share_words(share)} of {time_words(half['latency_s'])}"


def split_table(result: Result) -> pd.DataFrame:
    """The bars as words."""
    rows = split_rows(result)
    columns = {"percentile": "Percentile", "latency_s": "Latency"}
    columns |= {name: words.capitalize() for name, words, *_ in reversed(PARTS)}
    table = rows[list(columns)].rename(columns=columns)
    return table.map(lambda value: value if isinstance(value, str) else time_words(value))


def _most(row: pd.Series) -> str:
    return "for the server" if row["server_s"] >= row["filling_s"] else "for the batch to fill"
