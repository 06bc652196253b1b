"""Small drawings for terms that a picture explains sooner than words: each a few texts, simulated on one machine."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from core.batching import DynamicBatch, FixedBatch, Policy, RealTime
from core.experiment.finding import time_words
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulated_log
from core.figures import palette
from core.figures.svg import Anchor, Drawing, Scale
from core.metrics import RequestLog
from core.serving import LinearCost
from core.workload import Arrivals, ClosedLoop, Poisson, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
WIDE, LEFT, RIGHT = 360.0, 4.0, 352.0
ROW, TICK = 15.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the drawing shows, as a finding; the drawing as SVG; and the line below it: who says so, and of what."""

    title: str
    svg: str
    caption: str


@cache
def pictures() -> tuple[Picture, ...]:
    """All of them, in the order in which one explains the next."""
    return _latency(), _poisson(), _percentile(), _batch(), _dynamic(), _open_loop()


def _log(policy: Policy, arrivals: Arrivals, requests: int, seed: int = 3) -> RequestLog:
    scenario = Scenario(
        classifier="tfidf-logreg", policy=policy, arrivals=arrivals, requests=requests, seed=seed
    )
    return simulated_log(scenario, COST)


def _times(end_s: float) -> Scale:
    return Scale(least=0.0, most=end_s, start=LEFT, end=RIGHT)


def _axis(drawing: Drawing, at: Scale, y: float) -> None:
    drawing.line(LEFT, y, RIGHT, y, stroke_opacity=0.5)
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if at.most / step <= 7)
    for k in range(int(at.most / step) + 1):
        x = at(k * step)
        drawing.line(x, y, x, y + 3, stroke_opacity=0.5)
        anchor: Anchor = "start" if k == 0 else "end" if x > RIGHT - 12 else "middle"
        drawing.words(time_words(k * step) if k else "0", x, y + 15, anchor, font_size=11)


def _waiting(drawing: Drawing, at: Scale, from_s: float, to_s: float, y: float) -> None:
    drawing.line(at(from_s), y, at(to_s), y, stroke=palette.WAITING, stroke_width=2)
    drawing.mark("circle", at(from_s), y, 2.6, fill=palette.WAITING)


def _call(drawing: Drawing, at: Scale, from_s: float, to_s: float, y: float, texts: int = 0) -> None:
    wide = at(to_s) - at(from_s) - 1
    drawing.box(at(from_s), y - 5, wide, 10, fill=palette.SERVICE, rx=2)
    if texts > 1:
        look = {"fill": "#fff", "font_size": 10, "font_weight": 600}
        drawing.words(f"{texts}", at(from_s) + wide / 2, y + 3.6, "middle", **look)


def _latency() -> Picture:
    log = _log(RealTime(), Poisson(rate=110), 6)
    from_s = float(log.scheduled_s[0])
    at = _times(float(log.finish_s[-1]) - from_s)
    slowest = int(np.argmax(log.latency_s))
    longest = time_words(float(log.latency_s[slowest]))
    drawing = Drawing(WIDE, 6 * ROW + 62)
    texts = zip(log.scheduled_s - from_s, log.start_s - from_s, log.finish_s - from_s, strict=True)
    for row, (due, begun, done) in enumerate(texts):
        # Below the slowest there is room for what it took.
        y = 12 + row * ROW + (24 if row > slowest else 0)
        _waiting(drawing, at, float(due), float(begun), y)
        _call(drawing, at, float(begun), float(done), y)
        if row == slowest:
            left, right = at(float(due)), at(float(done)) - 1
            drawing.path([(left, y + 8), (left, y + 12), (right, y + 12), (right, y + 8)])
            drawing.words(f"latency {longest}", (left + right) / 2, y + 24, "middle", font_size=11)
    _axis(drawing, at, 6 * ROW + 34)
    words = f"Six texts, one a row, answered one at a time. The slowest has a latency of {longest}: it waits, then it is answered."
    return Picture(
        title="Latency is waiting and service together",
        svg=drawing.whole(words),
        caption="SIM · n = 6, a text a row. Dot: due. Line: waiting. Block: in the classifier.",
    )


