"""A case decided: cost against tail for every way of serving offered, and the cost of errors at every threshold."""

import math

import pandas as pd
import plotly.graph_objects as go

from core.experiment.case_brief import decision_words, money, serving_words, tail_name
from core.experiment.case_gap import Gap
from core.experiment.case_outcome import Served, Solution
from core.experiment.finding import time_words
from core.figures import palette, theme
from core.figures.label_room import Room
from core.figures.plan import COLOUR, NAME, SYMBOL
from core.figures.sketch import Sketch
from core.figures.time_axis import time_axis

# Whatever is more than so many times too slow is left to the table: it would press all else together.
SLOWEST = 20.0
YOURS, BEST, BEATEN = "Yours", "Best", "Nothing beats these"
INK = palette.NEUTRAL


def serving_figure(solution: Solution, gap: Gap) -> go.Figure:
    """x: what machines cost a day. y: latency at the objective's percentile; both log. One point a way of serving."""
    mine, best, bound_s = gap.mine.served, gap.best.served, solution.situation.need.objective.bound_s
    most_s = max(SLOWEST * bound_s, mine.tail.tail_s or 0.0, best.tail.tail_s or 0.0)
    shown = [one for one in solution.served if one.tail.tail_s is not None and one.tail.tail_s <= most_s]
    top_s = 2.2 * max(bound_s, *map(_tail_s, shown))
    costs = [one.day_cost for one in (*shown, mine)]
    ends = min(costs) / 1.25, max(costs) * 1.25
    figure = Sketch()
    _ways(figure, shown)
    frontier = [one for one in solution.frontier if one in shown]
    _line(figure, [one.day_cost for one in frontier], [_tail_s(one) for one in frontier], BEATEN, "dash")
    _line(figure, list(ends), [bound_s, bound_s], "Allowed", "dot")
    room = Room(
        [(one.day_cost, _tail_s(one)) for one in shown], ends, (min(bound_s, *map(_tail_s, shown)), top_s)
    )
    _mark(
        figure, best.day_cost, _tail_s(best), BEST, "star", room.beside(best.day_cost, _tail_s(best), "top")
    )
    if mine.tail.tail_s is None:
        _mark(figure, mine.day_cost, top_s, f"{YOURS}: grows without end", "x", "bottom center")
    else:
        _mark(
            figure,
            mine.day_cost,
            _tail_s(mine),
            YOURS,
            "x",
            room.beside(mine.day_cost, _tail_s(mine), "bottom"),
        )
    _money_axis(figure, *ends)
    slower = any(most_s < (one.tail.tail_s or 0.0) for one in solution.served)
    title = f"{tail_name(solution.situation)} latency" + (
        f" (over {time_words(most_s)} not shown)" if slower else ""
    )
    time_axis(figure, title, min(bound_s, *map(_tail_s, shown)), top_s)
    n = sum(one.tail.n for one in solution.served if one.serving.mode != "batch")
    label = theme.label("simulated", n)
    return theme.apply(figure, title=serving_finding(solution, gap), label=label, height=420)


def serving_finding(solution: Solution, gap: Gap) -> str:
    """What the objective costs at least, and where the decision stands."""
    bound = time_words(solution.situation.need.objective.bound_s)
    least = f"{tail_name(solution.situation)} within {bound} costs at least {money(gap.best.served.day_cost)} a day"
    mine = gap.mine.served
    if not mine.met:
        return f"{least}; yours, for {money(mine.day_cost)}, does not keep to it"
    extra = mine.day_cost - gap.best.served.day_cost
    return f"{least}; yours {f'costs {money(extra)} more' if extra > 0.005 * gap.best.served.day_cost else 'costs no more'}"


def serving_table(solution: Solution, gap: Gap) -> pd.DataFrame:
    """What nothing beats, the decision and the best, cheapest first."""
    shown = {one.serving: one for one in (*solution.frontier, gap.mine.served, gap.best.served)}
    rows = sorted(shown.values(), key=lambda one: one.day_cost)
    return pd.DataFrame(
        [
            {
                "Way of serving": serving_words(one.serving),
                "Machines a day": money(one.day_cost),
                tail_name(solution.situation): "no end"
                if one.tail.tail_s is None
                else time_words(one.tail.tail_s),
                "Objective": "met" if one.met else "not met",
                "Whose": _whose(one, gap),
            }
            for one in rows
        ]
    )


