"""The runs there are to watch: those kept for this learner, newest first, and two to begin with."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core.batching import DynamicBatch, RealTime
from core.experiment import BUILT_IN, Result, Scenario, comparison, finding, simulate
from core.experiment.record import from_record
from core.experiment.scenario import scenario_from_plain
from core.figures.run_sides import side_name
from core.learning.store import KeptRun
from core.text import CATALOGUE
from core.workload import Poisson
from pages.parts import cached, session
from pages.parts.runs_kept import GROUP, run_of

EXAMPLE, MEASURED = "example", "measured"
# One at a time is kept nearly busy: a queue comes and goes, and batches show what they do to it.
EXAMPLE_CLASSIFIER, EXAMPLE_TEXTS, EXAMPLE_BATCH, EXAMPLE_LOAD, EXAMPLE_SEED = "tfidf-forest", 200, 8, 0.95, 1
# Unpacked logs that a tab keeps at hand: the one being watched and those side by side.
AT_HAND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchable:
    """One run: its id, when it ended (None if it is not the learner's), and the id and the scenario of each side.

    group: what the sides are together, where they are more than one set-up of the lab.
    """

    run_id: str
    at: datetime | None
    sides: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    group: str = ""

    @property
    def name(self) -> str:
        """What was served how, in a few words."""
        if self.group:
            return self.group
        names = " against ".join(side_name(scenario) for scenario in self.scenarios)
        return names.replace("against One", "against one").replace("against Batches", "against batches")


def watchables() -> list[Watchable]:
    """The kept runs, newest first; then a simulated example and the run that this server measured, if there are any."""
    by_run: dict[str, list[KeptRun]] = {}
    for kept in cached.store().runs(session.learner()):
        by_run.setdefault(run_of(kept), []).append(kept)
    found = [_watchable(run_id, sides) for run_id, sides in by_run.items()]
    ours = {EXAMPLE: _example(), MEASURED: cached.first_run().sides}
    return [*found, *(_as_watchable(name, sides) for name, sides in ours.items() if sides)]


def results(run: Watchable) -> tuple[Result, ...]:
    """The results of a run, a side each; sides that are no longer kept are left out."""
    return tuple(result for side in run.sides if (result := result_of(side)) is not None)


def result_of(side: str) -> Result | None:
    """The result of one side, or None if it is no longer kept."""
    name, _, number = side.rpartition(".")
    if name in (EXAMPLE, MEASURED):
        ours = _example() if name == EXAMPLE else cached.first_run().sides
        return ours[int(number)] if ours else None
    at_hand: dict[str, Result] = session.remembered("watch_results", {})
    if side not in at_hand:
        kept = cached.store().run(session.learner(), side)
        if kept is None or kept.payload is None:
            return None
        newest = list(at_hand.items())[-AT_HAND + 1 :]
        at_hand = {**dict(newest), side: from_record(kept.meta, kept.payload)}
        session.remember("watch_results", at_hand)
    return at_hand[side]


def finding_of(run: Watchable, sides: tuple[Result, ...]) -> str:
    """What the run found: as it was written down when it ended, else worked out anew."""
    for done in session.progress().runs:
        if done.run.run_id == run.run_id:
            return done.run.finding
    return comparison(*sides) if len(sides) == 2 else finding(sides[0])


def classes_of(result: Result) -> tuple[str, ...] | None:
    """The classes that a live result's predictions point to; None where there are none, or they are not known here."""
    scenario = result.scenario
    if result.predictions is None or scenario.corpus != BUILT_IN or scenario.classifier not in CATALOGUE:
        return None
    return tuple(cached.trained(scenario.classifier).classes)


def when(run: Watchable) -> str:
    """A run's time on the visitor's own clock where the browser says which that is, else UTC; of ours, where it is from."""
    at = run.at
    if at is None:
        return "Example, simulated" if run.run_id == EXAMPLE else "Measured by this server"
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{at.astimezone(zone):%d %b, %H:%M:%S}" + (" UTC" if zone.key == "UTC" else "")


def _watchable(run_id: str, kept: list[KeptRun]) -> Watchable:
    sides = sorted(kept, key=lambda side: int(side.run_id.rsplit(".", 1)[1]))
    return Watchable(
        run_id=run_id,
        at=sides[0].at.astimezone(UTC),
        sides=tuple(side.run_id for side in sides),
        scenarios=tuple(scenario_from_plain(side.meta["scenario"]) for side in sides),
        group=str(sides[0].meta.get(GROUP, "")),
    )


def _as_watchable(name: str, sides: tuple[Result, ...]) -> Watchable:
    return Watchable(
        run_id=name,
        at=None,
        sides=tuple(f"{name}.{n}" for n in range(len(sides))),
        scenarios=tuple(side.scenario for side in sides),
    )


def _example() -> tuple[Result, ...]:
    """The same texts in batches and one at a time, from what a call cost when this server started; else nothing."""
    cost = cached.costs().get((EXAMPLE_CLASSIFIER, BUILT_IN, "paced"))
    if cost is None:
        return ()
    arrivals = Poisson(rate=max(1, round(EXAMPLE_LOAD * cost.capacity(1))))
    batch = DynamicBatch(max_batch_size=EXAMPLE_BATCH, max_wait_s=round(cost.batch_s(1), 3))
    return tuple(
        simulate(
            Scenario(
                classifier=EXAMPLE_CLASSIFIER,
                policy=policy,
                arrivals=arrivals,
                requests=EXAMPLE_TEXTS,
                seed=EXAMPLE_SEED,
            ),
            cost,
        )
        for policy in (batch, RealTime())
    )
