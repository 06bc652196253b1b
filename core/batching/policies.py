"""The four policies. A policy sees the schedule and the clock, and knows neither models nor threads.

Each answers two questions for a server that is free at ``now`` with request ``first`` next in line:
``leaves_at``: the earliest time at which the next batch may leave;
``size``: how many of the ``waiting`` requests are on it, asked at the moment it leaves.
Both may read the schedule; most need only a part of what they are told.
``due_s`` is the sorted schedule in seconds (a list: one look-up in a list is several times cheaper than in an array).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.batching.checks import check_size, check_window
from core.batching.variants import FormedAhead, LoopWindow, SerialWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTime:
    """Server free and a request waiting: serve that one."""

    kind: Literal["real_time"] = "real_time"

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """As soon as the next request is due."""
        return max(now, due_s[first])

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """Always one."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedBatch:
    """Server free and ``batch_size`` waiting: serve those (the last batch is what is left of the stream)."""

    batch_size: int
    kind: Literal["fixed_batch"] = "fixed_batch"

    def __post_init__(self) -> None:
        check_size("batch_size", self.batch_size)

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """When the batch's last request is due."""
        return max(now, _full_at(due_s, first, self.batch_size))

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """A full batch, or all that is left."""
        return min(self.batch_size, waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """All texts are there at the start: cut them into chunks of ``batch_size`` and serve chunk after chunk."""

    batch_size: int
    kind: Literal["offline"] = "offline"

    def __post_init__(self) -> None:
        check_size("batch_size", self.batch_size)

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """When the chunk's last text is there, which is at the start."""
        return max(now, _full_at(due_s, first, self.batch_size))

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """A full chunk, or all that is left."""
        return min(self.batch_size, waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicBatch:
    """Server free, and the batch is full or its oldest request has waited ``max_wait_s``: take what is there.

    Requests accumulate while the server is busy. ``max_wait_s`` = 0 takes all that wait, up to ``max_batch_size``.
    Source of the rule: the dynamic batcher of NVIDIA Triton 26.10 (age of the oldest request).
    """

    max_batch_size: int
    max_wait_s: float
    kind: Literal["dynamic_batch"] = "dynamic_batch"

    def __post_init__(self) -> None:
        check_window(self.max_batch_size, self.max_wait_s)

    def leaves_at(self, due_s: Sequence[float], first: int, now: float) -> float:
        """When the batch is full or its oldest request has waited long enough, whichever comes first."""
        leaves = due_s[first] + self.max_wait_s
        last = first + self.max_batch_size - 1
        if last < len(due_s) and due_s[last] < leaves:
            leaves = due_s[last]
        return max(now, leaves)

    def size(self, due_s: Sequence[float], first: int, waiting: int) -> int:
        """As many as wait, up to ``max_batch_size``."""
        return min(self.max_batch_size, waiting)


Policy = RealTime | FixedBatch | Offline | DynamicBatch | SerialWindow | LoopWindow | FormedAhead


def largest_batch(policy: Policy) -> int:
    """The largest batch that the policy can send.

    >>> largest_batch(DynamicBatch(max_batch_size=32, max_wait_s=0.005))
    32
    """
    match policy:
        case RealTime():
            return 1
        case FixedBatch(batch_size=size) | Offline(batch_size=size):
            return size
        case _:
            return policy.max_batch_size


def _full_at(due_s: Sequence[float], first: int, batch_size: int) -> float:
    return due_s[min(first + batch_size, len(due_s)) - 1]
