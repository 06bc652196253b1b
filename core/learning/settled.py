"""The events that may be shown: without the answers of a test that still runs, of which nothing may be given away."""

from collections.abc import Iterable

from core.learning.events import Recorded, TestAnswered
from core.learning.exam import exams
from core.learning.library import Library


def settled(records: Iterable[Recorded], library: Library) -> tuple[Recorded, ...]:
    """The events in their order, but for the answers of tests that are neither finished nor given up."""
    kept = tuple(records)
    over = {exam.test for exam in exams(kept, library) if exam.finished or exam.abandoned}
    return tuple(
        record for record in kept if not isinstance(record.event, TestAnswered) or record.event.test in over
    )
