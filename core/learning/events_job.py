"""The events of a job for the measuring process: that it began, and that it is over, whatever came of it."""

from dataclasses import dataclass
from typing import Literal

from core.learning.events_checks import EventChecks


@dataclass(frozen=True, slots=True, kw_only=True)
class JobBegun:
    """A job was put in the queue. job: a name of its own. what: which task, like "run" or "sweep"."""

    job: str
    what: str
    kind: Literal["job_begun"] = "job_begun"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "job", "what")
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEnded:
    """That job is over: done, failed, stopped or refused. A job without this was lost with its server."""

    job: str
    kind: Literal["job_ended"] = "job_ended"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "job")
        facts.done()
