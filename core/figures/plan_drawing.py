"""A plan's two drawings for paper: what it was chosen from, and what becomes of it at other loads."""

from collections.abc import Sequence
from typing import Any

from core.experiment.finding import time_words
from core.experiment.plan import Mode, Plan
from core.experiment.plan_words import choice_words
from core.figures.log_ticks import log_ticks
from core.figures.plan import COLOUR, NAME, load_finding, plan_bounds, plan_finding, tail_name
from core.figures.svg import Drawing, Mark, Scale
from core.figures.time_axis import time_marks

WIDE, TALL = 350, 208
LEFT, RIGHT, TOP, BOTTOM = 74, 292, 12, 160
SHAPE: dict[Mode, Mark] = {"real_time": "circle", "dynamic": "diamond", "batch": "square"}
LETTERS = "ABCDEFGHIJ"
SIZE, BEST_SIZE = 4.0, 6.0
# Nearer than this to a mark or to another letter, a letter cannot be told from its neighbour's.
APART = 12.0
_AROUND = ((13, 0), (-13, 0), (0, -13), (0, 14), (12, -9), (-12, -9), (12, 10), (-12, 10))
_DASH = ("2 3", "6 4")

Point = tuple[float, float]


def choices_drawing(plan: Plan) -> str:
    """Cost per hour against the tail: each choice a mark with the letter of its row, the recommended one filled."""
    drawing, tail_at = _framed(plan)
    costs = [choice.hour_cost for choice in plan.choices]
    cost_at = Scale(least=min(costs) / 1.6, most=max(costs) * 1.6, start=LEFT, end=RIGHT, log=True)
    ticks: dict[str, Any] = {**log_ticks(cost_at.least, cost_at.most)}
    for value, words in zip(ticks["tickvals"], ticks["ticktext"], strict=True):
        _tick(drawing, cost_at(value), words)
    _x_title(drawing, "Cost per hour, in your currency")
    points = [(cost_at(choice.hour_cost), tail_at(choice.tail_s)) for choice in plan.choices]
    for choice, point in zip(plan.choices, points, strict=True):
        _mark(drawing, choice.mode, point, filled=choice == plan.best)
    lines = [tail_at(bound_s) for bound_s, _ in plan_bounds(plan).values()]
    for letter, (x, y) in zip(LETTERS, _beside(points, lines), strict=False):
        drawing.words(letter, x, y + 4, "middle", font_weight=600)
    rows = "; ".join(
        f"{letter}, {choice_words(choice)}: {choice.hour_cost:.3g} an hour, {time_words(choice.tail_s)}"
        for letter, choice in zip(LETTERS, plan.choices, strict=False)
    )
    return drawing.whole(f"Cost per hour against {tail_name(plan)} latency. {plan_finding(plan)}. {rows}.")


def loads_drawing(plan: Plan) -> str:
    """The tail of the recommended set-up at other loads, with the machines that each load would take."""
    drawing, tail_at = _framed(plan)
    places = [LEFT + (k + 0.5) * (RIGHT - LEFT) / len(plan.sensitivity) for k in range(len(plan.sensitivity))]
    said = []
    for x, point in zip(places, plan.sensitivity, strict=True):
        needs = "none will do" if point.replicas is None else f"needs {point.replicas:,}"
        _tick(drawing, x, f"{100 * point.scale:.0f} %", needs)
        if point.tail_s is None:
            drawing.path([(x - 5, TOP + 22), (x, TOP + 16), (x + 5, TOP + 22)])
            drawing.line(x, TOP + 16, x, TOP + 40)
            drawing.words("no end", x, TOP + 11, "middle")
        else:
            y = tail_at(min(max(point.tail_s, tail_at.least), tail_at.most))
            _mark(drawing, plan.best.mode, (x, y), filled=point.met)
            drawing.words(time_words(point.tail_s), x, y - 11 if y > TOP + 25 else y + 20, "middle")
        tail = "without end" if point.tail_s is None else time_words(point.tail_s)
        said.append(f"{100 * point.scale:.0f} %: {tail}, {needs}")
    _x_title(drawing, "Load, and the machines that it takes")
    return drawing.whole(
        f"{tail_name(plan)} latency at other loads. {load_finding(plan)}. {'; '.join(said)}."
    )


