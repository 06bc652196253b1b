"""What a decision leads to: latency by simulation, errors by a real classifier's held-out scores, both as money a day."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.experiment.case import Decision, Offer, Serving, Situation
from core.experiment.case_pile import PILES, piles
from core.experiment.plan import Need
from core.experiment.plan_runs import Setup, load_of
from core.experiment.plan_tail import UNSTABLE, Tail, tail, upper_end
from core.metrics.classification_scores import Examined, at_threshold
from core.metrics.intervals import Interval, replication_interval
from core.metrics.thresholds_day import Day, DayScan, extra_cost, over_a_day

HOURS = 24
# Piles are judged in so many stretches, as runs of a service are.
STRETCHES = 5
CLEARLY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How a way to serve does. tail: of all texts, or of the piles of a batch job. n: texts, or piles, simulated."""

    serving: Serving
    tail: Tail
    day_cost: float

    @property
    def met(self) -> bool:
        """Whether the objective is met, with 95 % confidence."""
        return self.tail.met

    @property
    def interval_s(self) -> Interval | None:
        """Where the tail lies, 95 %, from independent runs; None where it grows without end."""
        return replication_interval(self.tail.runs_s) if self.tail.runs_s else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """What a threshold does in a day, expected. fits: people can look at all that is flagged."""

    threshold: float
    day_cost: float
    misses: float
    alarms: float
    flagged: float
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision and all that comes of it."""

    decision: Decision
    served: Served
    flagged: Flagged

    @property
    def day_cost(self) -> float:
        """Machines and errors together, money a day."""
        return self.served.day_cost + self.flagged.day_cost

    @property
    def met(self) -> bool:
        """Whether the objective is met and reviewers keep up."""
        return self.served.met and self.flagged.fits


@lru_cache(maxsize=4096)
def serve(need: Need, serving: Serving) -> Served:
    """How a way to serve does for a workload, from simulated runs."""
    if serving.mode == "batch":
        found, share = _of_piles(need, serving)
    else:
        setup = Setup(size=serving.batch_size, wait_s=serving.wait_s, replicas=serving.replicas)
        found, share = tail(load_of(need.arrivals, need.cost), need.objective, setup), 1.0
    return Served(serving=serving, tail=found, day_cost=HOURS * serving.replicas * share * need.hour_price)


class Judge:
    """What errors cost at every threshold offered, for one situation."""

    def __init__(self, situation: Situation, examined: Examined) -> None:
        self.examined = examined
        self.days: DayScan = over_a_day(examined.scan, _day(situation))

    def at(self, threshold: float) -> Flagged:
        """The day at one threshold."""
        place, days = at_threshold(self.examined, threshold), self.days
        return Flagged(
            threshold=threshold,
            day_cost=float(days.cost[place]),
            misses=float(days.misses[place]),
            alarms=float(days.alarms[place]),
            flagged=float(days.flagged[place]),
            fits=bool(days.fits[place]),
        )

    def extra(self, threshold: float, best: float) -> Interval:
        """Where the cost of a day beyond that of another threshold lies, in 95 % of redrawn tests."""
        places = at_threshold(self.examined, threshold), at_threshold(self.examined, best)
        return extra_cost(self.examined.scan, self.days, *places)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Every choice offered, simulated and judged, and the cheapest that meets everything.

    served: of each way to serve, the simplest first. judged: of each threshold. frontier: what nothing beats in both
    cost and tail, cheapest first. best: None if nothing offered will do.
    """

    situation: Situation
    served: tuple[Served, ...]
    judged: tuple[Flagged, ...]
    judge: Judge
    frontier: tuple[Served, ...]
    best: Outcome | None

    def outcome(self, decision: Decision) -> Outcome:
        """What a decision among those offered leads to."""
        return Outcome(
            decision=decision,
            served=next(one for one in self.served if one.serving == decision.serving),
            flagged=next(one for one in self.judged if one.threshold == decision.threshold),
        )


def solve(situation: Situation, offer: Offer, examined: Examined) -> Solution:
    """Tries every choice offered. How texts are served and where the line is drawn do not touch each other: the mode
    changes speed, not answers. So the cheapest way to serve and the cheapest threshold are together the cheapest of all.
    """
    served = tuple(serve(situation.need, serving) for serving in offer.servings)
    return solution(situation, offer, served, examined)


def solution(situation: Situation, offer: Offer, served: tuple[Served, ...], examined: Examined) -> Solution:
    """The same, where each way to serve has been tried already."""
    judge = Judge(situation, examined)
    judged = tuple(judge.at(threshold) for threshold in offer.thresholds)
    quick, line = cheapest(served), min((one for one in judged if one.fits), key=_line_cost, default=None)
    best = None
    if quick and line:
        decision = Decision(serving=quick.serving, threshold=line.threshold)
        best = Outcome(decision=decision, served=quick, flagged=line)
    return Solution(
        situation=situation,
        served=served,
        judged=judged,
        judge=judge,
        frontier=_frontier(served),
        best=best,
    )


def cheapest(served: Sequence[Served]) -> Served | None:
    """The cheapest that meets the objective; among equals the simplest, unless another's tail is clearly shorter."""
    good = [one for one in served if one.met]
    if not good:
        return None
    least = min(one.day_cost for one in good)
    best, *others = (one for one in good if one.day_cost <= least * (1 + 1e-9))
    for one in others:
        best = one if _tail_s(one) < CLEARLY * _tail_s(best) else best
    return best


def _frontier(served: Sequence[Served]) -> tuple[Served, ...]:
    kept: list[Served] = []
    for one in sorted(served, key=lambda one: (one.day_cost, _tail_s(one))):
        if _tail_s(one) < (_tail_s(kept[-1]) if kept else math.inf):
            kept.append(one)
    return tuple(kept)


def _tail_s(one: Served) -> float:
    return math.inf if one.tail.tail_s is None else one.tail.tail_s


def _line_cost(one: Flagged) -> float:
    return one.day_cost


def _day(situation: Situation) -> Day:
    errors = situation.errors
    return Day(
        messages=situation.texts_a_day,
        prevalence=errors.prevalence,
        miss_cost=errors.miss_cost,
        alarm_cost=errors.alarm_cost,
        reviews=situation.texts_a_day if errors.reviews is None else errors.reviews,
    )


def _of_piles(need: Need, serving: Serving) -> tuple[Tail, float]:
    """The tail over piles, judged as runs of a service are, and the share of time that machines are on."""
    found = piles(need, serving.batch_size, serving.wait_s, serving.replicas)
    if found.latest_s is None:
        return UNSTABLE, 1.0
    objective = need.objective
    stretches = np.split(found.latest_s, STRETCHES)
    late = upper_end([float((stretch > objective.bound_s).mean()) for stretch in stretches])
    return (
        Tail(
            tail_s=float(np.quantile(found.latest_s, objective.percentile)),
            late_share=late,
            met=late <= 1 - objective.percentile,
            busy=found.on_share,
            runs_s=tuple(float(np.quantile(stretch, objective.percentile)) for stretch in stretches),
            n=PILES,
        ),
        found.on_share,
    )
