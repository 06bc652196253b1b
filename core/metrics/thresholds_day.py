"""A day's messages behind a threshold: what is flagged, missed and paid, what fits the reviewers, and what rules choose."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, stream
from core.metrics.intervals import Interval
from core.metrics.thresholds import ThresholdScan

RESAMPLES = 2_000
# A rule agrees with the cheapest threshold if it costs at most this much more than it.
AGREES_WITHIN = 0.05

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one day brings and what errors cost. prevalence: share of positives. Costs in money each.

    reviews: how many flagged messages people can look at in a day.
    """

    messages: int
    prevalence: float
    miss_cost: float
    alarm_cost: float
    reviews: int

    def __post_init__(self) -> None:
        checks = Checks()
        checks.whole("messages", self.messages, least=1)
        checks.number("prevalence", self.prevalence, above=0, most=1)
        checks.number("miss_cost", self.miss_cost, least=0)
        checks.number("alarm_cost", self.alarm_cost, least=0)
        checks.whole("reviews", self.reviews, least=0)
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayScan:
    """A day at each threshold of a scan, all of shape (k,): recall and the share of false alarms are those of the scan.

    found, misses, alarms: expected messages a day. Needs a scan with positives and others.
    """

    day: Day
    thresholds: Column
    found: Column
    misses: Column
    alarms: Column

    @property
    def flagged(self) -> Column:
        """Messages flagged a day; never more at a higher threshold."""
        return self.found + self.alarms

    @property
    def cost(self) -> Column:
        """Money a day: misses and false alarms, each at its cost."""
        return self.day.miss_cost * self.misses + self.day.alarm_cost * self.alarms

    @property
    def fits(self) -> NDArray[np.bool_]:
        """Where reviewers can look at all that is flagged."""
        return self.flagged <= self.day.reviews * (1 + 1e-12)

    def cheapest(self) -> int:
        """The place of the lowest cost, whoever is to review; among equals, the middle one."""
        return _lowest(self.cost)

    def cheapest_that_fits(self) -> int:
        """The place of the lowest cost among those that reviewers can keep up with: flagging nothing is always one."""
        return _lowest(np.where(self.fits, self.cost, np.inf))

    def precision_first(self, least: float) -> int | None:
        """The rule for batch: of the thresholds whose flags are right at least so often, the one that finds most."""
        precision = np.divide(self.found, self.flagged, out=np.zeros(len(self.found)), where=self.flagged > 0)
        good = np.flatnonzero((precision >= least) & (self.found > 0))
        return int(good[0]) if len(good) else None

    def recall_first(self, least: float) -> int:
        """The rule for real time: the highest threshold that still finds at least this share of the positives."""
        wanted = least * self.day.messages * self.day.prevalence * (1 - 1e-12)
        return int(np.flatnonzero(self.found >= wanted)[-1])


def over_a_day(scan: ThresholdScan, day: Day) -> DayScan:
    """The scan's recall r and share of false alarms f at each threshold, met by a day of N messages, π of them positive.

    found = Nπr, misses = Nπ(1 − r), alarms = N(1 − π)f. Raises InvalidInput if the scan has only one kind.

    >>> scan = ThresholdScan(thresholds=np.array([0.5, 1.0]), tp=np.array([9, 0]), fp=np.array([1, 0]), positives=10, total=20)
    >>> day = Day(messages=1000, prevalence=0.1, miss_cost=5, alarm_cost=1, reviews=200)
    >>> over_a_day(scan, day).cost.tolist()
    [140.0, 500.0]
    """
    negatives = scan.total - scan.positives
    checks = Checks()
    checks.whole("positives", scan.positives, least=1)
    checks.whole("negatives", negatives, least=1)
    checks.done()
    positives_a_day = day.messages * day.prevalence
    return DayScan(
        day=day,
        thresholds=scan.thresholds,
        found=positives_a_day * scan.tp / scan.positives,
        misses=positives_a_day * (scan.positives - scan.tp) / scan.positives,
        alarms=day.messages * (1 - day.prevalence) * scan.fp / negatives,
    )


def extra_cost(scan: ThresholdScan, days: DayScan, place: int, best: int) -> tuple[float, Interval]:
    """What a threshold costs a day beyond another, and where that lies in 95 % of 2,000 redrawn tests.

    Only messages between the two thresholds are judged differently: their numbers, positive and not, are redrawn as
    binomials, since the rest cancels out. The same for the same counts.
    """
    day, negatives = days.day, scan.total - scan.positives
    per_miss = day.miss_cost * day.messages * day.prevalence / scan.positives
    per_alarm = day.alarm_cost * day.messages * (1 - day.prevalence) / negatives
    missed, spared = int(scan.tp[best] - scan.tp[place]), int(scan.fp[best] - scan.fp[place])
    rng = stream(0, "extra cost")
    redrawn = per_miss * _redrawn(missed, scan.positives, rng) - per_alarm * _redrawn(spared, negatives, rng)
    low, high = np.quantile(redrawn, [0.025, 0.975])
    return float(per_miss * missed - per_alarm * spared), (float(low), float(high))


def agrees(days: DayScan, place: int | None, best: int) -> bool:
    """Whether a rule's threshold fits the reviewers and costs within 5 % of the cheapest that does."""
    if place is None or not days.fits[place]:
        return False
    return bool(days.cost[place] <= days.cost[best] * (1 + AGREES_WITHIN) + 1e-9)


def agreement_range(days: DayScan, place: int | None, ratios: Column) -> Interval | None:
    """The costs of a miss, in false alarms, between which a rule's threshold agrees with the cheapest one that fits.

    ratios: those to try, rising, shape (m,). None if it agrees at none of them. The rules look at no cost, so their
    threshold is the same for all.
    """
    if place is None or not days.fits[place]:
        return None
    misses, alarms = days.misses[days.fits], days.alarms[days.fits]
    lowest = np.array([(ratio * misses + alarms).min() for ratio in ratios])
    mine = ratios * days.misses[place] + days.alarms[place]
    good = np.flatnonzero(mine <= lowest * (1 + AGREES_WITHIN) + 1e-9)
    return (float(ratios[good[0]]), float(ratios[good[-1]])) if len(good) else None


def _redrawn(k: int, n: int, rng: np.random.Generator) -> Column:
    """k of n, redrawn; k may be below 0, then the same the other way round."""
    drawn: Column = np.sign(k) * rng.binomial(n, abs(k) / n, size=RESAMPLES).astype(np.float64)
    return drawn


def _lowest(cost: Column) -> int:
    equal = np.flatnonzero(cost == cost.min())
    return int(equal[len(equal) // 2])