def key_words(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Each shape that is drawn, as a small drawing, with what it stands for."""
    drawn: list[tuple[str, str]] = []
    for mode, name in NAME.items():
        if any(choice.mode == mode for choice in plan.choices):
            drawing = Drawing(14, 14)
            _mark(drawing, mode, (7, 7), filled=False)
            drawn.append((drawing.whole(f"{SHAPE[mode]}:"), name))
    return tuple(drawn)


def _framed(plan: Plan) -> tuple[Drawing, Scale]:
    """Axes, and lines for what is allowed; the same latencies in both drawings, so that they can be compared."""
    at_loads = [point.tail_s for point in plan.sensitivity if point.tail_s is not None]
    bounds = plan_bounds(plan)
    # A queue that grows for a whole run has a tail that says more of the run's length than of the set-up.
    times_s = [*(choice.tail_s for choice in plan.choices), *(bound_s for bound_s, _ in bounds.values())]
    times_s += [time_s for time_s in at_loads if time_s < 3 * max(times_s)]
    tail_at = Scale(least=0.6 * min(times_s), most=1.9 * max(times_s), start=BOTTOM, end=TOP, log=True)
    drawing = Drawing(WIDE, TALL)
    drawing.line(LEFT, BOTTOM, RIGHT, BOTTOM, stroke_opacity=0.6)
    for time_s in time_marks(tail_at.least / 0.6, tail_at.most / 1.4):
        y = tail_at(time_s)
        drawing.line(LEFT, y, RIGHT, y, stroke_opacity=0.16)
        drawing.words(time_words(time_s), LEFT - 7, y + 4, "end")
    _bounds(drawing, [tail_at(bound_s) for bound_s, _ in bounds.values()])
    middle = (TOP + BOTTOM) / 2
    drawing.words(f"{tail_name(plan)} latency", 11, middle, "middle", transform=f"rotate(-90 11 {middle:g})")
    return drawing, tail_at


def _bounds(drawing: Drawing, places: Sequence[float]) -> None:
    """The lines of what is allowed, the second one that of a batch job with a deadline of its own."""
    close = max(0.0, APART - abs(places[0] - places[-1])) / 2 if len(places) > 1 else 0.0
    for words, dash, y, nudge in zip(("allowed", "to a job"), _DASH, places, (close, -close), strict=False):
        drawing.line(LEFT, y, RIGHT, y, stroke_width=1.4, stroke_dasharray=dash)
        drawing.words(words, RIGHT + 5, y + 4 + nudge)


def _tick(drawing: Drawing, x: float, *rows: str) -> None:
    drawing.line(x, BOTTOM, x, BOTTOM + 4, stroke_opacity=0.6)
    for row, words in enumerate(rows):
        drawing.words(words, x, BOTTOM + 17 + 13 * row, "middle")


def _x_title(drawing: Drawing, words: str) -> None:
    drawing.words(words, (LEFT + RIGHT) / 2, TALL - 4, "middle")


def _mark(drawing: Drawing, mode: Mode, point: Point, *, filled: bool) -> None:
    colour = COLOUR[mode]
    size = BEST_SIZE if filled else SIZE
    drawing.mark(
        SHAPE[mode], *point, size, fill=colour if filled else "none", stroke=colour, stroke_width=1.6
    )


def _beside(points: Sequence[Point], lines: Sequence[float]) -> list[Point]:
    """For each mark the first place around it where a letter is clear of other marks, letters and lines across."""
    taken = list(points)
    places = []
    for x, y in points:
        around = [(x + dx, y + dy) for dx, dy in _AROUND]
        free = [
            place
            for place in around
            if all(abs(place[0] - a) + abs(place[1] - b) >= APART for a, b in taken)
            and all(abs(place[1] - line) >= APART / 2 for line in lines)
        ]
        places.append((free or around)[0])
        taken.append(places[-1])
    return places
