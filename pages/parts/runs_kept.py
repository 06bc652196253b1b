"""Runs kept with their logs: every side of one, so that it can be watched and taken away; and the latest that was run."""

from collections.abc import Sequence
from datetime import datetime

from core.experiment import Result
from core.experiment.record import from_record, to_record
from core.learning.store import KeptRun
from pages.parts import cached

GROUP = "group"


def keep_sides(
    learner: str, run_id: str, results: Sequence[Result], *, at: datetime, group: str = ""
) -> None:
    """Stores each side. group: the name of what they are together, where that is more than one set-up of the lab."""
    for side, result in enumerate(results):
        meta, data = to_record(result)
        named = {**meta, GROUP: group} if group else meta
        cached.store().save_run(learner, f"{run_id}.{side}", data, named, at=at)


def latest_kept(learner: str) -> tuple[KeptRun, ...]:
    """The sides of the learner's latest run, in their order and without their logs; a group is no such run."""
    kept = [run for run in cached.store().runs(learner) if GROUP not in run.meta]
    return tuple(run for run in reversed(kept) if run_of(run) == run_of(kept[0]))


def latest_results(learner: str) -> list[Result]:
    """The results of the learner's latest run: one, or two for a comparison; none if there is no run."""
    payloads = [cached.store().run(learner, run.run_id) for run in latest_kept(learner)]
    return [
        from_record(run.meta, run.payload) for run in payloads if run is not None and run.payload is not None
    ]


def run_of(side: KeptRun) -> str:
    """The id of the run that a side belongs to."""
    return side.run_id.rsplit(".", 1)[0]
