"""Where a learner stands over all their tests: strong, strong and lasting, or not; what was won can be lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from core.learning.exam import Exam

Stand: TypeAlias = Literal["untested", "not yet", "unsettled", "strong", "strong and lasting"]
REST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """since: when this level was reached. check_from: when a check on fresh items counts; None unless strong.

    lost: the learner was strong before and is no longer. tests: how many have a verdict.
    """

    level: Stand = "untested"
    since: datetime | None = None
    check_from: datetime | None = None
    lost: bool = False
    tests: int = 0

    @property
    def is_strong(self) -> bool:
        """Strong, lasting or not."""
        return self.level in ("strong", "strong and lasting")

    def check_is_due(self, now: datetime) -> bool:
        """Whether a check on fresh items would count now."""
        return self.check_from is not None and now >= self.check_from


def standing(exams: Iterable[Exam]) -> Standing:
    """The standing after these tests, oldest first. Those without a verdict, and checks taken too early, count nothing.

    A full test sets the level. A check begun a day or more after being strong makes it strong and lasting with at
    least 4 of 5, and takes it away with less. Any later test or check may take it away again.
    """
    now = Standing()
    for exam in exams:
        if exam.finished and exam.answered_at is not None:
            now = _after(now, exam, exam.answered_at)
    return now


def _after(before: Standing, exam: Exam, at: datetime) -> Standing:
    if exam.purpose == "lasting":
        if not before.check_is_due(exam.started_at):
            return before
        kept = exam.level == "held"
        return _reached(before, "strong and lasting" if kept else "not yet", at)
    match exam.level:
        case "strong":
            level: Stand = "strong and lasting" if before.level == "strong and lasting" else "strong"
            return _reached(before, level, at)
        case "unsettled" | "not yet" as other:
            return _reached(before, other, at)
        case _:
            return before


def _reached(before: Standing, level: Stand, at: datetime) -> Standing:
    strong = level in ("strong", "strong and lasting")
    still_waiting = level == before.level == "strong"  # a retake does not put the check off
    return replace(
        before,
        level=level,
        since=before.since if level == before.level else at,
        check_from=before.check_from if still_waiting else at + REST if strong else None,
        lost=not strong and (before.is_strong or before.lost),
        tests=before.tests + 1,
    )