def threshold_figure(solution: Solution, gap: Gap, n: int) -> go.Figure:
    """x: threshold. y: what errors cost a day, log scale. Hollow: more flags than can be reviewed."""
    judged = solution.judged
    figure = Sketch()
    for fits, name in ((True, "Errors"), (False, "Too many to review")):
        shown = [one for one in judged if one.fits == fits]
        if shown:
            figure.add_scatter(
                x=[one.threshold for one in shown],
                y=[one.day_cost for one in shown],
                mode="markers+lines" if fits else "markers",
                name=name,
                line={"color": palette.WAITING, "width": 2},
                marker={"color": palette.WAITING, "size": 8, "symbol": "circle" if fits else "circle-open"},
                text=[f"{one.misses:,.0f} misses, {one.alarms:,.0f} false alarms a day" for one in shown],
                hovertemplate="from %{x:.0%} on: £%{y:,.4~g} a day<br>%{text}<extra></extra>",
            )
    _mark(figure, gap.best.flagged.threshold, gap.best.flagged.day_cost, BEST, "star", "bottom center")
    _mark(figure, gap.mine.flagged.threshold, gap.mine.flagged.day_cost, YOURS, "x", "top center")
    costs = [one.day_cost for one in judged]
    ticks = _money_ticks(min(costs), max(costs))
    figure.update_xaxes(title="Flagged from this score on", tickformat=".0%", range=[-0.02, 1.02])
    figure.update_yaxes(
        title="Errors, £ a day",
        type="log",
        range=[math.log10(0.5 * min(costs)), math.log10(2 * max(costs))],
        tickvals=ticks,
        ticktext=[money(tick) for tick in ticks],
    )
    label = f"LIVE · n = {n:,} held-out messages, scaled to a day"
    return theme.apply(figure, title=threshold_finding(gap), label=label, height=360)


def threshold_finding(gap: Gap) -> str:
    """What errors cost at least, and at the decision's threshold."""
    best, mine = gap.best.flagged, gap.mine.flagged
    least = (
        f"Errors cost least when flagging from {100 * best.threshold:.0f} % on: {money(best.day_cost)} a day"
    )
    if mine.threshold == best.threshold:
        return f"{least}, as you did"
    if not mine.fits:
        return f"{least}; from {100 * mine.threshold:.0f} % on, more are flagged than can be reviewed"
    mine_cost = money(mine.day_cost)
    cost = "hardly more" if mine_cost == money(best.day_cost) else mine_cost
    return f"{least}; from {100 * mine.threshold:.0f} % on, {cost}"


def threshold_table(solution: Solution, gap: Gap) -> pd.DataFrame:
    """Every threshold offered."""
    marks = {gap.mine.flagged.threshold: "yours"}
    best = gap.best.flagged.threshold
    marks[best] = "yours, best" if best in marks else "best"
    return pd.DataFrame(
        [
            {
                "Flagged from": f"{100 * one.threshold:.0f} %",
                "Errors a day": money(one.day_cost),
                "Misses a day": f"{one.misses:,.0f}",
                "False alarms a day": f"{one.alarms:,.0f}",
                "Flagged a day": f"{one.flagged:,.0f}",
                "Can be reviewed": "yes" if one.fits else "no",
                "Whose": marks.get(one.threshold, ""),
            }
            for one in solution.judged
        ]
    )


def marks_words(gap: Gap) -> str:
    """Both marked points, for those who do not see the chart."""
    return f"Yours: {decision_words(gap.mine.decision)}. Best: {decision_words(gap.best.decision)}."


def _mark(figure: Sketch, x: float, y: float, words: str, symbol: str, at: str) -> None:
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers+text",
        name=words,
        text=[words],
        textposition=at,
        textfont={"size": 14},
        marker={"symbol": symbol, "size": 17, "color": INK, "line": {"width": 1.5, "color": "white"}},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _ways(figure: Sketch, shown: list[Served]) -> None:
    """A point for each way of serving, by mode."""
    for mode, name in NAME.items():
        ways = [one for one in shown if one.serving.mode == mode]
        if ways:
            figure.add_scatter(
                x=[one.day_cost for one in ways],
                y=[_tail_s(one) for one in ways],
                mode="markers",
                name=name,
                opacity=0.5,
                marker={"color": COLOUR[mode], "symbol": SYMBOL[mode], "size": 7},
                text=[f"{serving_words(one.serving)}<br>{time_words(_tail_s(one))}" for one in ways],
                hovertemplate="%{text}, £%{x:,.4~g} a day<extra></extra>",
            )


def _line(figure: Sketch, x: list[float], y: list[float], name: str, dash: str) -> None:
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        name=name,
        line={"color": palette.NEUTRAL, "width": 1.5, "shape": "hv", "dash": dash},
        hoverinfo="skip",
    )


def _money_axis(figure: Sketch, least: float, most: float) -> None:
    ticks = _money_ticks(least, most)
    figure.update_xaxes(
        title="Machines, £ a day",
        type="log",
        range=[math.log10(least), math.log10(most)],
        tickvals=ticks,
        ticktext=[money(tick) for tick in ticks],
    )


def _money_ticks(low: float, high: float) -> list[float]:
    steps = [digit * 10.0**power for power in range(-5, 9) for digit in (1, 2, 5)]
    found = [step for step in steps if 0.5 * low <= step <= 2 * high]
    return found if len(found) <= 8 else [step for step in found if f"{step:e}".startswith("1")]


def _tail_s(one: Served) -> float:
    return math.nan if one.tail.tail_s is None else one.tail.tail_s


def _whose(one: Served, gap: Gap) -> str:
    names = [
        name
        for name, outcome in (("yours", gap.mine), ("best", gap.best))
        if outcome.served.serving == one.serving
    ]
    return ", ".join(names)
