"""What each knob of a decision cost: the choice is set free knob by knob, and each step's saving is that knob's price."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.experiment.case import Serving
from core.experiment.case_outcome import Outcome, Served, Solution, cheapest
from core.metrics.intervals import Interval

Knob = Literal["replicas", "wait_s", "batch_size", "mode"]
Verdict = Literal["best", "near", "dear", "missed"]
# As good as the best: within one per cent of its cost. Near: within ten.
AS_GOOD, NEAR = 0.01, 0.10

# Knobs in the order in which they are set free: the later ones change more of the design.
_FREED: tuple[tuple[Knob, tuple[str, ...]], ...] = (
    ("replicas", ("mode", "batch_size", "wait_s")),
    ("wait_s", ("mode", "batch_size")),
    ("batch_size", ("mode",)),
    ("mode", ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One knob set free: the cheapest that meets the objective before and after. day_saving: money a day, above 0.

    mends: what was there before did not meet the objective; then day_saving may be negative, which is what meeting it costs.
    """

    knob: Knob
    before: Served
    after: Served
    mends: bool

    @property
    def day_saving(self) -> float:
        """What the step saves in a day."""
        return self.before.day_cost - self.after.day_cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A decision against the best one offered. The savings of the steps and the threshold's extra cost add up to it.

    threshold_extra: money a day; range: where it lies, 95 % of redrawn tests; misses, alarms: more of them a day.
    """

    mine: Outcome
    best: Outcome
    steps: tuple[Step, ...]
    threshold_extra: float
    threshold_range: Interval
    misses: float
    alarms: float

    @property
    def day_extra(self) -> float:
        """What the decision costs a day beyond the best; below 0 where it saves money by missing what is needed."""
        return self.mine.day_cost - self.best.day_cost

    @property
    def verdict(self) -> Verdict:
        """Missed if the objective is, or reviewers do not keep up; else by the share of the best's cost above it."""
        if not self.mine.met:
            return "missed"
        extra = self.day_extra / self.best.day_cost if self.best.day_cost else 0.0
        return "best" if extra <= AS_GOOD else "near" if extra <= NEAR else "dear"


def gap(solution: Solution, mine: Outcome) -> Gap:
    """What separates a decision from the best one offered. Needs a solution that has one."""
    best = solution.best
    assert best is not None  # every case is tested to have one
    line, best_line = mine.flagged, best.flagged
    return Gap(
        mine=mine,
        best=best,
        steps=_steps(solution, mine.served),
        threshold_extra=line.day_cost - best_line.day_cost,
        threshold_range=solution.judge.extra(line.threshold, best_line.threshold),
        misses=line.misses - best_line.misses,
        alarms=line.alarms - best_line.alarms,
    )


def _steps(solution: Solution, mine: Served) -> tuple[Step, ...]:
    found: list[Step] = []
    reached = mine
    for knob, kept in _FREED:
        freed = cheapest([one for one in solution.served if _alike(kept)(one.serving, mine.serving)])
        if freed is None:
            continue
        if not reached.met:
            found.append(Step(knob=knob, before=reached, after=freed, mends=True))
        elif freed.day_cost < reached.day_cost * (1 - 1e-9):
            found.append(Step(knob=knob, before=reached, after=freed, mends=False))
        else:
            continue
        reached = freed
    return tuple(found)


def _alike(kept: tuple[str, ...]) -> Callable[[Serving, Serving], bool]:
    return lambda one, other: all(getattr(one, name) == getattr(other, name) for name in kept)
