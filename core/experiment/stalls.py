"""When the machine stood still during a live run, and whom it held up: seen in the run's own gaps, batch by batch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.batching import Policy
from core.metrics import RequestLog
from core.metrics.intervals import enough_requests

# A stall: a batch that took over ten times as long as its like, or that left so much later than it might have.
TIMES, LEAST_S = 10, 0.050
# A stall counts for the requests that it held up only if it is more than this share of the tail's latency.
SHARE_OF_TAIL = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Stalls:
    """count of them, the seconds of all and of the longest, and how many requests they made late."""

    count: int = 0
    total_s: float = 0.0
    longest_s: float = 0.0
    held_up: int = 0


def find_stalls(log: RequestLog, policy: Policy) -> Stalls:
    """The stalls of a live run.

    >>> from core.batching import RealTime
    >>> from core.serving.lindley import serve_one_by_one
    >>> due_s, service_s = np.arange(20.0), np.full(20, 0.01)
    >>> service_s[7] = 1.51
    >>> find_stalls(serve_one_by_one(due_s, service_s), RealTime())
    Stalls(count=1, total_s=1.5, longest_s=1.5, held_up=2)
    """
    if not len(log):
        return Stalls()
    late = np.concatenate((_slow_batches(log), _late_starts(log, policy)))
    if not len(late):
        return Stalls()
    length_s = late[:, 1] - late[:, 0]
    tail_s = float(np.percentile(log.latency_s, 99))
    held_up = np.zeros(len(log), dtype=bool)
    for begin_s, end_s in late[length_s > SHARE_OF_TAIL * tail_s]:
        held_up |= (log.scheduled_s < end_s) & (log.finish_s > begin_s)
    return Stalls(
        count=len(late),
        total_s=round(float(length_s.sum()), 6),
        longest_s=round(float(length_s.max()), 6),
        held_up=int(held_up.sum()),
    )


def reach_the_tail(stalls: Stalls, n: int) -> bool:
    """Whether so many requests were held up that the highest percentile a run of n can name may be the machine's."""
    highest = next((p for p in (0.99, 0.95, 0.90) if enough_requests(n, p)), 0.5)
    return stalls.held_up > (1 - highest) * n


def _slow_batches(log: RequestLog) -> NDArray[np.float64]:
    """(begin, end) of what a batch took beyond its like, shape (k, 2), seconds. Alike: sizes within a factor of two."""
    first = log.first_of_batch
    service_s, ends_s, kinds = (
        log.service_s[first],
        log.finish_s[first],
        np.log2(log.batch_size[first]).astype(int),
    )
    found = [np.zeros((0, 2))]
    for kind in np.unique(kinds):
        mine = kinds == kind
        usual_s = float(np.median(service_s[mine]))
        slow = mine & (service_s > max(TIMES * usual_s, LEAST_S))
        found.append(np.column_stack((ends_s[slow] - service_s[slow] + usual_s, ends_s[slow])))
    return np.concatenate(found)


def _late_starts(log: RequestLog, policy: Policy) -> NDArray[np.float64]:
    """(might have begun, began) of batches that left late though the server was free, shape (k, 2), seconds."""
    rows = np.flatnonzero(log.first_of_batch)
    due_s = log.scheduled_s.tolist()
    free_s = np.concatenate(([0.0], log.finish_s[rows][:-1]))
    might_s = np.array(
        [policy.leaves_at(due_s, row, now) for row, now in zip(rows.tolist(), free_s.tolist(), strict=True)]
    )
    began_s = log.start_s[rows]
    late = began_s - might_s > LEAST_S
    return np.column_stack((might_s[late], began_s[late]))
