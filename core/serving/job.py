"""A job for a process of its own: what is asked, where it stands, what came of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["queued", "running", "done", "failed"]
Message = dict[str, Any]

STOPPED_FIRST = "Stopped before it began."
DIED = (
    "The measuring process died during this job and has been replaced. Nothing else was lost: run it again."
)
DEAF = (
    "This job did not stop when asked, so its process was replaced. What it measured is lost: run it again."
)
NOT_KEPT = "The run ended, but its result could not be stored. Run it again."
TOO_LONG = "This job took longer than it may, so it was ended. Try it with fewer or shorter texts, or with another classifier."
# So many learners' ended jobs are remembered, for a page that is opened again; older ones are let go.
MOST_ENDED = 200


@dataclass(slots=True, eq=False)
class Job:
    """One job of one owner. Only the host writes it; anyone may read it at any time.

    attached: sent along with the task, and let go once it is sent. gives_way: whether it is stopped for any other. waits: whether it waits for another process on this
    machine that measures. overdue: whether it outlived its limit. latest: the last snapshot. result: the message that ended the job. error: why it failed.
    """

    id: int
    owner: str
    task: Message
    limit_s: float
    on_done: Callable[["Job"], None]
    attached: Message = field(default_factory=dict)
    gives_way: bool = False
    state: State = "queued"
    waits: bool = False
    overdue: bool = False
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


def remembered(latest: dict[str, Job], new: Job) -> dict[str, Job]:
    """Each owner's latest job with the new one, in the order of beginning, without those that ended long ago."""
    jobs = {owner: job for owner, job in latest.items() if owner != new.owner} | {new.owner: new}
    ended = [owner for owner, job in jobs.items() if not job.active]
    for owner in ended[: max(0, len(ended) - MOST_ENDED)]:
        del jobs[owner]
    return jobs
