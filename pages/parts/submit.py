"""A job put in the queue, with its beginning and its end written down: so that a page can say when a restart lost it."""

import secrets
from collections.abc import Callable

from core.learning.events import Event, JobBegun, JobEnded
from core.learning.progress import Progress
from core.serving.host import HostBusy
from core.serving.job import Job, Message
from pages.parts import cached, clock


def submit(
    learner: str,
    task: Message,
    *,
    limit_s: float,
    on_done: Callable[[Job], None] = lambda _job: None,
    attached: Message | None = None,
) -> Job:
    """Puts a job in the queue. Raises HostBusy if the learner has one already, or if the queue is full."""
    name = secrets.token_hex(8)

    def write(event: Event) -> None:
        cached.store().append(learner, event, at=clock.now())

    def over(job: Job) -> None:
        """In the host's thread: what came out is stored first."""
        try:
            on_done(job)
        finally:
            write(JobEnded(job=name))

    before = cached.host().job_of(learner)
    if before is None or not before.active:
        write(JobBegun(job=name, what=task["do"]))
    try:
        return cached.host().submit(learner, task, limit_s=limit_s, on_done=over, attached=attached)
    except HostBusy:
        write(JobEnded(job=name))
        raise


def lost(progress: Progress, learner: str) -> JobBegun | None:
    """The learner's latest job if it began, never ended and this server knows nothing of it: it went with a restart."""
    return progress.under_way if cached.host().job_of(learner) is None else None