def _percentile() -> Picture:
    log = _log(RealTime(), Poisson(rate=60), 100)
    late_s = np.sort(log.latency_s)
    at = Scale(least=0.0, most=1.04 * float(late_s[-1]), start=LEFT, end=RIGHT)
    drawing, foot, heights = Drawing(WIDE, 118), 90.0, dict[int, int]()
    for k, one in enumerate(late_s.tolist()):
        column = int((at(one) - LEFT) / 6)
        level = heights[column] = heights.get(column, 0) + 1
        colour = palette.NEUTRAL if k < 95 else palette.REAL_TIME
        kind = "circle" if k < 95 else "diamond"
        drawing.mark(kind, LEFT + 6 * column + 3, foot - 5.6 * level + 2, 2.4, fill=colour)  # type: ignore[arg-type]
    line = (at(float(late_s[94])) + at(float(late_s[95]))) / 2
    drawing.line(line, 14, line, foot, stroke_dasharray="3 3")
    p95 = time_words(float(late_s[94]))
    drawing.words(f"95 texts: {p95} or less", line - 5, 22, "end", font_size=11)
    drawing.words("5 take longer", line + 5, 22, font_size=11)
    _axis(drawing, at, foot)
    words = f"The latencies of 100 texts as dots along a line: 95 are at or below {p95}, the 95th percentile; 5 are above."
    title = f"The 95th percentile: {p95}, which 95 of 100 do not exceed"
    return Picture(
        title=title, svg=drawing.whole(words), caption="SIM · n = 100, a dot for each text, by its latency."
    )


def _lanes(title: str, lanes: tuple[tuple[str, RequestLog], ...], words: str) -> Picture:
    """For each way the moments at which texts come, and the calls with how many texts are in them."""
    start_s = min(float(log.scheduled_s.min()) for _, log in lanes)
    at = _times(max(float(log.finish_s[-1]) for _, log in lanes) - start_s)
    tall = 52.0
    drawing = Drawing(WIDE, tall * len(lanes) + 26)
    for lane, (name, log) in enumerate(lanes):
        y = tall * lane
        drawing.words(name, LEFT, y + 12, font_size=11, font_weight=600)
        for due_s in (log.scheduled_s - start_s).tolist():
            drawing.line(at(due_s), y + 18, at(due_s), y + 18 + TICK, stroke=palette.WAITING, stroke_width=2)
        first = log.first_of_batch
        calls = zip(log.start_s[first] - start_s, log.finish_s[first] - start_s, log.batch_size[first], strict=True)  # fmt: skip
        for begun, done, size in calls:
            _call(drawing, at, float(begun), float(done), y + 36, int(size))
    _axis(drawing, at, tall * len(lanes) + 4)
    n = sum(len(log) for _, log in lanes)
    return Picture(
        title=title,
        svg=drawing.whole(words),
        caption=f"SIM · n = {n}. Tick: a text comes. Block: a call; its number: how many texts are in it, if several.",
    )


def _dynamic() -> Picture:
    stream = Poisson(rate=180)
    alone = _log(RealTime(), stream, 12)
    together = _log(DynamicBatch(max_batch_size=8, max_wait_s=0.0), stream, 12)
    alone_ms, together_ms = (
        time_words(float(log.finish_s[-1] - log.scheduled_s[0])) for log in (alone, together)
    )
    return _lanes(
        "Dynamic batching: whoever waits goes along, and the queue is gone sooner",
        ((f"One at a time: done after {alone_ms}", alone), (f"Dynamic: done after {together_ms}", together)),
        f"The same 12 texts: one at a time they take {alone_ms}, in dynamic batches {together_ms}.",
    )


def _batch() -> Picture:
    log = _log(FixedBatch(batch_size=4), Poisson(rate=60), 12)
    longest = time_words(float(log.latency_s.max()))
    return _lanes(
        "A batch shares a call; its first text waits for the others",
        ((f"Batches of four: the longest latency is {longest}", log),),
        f"Twelve texts in three batches of four; the longest latency is {longest}.",
    )


def _open_loop() -> Picture:
    come = _log(RealTime(), Poisson(rate=85), 10)
    sent = _log(RealTime(), ClosedLoop(clients=1), 10)
    return _lanes(
        "Open loop: texts do not wait for replies. Closed loop: they do, so no queue is seen",
        (("Open: " + _most_waiting(come), come), ("Closed: " + _most_waiting(sent), sent)),
        "Open loop: texts come at their own times, several during one call. Closed loop: each text is sent when the reply is there.",
    )


def _most_waiting(log: RequestLog) -> str:
    """How long the queue gets."""
    waiting = [int(((log.scheduled_s <= due) & (log.start_s > due)).sum()) for due in log.scheduled_s]
    return f"at most {max(waiting)} waiting" if max(waiting) else "none waiting"


def _poisson() -> Picture:
    at_random, evenly = _log(RealTime(), Poisson(rate=40), 14), _log(RealTime(), Steady(rate=40), 14)
    return _lanes(
        "Poisson arrivals: the same average rate, but in clusters and with gaps",
        (("At random, 40 a second on average", at_random), ("Evenly, 40 a second", evenly)),
        "Fourteen texts at random, in clusters and with gaps, beside fourteen that come evenly.",
    )
