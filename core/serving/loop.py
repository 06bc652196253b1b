"""The one serving loop: with a wall clock and a classifier it measures, with a virtual clock and a cost it simulates."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from core.batching import Policy
from core.metrics import RequestLog
from core.serving.clocks import Clock

Work = Callable[[int, int], object]
"""work(first, size) serves requests first … first + size − 1; when it returns, they are answered."""

OnBatch = Callable[[float, float, int], None]
"""on_batch(start_s, finish_s, size), after each batch."""


Admit = Callable[[int, float], None]
"""admit(first, now_s), after each batch: may take requests that are due, from ``first`` on, out of the schedule."""

ComeBack = Callable[[float, int], Sequence[float]]
"""come_back(finish_s, size): the due times, sorted, of the requests that a batch's replies give rise to."""


def serve(
    due_s: list[float],
    policy: Policy,
    clock: Clock,
    work: Work,
    on_batch: OnBatch | None = None,
    *,
    admit: Admit | None = None,
    come_back: ComeBack | None = None,
    requests: int | None = None,
) -> RequestLog:
    """Serves a schedule with one server and says what happened to each request that was answered.

    due_s: sorted due times in seconds, a plain list of n floats. The schedule is known up front, so a slow server
    cannot hold back a request ("coordinated omission"): waiting starts when the request is due.
    In a closed loop (come_back) the schedule grows with the replies, until there are ``requests`` of them.
    A queue with an end (admit) shortens it. Returns one row for each request served; fewer if the clock ends the run.
    """
    starts: list[float] = []
    finishes: list[float] = []
    sizes: list[int] = []
    first, now = 0, clock.now()
    leaves_at, size_of, wait_until, read = policy.leaves_at, policy.size, clock.wait_until, clock.now
    while first < len(due_s) and wait_until(leaves_at(due_s, first, now)):
        start = read()
        size = size_of(due_s, first, bisect_right(due_s, start, first) - first)
        work(first, size)
        now = read()
        starts.append(start)
        finishes.append(now)
        sizes.append(size)
        first += size
        if on_batch is not None:
            on_batch(start, now, size)
        if admit is not None:
            admit(first, now)
        if come_back is not None and requests is not None:
            due_s.extend(come_back(now, size)[: requests - len(due_s)])
    return log_of_batches(due_s[:first], starts, finishes, sizes)


def log_of_batches(due_s: ArrayLike, starts: ArrayLike, finishes: ArrayLike, sizes: ArrayLike) -> RequestLog:
    """The request log of batches served in order; each request gets the times of its batch."""
    counts = np.asarray(sizes, dtype=np.int64)
    return RequestLog(
        scheduled_s=np.asarray(due_s, dtype=float),
        start_s=np.repeat(np.asarray(starts, dtype=float), counts),
        finish_s=np.repeat(np.asarray(finishes, dtype=float), counts),
        batch_id=np.repeat(np.arange(len(counts)), counts),
        batch_size=np.repeat(counts, counts),
    )
