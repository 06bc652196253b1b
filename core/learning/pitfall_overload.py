"""The lesson's sale day: how many messages wait, moment by moment, while the accuracy stays as it was."""

import numpy as np
from numpy.typing import NDArray

from core.metrics import RequestLog


def waiting_at(log: RequestLog, times_s: NDArray[np.float64]) -> NDArray[np.int64]:
    """Requests due but not begun at each of the times: arrivals so far − starts so far.

    >>> from core.serving.lindley import serve_one_by_one
    >>> log = serve_one_by_one(np.zeros(3), np.ones(3))
    >>> waiting_at(log, np.array([0.5, 1.5, 2.5])).tolist()
    [2, 1, 0]
    """
    arrived = np.searchsorted(np.sort(log.scheduled_s), times_s, side="right")
    begun = np.searchsorted(np.sort(log.start_s), times_s, side="right")
    return arrived - begun
