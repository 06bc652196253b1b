"""A job for the measuring process: what is asked, where it stands, what came of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["queued", "running", "done", "failed"]
Message = dict[str, Any]


@dataclass(slots=True, eq=False)
class Job:
    """One job of one owner. Only the host writes it; anyone may read it at any time.

    latest: the last snapshot. result: the message that ended the job. error: why it failed, in words.
    """

    id: int
    owner: str
    task: Message
    limit_s: float
    on_done: Callable[["Job"], None]
    state: State = "queued"
    latest: Message | None = None
    result: Message | None = None
    error: str | None = None
    begun: float | None = None
    stopping: float | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def active(self) -> bool:
        """Queued or running."""
        return self.state in ("queued", "running")
