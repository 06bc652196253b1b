"""What a plan was chosen from: cost per hour against the tail, with the objective as a line."""

import pandas as pd
import plotly.graph_objects as go

from core.experiment.finding import time_words
from core.experiment.plan import Mode, Plan, per_million
from core.experiment.plan_words import choice_words
from core.experiment.result import LABEL
from core.figures import palette, theme
from core.figures.log_ticks import log_ticks
from core.figures.sketch import Sketch
from core.figures.time_axis import time_axis

COLOUR = {"real_time": palette.REAL_TIME, "dynamic": palette.DYNAMIC, "batch": palette.BATCH}
SYMBOL = {"real_time": "circle", "dynamic": "diamond", "batch": "square"}
NAME: dict[Mode, str] = {"real_time": "One at a time", "dynamic": "Dynamic batches", "batch": "Batch job"}
ROOM = 1.3


def plan_figure(plan: Plan) -> go.Figure:
    """x: cost per hour. y: latency at the objective's percentile (a batch job's: of its last text); log scales."""
    figure = Sketch()
    for mode, name in NAME.items():
        shown = [choice for choice in plan.choices if choice.mode == mode]
        if shown:
            figure.add_scatter(
                x=[choice.hour_cost for choice in shown],
                y=[choice.tail_s for choice in shown],
                mode="markers",
                name=f"{name}, {LABEL[shown[0].engine]}",
                marker={
                    "color": COLOUR[mode],
                    "symbol": SYMBOL[mode],
                    "size": [15 if choice == plan.best else 9 for choice in shown],
                },
                text=[f"{choice_words(choice)}<br>{time_words(choice.tail_s)}" for choice in shown],
                hovertemplate="%{text}, %{x:.4g} an hour<extra></extra>",
            )
    costs = [choice.hour_cost for choice in plan.choices]
    bounds = plan_bounds(plan)
    for name, (bound_s, dash) in bounds.items():
        figure.add_scatter(
            x=[min(costs) / ROOM, max(costs) * ROOM],
            y=[bound_s, bound_s],
            mode="lines",
            name=name,
            line={"color": palette.NEUTRAL, "width": 1.5, "dash": dash},
            hoverinfo="skip",
        )
    times_s = [*(choice.tail_s for choice in plan.choices), *(bound_s for bound_s, _ in bounds.values())]
    figure.update_xaxes(
        title="Cost per hour, in your currency", type="log", **log_ticks(min(costs) / 2.5, max(costs) * 2.5)
    )
    time_axis(figure, f"{tail_name(plan)} latency", min(times_s), max(times_s))
    return theme.apply(figure, title=plan_finding(plan), label=plan_label(plan), height=380)


def plan_label(plan: Plan) -> str:
    """Who says so: the simulator with the texts of all set-ups shown, and arithmetic where a batch job is shown."""
    engines = dict.fromkeys(choice.engine for choice in plan.choices)
    n = sum(choice.n for choice in plan.choices)
    return theme.labels(*(theme.label(engine, n if engine == "simulated" else None) for engine in engines))


def plan_bounds(plan: Plan) -> dict[str, tuple[float, str]]:
    """The lines of what is allowed, with their dashes: one, or two where a batch job shown has a deadline of its own."""
    need = plan.need
    lines = {"Allowed": (need.objective.bound_s, "dot")}
    if need.deadline_s is not None and any(choice.mode == "batch" for choice in plan.by_mode):
        lines["Allowed to a batch job"] = (need.deadline_s, "dash")
    return lines


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


def load_finding(plan: Plan) -> str:
    """What becomes of the recommended set-up at the highest load tried."""
    most = plan.sensitivity[-1]
    at = f"At {100 * most.scale:.0f} % of the load"
    if most.met:
        return f"{at} the objective is still met"
    if most.replicas is None:
        return f"{at} no number of machines will do"
    late = "the queue grows without end" if most.tail_s is None else "answers come too late"
    return f"{at} {late}; {most.replicas:,} machines would do"


def tail_name(plan: Plan) -> str:
    """The objective's percentile by its name."""
    return f"p{100 * plan.need.objective.percentile:g}"


def plan_table(plan: Plan) -> pd.DataFrame:
    """The same as a table."""
    return pd.DataFrame(
        [
            {
                "Set-up": choice_words(choice),
                tail_name(plan): time_words(choice.tail_s),
                "Cost per hour": float(f"{choice.hour_cost:.4g}"),
                "Cost per million texts": float(f"{per_million(choice, plan.need.rate):.4g}"),
                "Recommended": "yes" if choice == plan.best else "",
            }
            for choice in plan.choices
        ]
    )
