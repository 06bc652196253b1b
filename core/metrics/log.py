"""The request log: what happened to each request, as columns. Everything measured is derived from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.base import Checks

Seconds = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RequestLog:
    """One row a request, in order of service; all columns have shape (n,), times in seconds.

    scheduled_s: when the request was due (never when it was sent: that would hide the queue).
    start_s: when its batch began. finish_s: when its batch ended.
    batch_id: 0, 1, 2 …, one number a batch. batch_size: how many requests were in its batch.

    Raises InvalidInput if the columns differ in length, a time is missing or a time runs backwards.
    """

    scheduled_s: Seconds
    start_s: Seconds
    finish_s: Seconds
    batch_id: Counts
    batch_size: Counts

    def __post_init__(self) -> None:
        checks = Checks()
        columns = (self.scheduled_s, self.start_s, self.finish_s, self.batch_id, self.batch_size)
        if len({column.shape for column in columns}) != 1:
            checks.add("log", "columns differ in length", "give one row a request in every column")
        else:
            for name in ("scheduled_s", "start_s", "finish_s"):
                if not np.all(np.isfinite(getattr(self, name))):
                    checks.add(name, "a time is missing", "log only the requests that were answered")
            if np.any(self.start_s < self.scheduled_s):
                checks.add(
                    "start_s", "a batch began before its request was due", "start at or after scheduled_s"
                )
            if np.any(self.finish_s < self.start_s):
                checks.add("finish_s", "a batch ended before it began", "finish at or after start_s")
        checks.done()

    def __len__(self) -> int:
        return len(self.scheduled_s)

    @property
    def latency_s(self) -> Seconds:
        """finish − scheduled, shape (n,)."""
        return self.finish_s - self.scheduled_s

    @property
    def waiting_s(self) -> Seconds:
        """start − scheduled, shape (n,)."""
        return self.start_s - self.scheduled_s

    @property
    def service_s(self) -> Seconds:
        """finish − start, shape (n,): the time of the whole batch, which each of its requests spends in it."""
        return self.finish_s - self.start_s

    @property
    def span_s(self) -> float:
        """last finish − first scheduled; 0.0 for an empty log."""
        return float(self.finish_s.max() - self.scheduled_s.min()) if len(self) else 0.0

    @property
    def first_of_batch(self) -> NDArray[np.bool_]:
        """True at the first request of each batch, shape (n,): for whatever counts once a batch."""
        return np.concatenate(([True], self.batch_id[1:] != self.batch_id[:-1]))[: len(self)]

    @property
    def busy_s(self) -> float:
        """Time that the server spent serving: each batch counted once."""
        return float(self.service_s[self.first_of_batch].sum())
