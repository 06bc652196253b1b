"""How other serving systems read the same "max wait": three variants of the dynamic batch, each with its own clock."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from core.batching.checks import check_window


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialWindow:
    """The clock starts when an idle worker takes the first job, however long that job has waited already.

    TorchServe 0.12 (batchSize, maxBatchDelay) and KServe 0.16's batcher (maxBatchSize, maxLatency) do it so.
    """

    max_batch_size: int
    max_wait_s: float
    kind: Literal["serial_window"] = "serial_window"

    def __post_init__(self) -> None:
        check_window(self.max_batch_size, self.max_wait_s)

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """When the batch is full, or ``max_wait_s`` after the worker took its first job."""
        taken = max(now, due_s[first])
        return _full_or(due_s, first, self.max_batch_size, taken, taken + self.max_wait_s)

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """As many as wait, up to ``max_batch_size``."""
        return min(self.max_batch_size, waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopWindow:
    """The clock starts when the server's loop comes round, with or without a job; an empty window is begun again.

    LitServe 0.2 (max_batch_size, batch_timeout) does it so.
    """

    max_batch_size: int
    max_wait_s: float
    kind: Literal["loop_window"] = "loop_window"

    def __post_init__(self) -> None:
        check_window(self.max_batch_size, self.max_wait_s)

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """When the batch is full, or at the end of the first window that holds a job."""
        due = max(now, due_s[first])
        if self.max_wait_s == 0:
            return due
        windows = max(1, ceil((due - now) / self.max_wait_s))
        return _full_or(due_s, first, self.max_batch_size, due, max(due, now + windows * self.max_wait_s))

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """As many as wait, up to ``max_batch_size``."""
        return min(self.max_batch_size, waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormedAhead:
    """Batches are formed and closed whether or not the server is free, and then queue as they are.

    Ray Serve 2.54 (max_batch_size, batch_wait_timeout_s) does it so. A closed batch takes nobody in, so under load
    batches stay small just when large ones are needed.
    """

    max_batch_size: int
    max_wait_s: float
    kind: Literal["formed_ahead"] = "formed_ahead"

    def __post_init__(self) -> None:
        check_window(self.max_batch_size, self.max_wait_s)

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """When the batch was closed, or when the server is free to take it."""
        return max(now, self._closes_at(due_s, first))

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """Those that were due when the batch closed, whoever waits now."""
        return min(self.max_batch_size, bisect_right(due_s, self._closes_at(due_s, first), first) - first)

    def _closes_at(self, due_s: Sequence[float], first: int) -> float:
        opened = due_s[first]
        return _full_or(due_s, first, self.max_batch_size, opened, opened + self.max_wait_s)


def _full_or(due_s: Sequence[float], first: int, largest: int, least: float, otherwise: float) -> float:
    """When the batch's last place is taken, but not before ``least``; or ``otherwise``, if that comes first."""
    last = first + largest - 1
    if last < len(due_s) and due_s[last] < otherwise:
        return max(least, due_s[last])
    return otherwise
