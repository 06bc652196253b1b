"""The vectorised form of the loop for batches of one on a virtual clock: the same numbers, in one pass."""

import numpy as np
from numpy.typing import NDArray

from core.metrics import RequestLog


def serve_one_by_one(due_s: NDArray[np.float64], service_s: NDArray[np.float64]) -> RequestLog:
    """First come, first served, one at a time; both arrays have shape (n,), in seconds.

    With C = cumsum(S): finish = C + cummax(due − (C − S)), since a request starts when it is due or when the one
    before it is done (D. V. Lindley, 1952). Equal to ``serve`` with RealTime up to rounding.

    >>> import numpy as np
    >>> log = serve_one_by_one(np.array([0.0, 1.0, 5.0]), np.array([2.0, 2.0, 2.0]))
    >>> log.finish_s.tolist()
    [2.0, 4.0, 7.0]
    """
    work_s = np.cumsum(service_s)
    before_s = work_s - service_s
    # Rounding must not let a request start before it is due.
    start_s = np.maximum(before_s + np.maximum.accumulate(due_s - before_s), due_s)
    n = len(due_s)
    return RequestLog(
        scheduled_s=due_s,
        start_s=start_s,
        finish_s=start_s + service_s,
        batch_id=np.arange(n),
        batch_size=np.ones(n, dtype=np.int64),
    )
