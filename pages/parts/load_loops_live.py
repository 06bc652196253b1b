"""Both loops run live: what is kept of the two, and how it comes back."""

from collections.abc import Sequence
from typing import Any

from core.experiment import Result, Scenario
from core.experiment.loops import course, course_from_plain, course_to_plain
from core.figures.load_loops import Loops, loops_finding
from pages.parts.load_group import LiveGroup, live_group


def loops_live(scenarios: tuple[Scenario, Scenario]) -> Loops | None:
    """The controls of a live run of both loops; what the latest one of just these found, if any."""
    kept = live_group(LOOPS, scenarios)
    return None if kept is None else _loops(kept)


def _keep(results: Sequence[Result]) -> list[dict[str, Any]]:
    return [course_to_plain(course(result)) for result in results]


def _loops(kept: Sequence[Any]) -> Loops:
    return course_from_plain(kept[0]), course_from_plain(kept[1])


LOOPS = LiveGroup(
    of="loops",
    title="Open against closed loop",
    sides=("open loop", "closed loop"),
    what="Both loops, at most 25 seconds.",
    keep=_keep,
    finding=lambda kept: loops_finding(_loops(kept)),
)
