"""What part of a run can be watched at once: a stretch of time with a bounded number of requests, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks
from core.metrics import RequestLog

MOST_REQUESTS = 2000
MOST_BEHIND = 10_000
# The share of what is drawn that lies before the moment asked for, so that one sees what led to it.
BEFORE = 0.45
SPEEDS = (1, 5, 20, 100, 500)
# A call that is looked at should last about this long on the screen.
SEEN_S = 0.8

Moment = Literal["start", "busiest", "slowest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a run, in seconds from its start. at_s: the moment in it at which to begin to watch."""

    begin_s: float
    end_s: float
    at_s: float

    def __post_init__(self) -> None:
        checks = Checks()
        if not self.begin_s <= self.at_s <= self.end_s:
            checks.add("at_s", f"{self.at_s!r} lies outside the window", "give a moment within it")
        checks.done()


def is_long(logs: Sequence[RequestLog], most: int = MOST_REQUESTS) -> bool:
    """Whether a run has more requests than can be watched at once."""
    return any(len(log) > most for log in logs)


def window_of(logs: Sequence[RequestLog], moment: Moment = "start", most: int = MOST_REQUESTS) -> Window:
    """The stretch around a moment in which no side, of those on the same clock, has more than ``most`` requests.

    logs: sides with at least one request each. A run that is not long is shown whole. ``most`` must be at least the
    largest batch: a batch is never cut.
    """
    at_s, since_s = _moment_s(logs, moment)
    begin_s = min(float(log.scheduled_s.min()) for log in logs)
    if moment != "start" and is_long(logs, most):
        begin_s = max([begin_s, *(_before_s(log, at_s, int(BEFORE * most)) for log in logs)])
    cuts = [(log, _rows(log, begin_s, most)) for log in logs]
    ends = [float(log.finish_s[last - 1]) for log, (first, last) in cuts if first < last < len(log)]
    end_s = min(ends, default=max(float(log.finish_s[-1]) for log in logs))
    return Window(begin_s=begin_s, end_s=end_s, at_s=min(max(begin_s, since_s), end_s))


def lane(log: RequestLog, window: Window, most: int = MOST_REQUESTS) -> dict[str, Any]:
    """One side within a window as plain values for drawing; times in whole microseconds from the window's begin.

    of, before: requests in the log, and answered before the window. due: when each drawn request is due, in order of
    service. calls: [start, finish, size] of each batch; free: when the server was free for the first of them.
    behind: when requests that are not drawn come (and wait beyond the window's end), every ``step``-th of them.
    slowest: the position in ``due`` of the request that took longest of the whole run, or None.
    """
    first, last = _rows(log, window.begin_s, most)
    rows = slice(first, last)
    begins = log.first_of_batch[rows]
    calls = (log.start_s[rows][begins], log.finish_s[rows][begins], log.batch_size[rows][begins])
    later_s = np.sort(log.scheduled_s[last:])
    later_s = later_s[later_s <= window.end_s]
    step = max(1, -(-len(later_s) // MOST_BEHIND))
    slowest = int(np.argmax(log.latency_s)) - first if len(log) else -1
    free_s = float(log.finish_s[first - 1]) if first else window.begin_s
    return {
        "of": len(log),
        "before": first,
        "due": _us(log.scheduled_s[rows], window),
        "calls": [
            list(call) for call in zip(*(_us(c, window) for c in calls[:2]), calls[2].tolist(), strict=True)
        ],
        "free": _us(np.array([free_s]), window)[0],
        "behind": _us(later_s[step - 1 :: step], window),
        "step": step,
        "slowest": slowest if 0 <= slowest < last - first else None,
    }


def fitting_speed(logs: Sequence[RequestLog]) -> int:
    """How many times slowed down (one of SPEEDS) a call lasts long enough to be seen, and pauses are not endless."""
    calls_s = np.concatenate([log.service_s[log.first_of_batch] for log in logs])
    span_s = max(log.span_s for log in logs)
    look_s = max(float(np.median(calls_s)), span_s / (2 * len(calls_s)), 1e-6)
    return min(SPEEDS, key=lambda speed: abs(np.log(speed * look_s / SEEN_S)))


def _moment_s(logs: Sequence[RequestLog], moment: Moment) -> tuple[float, float]:
    """(when the moment is over, since when it is worth watching)."""
    if moment == "busiest":
        crowds = [_crowd(log) for log in logs]
        _, peak_s = max(crowds)
        return peak_s, peak_s
    if moment == "slowest":
        log = max(logs, key=lambda one: float(one.latency_s.max()))
        row = int(np.argmax(log.latency_s))
        return float(log.finish_s[row]), float(log.scheduled_s[row])
    begin_s = min(float(log.scheduled_s.min()) for log in logs)
    return begin_s, begin_s


def _crowd(log: RequestLog) -> tuple[int, float]:
    """The most requests that were in the system at once, and when that was first so."""
    due_s = np.sort(log.scheduled_s)
    come = np.searchsorted(due_s, due_s, side="right")
    inside = come - np.searchsorted(np.sort(log.finish_s), due_s, side="right")
    at = int(np.argmax(inside))
    return int(inside[at]), float(due_s[at])


def _before_s(log: RequestLog, at_s: float, rows: int) -> float:
    """The moment that lies ``rows`` answers before ``at_s``, when all earlier requests were answered."""
    done = int(np.searchsorted(log.finish_s, at_s, side="right")) - rows
    return float(log.finish_s[done - 1]) if done > 0 else float(log.scheduled_s.min())


def _rows(log: RequestLog, begin_s: float, most: int) -> tuple[int, int]:
    """The rows [first, last) that are drawn: those not answered at the begin, up to ``most``, whole batches only."""
    first = (
        int(np.searchsorted(log.finish_s, begin_s, side="right")) if begin_s > log.scheduled_s.min() else 0
    )
    last = min(len(log), first + most)
    while first < last < len(log) and log.batch_id[last] == log.batch_id[last - 1]:
        last -= 1
    return first, last


def _us(times_s: NDArray[np.float64], window: Window) -> list[int]:
    microseconds: list[int] = np.rint((times_s - window.begin_s) * 1e6).astype(np.int64).tolist()
    return microseconds
