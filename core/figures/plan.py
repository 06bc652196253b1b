"""What a plan was chosen from: cost per hour against the tail, with the objective as a line."""

import pandas as pd
import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.plan import Choice, Plan, per_million
from core.experiment.plan_tail import REQUESTS, RUNS
from core.experiment.plan_words import choice_words
from core.figures import palette, theme

COLOUR = {"real_time": palette.REAL_TIME, "dynamic": palette.DYNAMIC, "batch": palette.BATCH}
SYMBOL = {"real_time": "circle", "dynamic": "diamond", "batch": "square"}
NAME = {"real_time": "One at a time", "dynamic": "Dynamic batches", "batch": "Batch job"}
ROOM = 1.3
SIMULATED = RUNS * REQUESTS


def plan_figure(plan: Plan) -> go.Figure:
    """x: cost per hour. y: latency at the objective's percentile in ms, both on log scales."""
    figure = go.Figure()
    for mode, name in NAME.items():
        shown = [choice for choice in choices(plan) if choice.mode == mode]
        if shown:
            figure.add_scatter(
                x=[choice.hour_cost for choice in shown],
                y=[1000 * choice.tail_s for choice in shown],
                mode="markers",
                name=f"{name}, SIM",
                marker={
                    "color": COLOUR[mode],
                    "symbol": SYMBOL[mode],
                    "size": [15 if choice == plan.best else 9 for choice in shown],
                },
                text=[choice_words(choice) for choice in shown],
                hovertemplate="%{text}<br>%{x:.4g} an hour, %{y:.3g} ms<extra></extra>",
            )
    costs, bound_ms = [choice.hour_cost for choice in choices(plan)], 1000 * plan.need.objective.bound_s
    figure.add_scatter(
        x=[min(costs) / ROOM, max(costs) * ROOM],
        y=[bound_ms, bound_ms],
        mode="lines",
        name="Allowed",
        line={"color": palette.NEUTRAL, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )
    tails_ms = [1000 * choice.tail_s for choice in choices(plan)]
    figure.update_xaxes(title="Cost per hour", type="log", **_ticks(costs))
    figure.update_yaxes(title=f"{tail_name(plan)} (ms)", type="log", **_ticks([*tails_ms, bound_ms]))
    return theme.apply(
        figure, title=plan_finding(plan), label=theme.label("simulated", SIMULATED), height=380
    )


def _ticks(values: list[float]) -> dict[str, list[float]]:
    """1, 2, 5, 10 … around the values: a log axis left to itself writes bare digits between its powers of ten."""
    steps = [digit * 10.0**power for power in range(-6, 10) for digit in (1, 2, 5)]
    low, high = min(values) / 2.5, max(values) * 2.5
    return {"tickvals": [step for step in steps if low <= step <= high]}


def choices(plan: Plan) -> tuple[Choice, ...]:
    """Everything worth showing, each once: the cheapest of each mode and the frontier."""
    return tuple(dict.fromkeys((*plan.by_mode, *plan.frontier)))


def plan_finding(plan: Plan) -> str:
    """What the next machine would buy, or that nothing dearer is better."""
    dearer = [choice for choice in plan.frontier if choice.hour_cost > plan.best.hour_cost]
    if not dearer:
        return "Nothing that costs more would answer clearly sooner"
    times = dearer[0].hour_cost / plan.best.hour_cost
    return (
        f"{times:.2g} × the cost would bring {tail_name(plan)} from {time_words(plan.best.tail_s)} "
        f"to {time_words(dearer[0].tail_s)}"
    )


def tail_name(plan: Plan) -> str:
    """The objective's percentile by its name."""
    return f"p{100 * plan.need.objective.percentile:g}"


def plan_table(plan: Plan) -> pd.DataFrame:
    """The same as a table."""
    return pd.DataFrame(
        [
            {
                "Set-up": choice_words(choice),
                f"{tail_name(plan)} (ms)": round(1000 * choice.tail_s, 1),
                "Cost per hour": round(choice.hour_cost, 3),
                "Cost per million texts": round(per_million(choice, plan.need.rate), 3),
                "Recommended": "yes" if choice == plan.best else "",
            }
            for choice in choices(plan)
        ]
    )
