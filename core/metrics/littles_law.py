"""Little's law, L = λW: the number in the system, counted on its own, against arrival rate times latency."""

import numpy as np
from numpy.typing import NDArray

from core.metrics.log import RequestLog


def number_in_system(log: RequestLog) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """How many requests wait or are served: (times_s, number from that time on), both of shape (2n,).

    Every due time adds one and every finish takes one away; nothing is read from the latencies.
    """
    # Both runs are sorted, so the stable sort of the two together is a quick merge.
    times_s = np.concatenate((np.sort(log.scheduled_s, kind="stable"), np.sort(log.finish_s, kind="stable")))
    steps = np.concatenate((np.ones(len(log), np.int64), np.full(len(log), -1, np.int64)))
    order = np.argsort(times_s, kind="stable")
    return times_s[order], np.cumsum(steps[order])


def mean_in_system(log: RequestLog) -> float | None:
    """L: the time average of the number in the system from the first due time to the last finish.

    None where no time passed.
    """
    if log.span_s == 0:
        return None
    times_s, number = number_in_system(log)
    # Not np.dot: it would start as many threads as there are cores, for a sum that takes a moment.
    return float((number[:-1] * np.diff(times_s)).sum()) / log.span_s


def littles_law_residual(log: RequestLog) -> float | None:
    """(L − λW)/λW, with λ = n/span and W the mean latency: 0 up to rounding for a log that is complete.

    None where λW is 0: no request, or none that took time. Source: Little (1961).
    """
    counted = mean_in_system(log)
    expected = float(log.latency_s.sum()) / log.span_s if counted is not None else 0.0
    return (counted - expected) / expected if counted is not None and expected > 0 else None
