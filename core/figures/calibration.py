"""How sure a learner was against how often they were right, with the interval of each share."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures import palette, theme
from core.figures.sketch import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAndRight:
    """One level of certainty. words: how it is said ("sure"). said: the probability that it stands for.

    right of n; low, high: the interval of the share right. least, most: the certainties that the level covers.
    """

    words: str
    said: float
    n: int
    right: int
    low: float
    high: float
    least: float
    most: float


def certainty_figure(levels: Sequence[SaidAndRight]) -> go.Figure:
    """x: how sure, %. y: share right, %, with intervals. On the dotted line one is right as often as one says."""
    figure = Sketch()
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        name="as often right as said",
        line={"color": palette.NEUTRAL, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    share = [100 * level.right / level.n for level in levels]
    figure.add_scatter(
        x=[100 * level.said for level in levels],
        y=share,
        mode="markers+text",
        name="you, with a 90 % interval",
        text=[f"n = {level.n}" for level in levels],
        textposition="middle right",
        cliponaxis=False,
        marker={"color": palette.BATCH, "size": 11},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [100 * level.high - at for level, at in zip(levels, share, strict=True)],
            "arrayminus": [at - 100 * level.low for level, at in zip(levels, share, strict=True)],
            "color": palette.BATCH,
            "thickness": 1.5,
        },
        hovertemplate="sure: %{x:.0f} %<br>right: %{y:.0f} %<extra></extra>",
    )
    figure.update_xaxes(title="How sure you were (%)", range=[40, 104], tickvals=[50, 60, 70, 80, 90, 100])
    figure.update_yaxes(title="How often you were right (%)", range=[-4, 104])
    figure.update_layout(showlegend=True)
    return theme.apply(figure, title=certainty_finding(levels), height=320)


def certainty_finding(levels: Sequence[SaidAndRight]) -> str:
    """What the highest level that was used says about itself.

    >>> certainty_finding([SaidAndRight(words="sure", said=0.9, n=9, right=3, low=0.13, high=0.6, least=0.8, most=1)])
    'When you were sure, you were right 3 of 9 times: less often than you thought'
    """
    if not levels:
        return "You have not said yet how sure you are"
    top = levels[-1]
    times = "time" if top.n == 1 else "times"
    return f"When you were {top.words}, you were right {top.right} of {top.n} {times}{_judged(top)}"


def _judged(level: SaidAndRight) -> str:
    """Whether the interval leaves the certainties of the level out, on one side."""
    if level.high < level.least:
        return ": less often than you thought"
    return ": more often than you thought" if level.low > level.most else ""
