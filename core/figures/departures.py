"""A few texts of a run, one line each: when it came, how long it waited, when its answer left. A drawing, not a chart."""

from core.experiment.result import Result
from core.figures.palette import WAITING

STEP, WIDTH, EDGE = 7, 560, 6


def departures(result: Result, colour: str, *, until_s: float) -> str:
    """The run as SVG: a line a text, thin while it waits, thick in the run's colour while it is classified.

    until_s: the time at the right edge, so that two runs can be drawn on the same axis. It has no words and no
    background; the page says in words what it shows.
    """
    log = result.log
    lines = []
    for row, (due, start, finish) in enumerate(zip(log.scheduled_s, log.start_s, log.finish_s, strict=True)):
        y = EDGE + STEP * (row + 0.5)
        lines.append(_line(due / until_s, start / until_s, y, WAITING, 1.5))
        lines.append(_line(start / until_s, finish / until_s, y, colour, 5))
    size = f'width="{WIDTH}" height="{2 * EDGE + STEP * len(log)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(lines)}</svg>'


def _line(begin: float, end: float, y: float, colour: str, thick: float) -> str:
    inside = WIDTH - 2 * EDGE
    x = f'x1="{EDGE + inside * begin:.1f}" x2="{EDGE + inside * end:.1f}"'
    return f'<line {x} y1="{y}" y2="{y}" stroke="{colour}" stroke-width="{thick}"/>'
