"""The search through always-on set-ups: the fewest replicas that meet an objective, and the quickest with so many."""

import math
from collections.abc import Sequence

from core.experiment.least import least
from core.experiment.plan import MOST_REPLICAS, Choice, Need
from core.experiment.plan_runs import RUNS, Setup, load_of
from core.experiment.plan_tail import Tail, first_tail_s, tail_if_met

WAITS_S = (0.0, 0.001, 0.002, 0.005, 0.010, 0.020, 0.050, 0.100, 0.200)
# Dearer set-ups that the frontier looks at, in replicas above the cheapest.
MORE_REPLICAS = 3
# A setting more is worth it only if the tail is shorter by a tenth at least.
CLEARLY = 0.9
# The first run of two set-ups tells how their tails compare over all runs, give or take so much; a short one does not.
ABOUT, SHORT = 1.05, 4_000


class Search:
    """The always-on set-ups for one need, each judged once."""

    def __init__(self, need: Need) -> None:
        self.need, self.load = need, load_of(need.arrivals, need.cost)
        self.sizes = _sizes(need.largest_batch)
        self._judged: dict[Setup, Tail | None] = {}

    def fewest(self, size: int, wait_s: float, near: int = 1) -> Choice | None:
        """With as few replicas as meet the objective, of which more never make a tail longer. near: how many to try first."""

        def met(replicas: int) -> bool:
            return self._met(Setup(size=size, wait_s=wait_s, replicas=replicas)) is not None

        too_few = int(self.load.peak_rate / self.need.cost.capacity(size))
        if self._hopeless(size, wait_s) and not met(max(too_few + 1, near)):
            return None
        replicas = least(met, above=too_few, most=MOST_REPLICAS, near=near)
        return self._choice(Setup(size=size, wait_s=wait_s, replicas=replicas)) if replicas else None

    def best_dynamic(self) -> Choice | None:
        """The cheapest batch size and wait, and of those the one with the shortest tail."""
        best: Choice | None = None
        for wait_s in (wait_s for wait_s in WAITS_S if wait_s < self.need.objective.bound_s):
            found = self._best_with(wait_s, best)
            if found is not None:
                best = found if best is None else simplest((best, found))
        return best

    def frontier(self, *cheapest: Choice | None) -> tuple[Choice, ...]:
        """What nothing beats in both cost and tail: the fewest replicas, and more where they clearly shorten the tail."""
        found = sorted((choice for choice in cheapest if choice is not None), key=_rank)
        if not found:
            return ()
        kept = [found[0]]
        more = range(kept[0].replicas + 1, min(kept[0].replicas + MORE_REPLICAS, MOST_REPLICAS) + 1)
        for replicas in sorted({*more, *(choice.replicas for choice in found[1:])}):
            options = [choice for choice in found[1:] if choice.replicas == replicas]
            if replicas in more:
                options += filter(None, [self._quickest((1, *self.sizes), 0.0, replicas, kept[-1])])
            quickest = min(options, key=_rank, default=kept[-1])
            if replicas > kept[-1].replicas and quickest.tail_s < CLEARLY * kept[-1].tail_s:
                kept.append(quickest)
        return tuple(kept)

    def _met(self, setup: Setup) -> Tail | None:
        """The tail, if it meets the objective."""
        if setup not in self._judged:
            self._judged[setup] = tail_if_met(self.load, self.need.objective, setup)
        return self._judged[setup]

    def _best_with(self, wait_s: float, best: Choice | None) -> Choice | None:
        """The quickest of the cheapest with this wait; None if the best so far is cheaper, or as cheap and as quick."""
        replicas = best.replicas if best else None
        # Larger batches first: they seldom need more replicas, so that the others need not be counted out.
        for size in reversed(self.sizes):
            if replicas is None:
                found = self.fewest(size, wait_s)
                replicas = found.replicas if found else None
            elif replicas > 1 and self._with_fewer(size, wait_s, replicas - 1, best):
                found = self.fewest(size, wait_s, near=replicas - 1)
                replicas = found.replicas if found else replicas
        if replicas is None:
            return None
        rival = best if best and best.replicas == replicas else None
        return self._quickest(self.sizes, wait_s, replicas, rival)

    def _with_fewer(self, size: int, wait_s: float, replicas: int, best: Choice | None) -> bool:
        """Whether one replica less than the best has will do with this size and wait.

        It will not if the first run, with the same arrivals, has no shorter a tail than without the wait, which misses.
        """
        setup = Setup(size=size, wait_s=wait_s, replicas=replicas)
        if best and best.replicas == replicas + 1 and best.n >= RUNS * SHORT and setup not in self._judged:
            missed = Setup(size=size, wait_s=best.max_wait_s, replicas=replicas)
            if self._judged.get(missed, missed) is None and self._first_s(setup) >= self._first_s(missed):
                return False
        return self._met(setup) is not None

    def _quickest(
        self, sizes: Sequence[int], wait_s: float, replicas: int, rival: Choice | None
    ) -> Choice | None:
        """The size with the shortest tail; None if none meets the objective, or none is clearly quicker than a rival.

        The first run of each tells which are worth the other runs.
        """
        if rival and CLEARLY * rival.tail_s <= self.need.cost.batch_s(1):
            return None
        setups = [Setup(size=size, wait_s=wait_s, replicas=replicas) for size in sizes]
        best, ahead_s = None, self._ahead_s(rival, replicas)
        for setup in sorted(setups, key=self._first_s):
            if self._first_s(setup) >= ahead_s:
                break
            if self._met(setup):
                choice = self._choice(setup)
                best = min(best or choice, choice, key=lambda one: (one.tail_s, one.max_batch_size))
                if rival and best.tail_s >= ABOUT * CLEARLY * rival.tail_s:
                    break
                ahead_s = min(ahead_s, self._about(best) * self._first_s(_setup(best)))
        return best

    def _ahead_s(self, rival: Choice | None, replicas: int) -> float:
        """What the first run must stay below for the tail over all runs to be clearly shorter than a rival's."""
        found = self._met(_setup(rival)) if rival else None
        if rival is None or found is None:
            return math.inf
        # With as many replicas both meet the same arrivals; else the first run is one chance draw against another.
        first_s = found.runs_s[0] if rival.replicas == replicas else max(found.runs_s)
        return self._about(rival) * CLEARLY * first_s

    def _about(self, choice: Choice) -> float:
        return ABOUT if choice.n >= RUNS * SHORT else math.inf

    def _first_s(self, setup: Setup) -> float:
        return first_tail_s(self.load, self.need.objective, setup)

    def _hopeless(self, size: int, wait_s: float) -> bool:
        """Whether not even a text that meets an empty server is in time."""
        alone_s = self.need.cost.batch_s(1) + (wait_s if size > 1 else 0.0)
        return alone_s > self.need.objective.bound_s

    def _choice(self, setup: Setup) -> Choice:
        found = self._met(setup)
        assert (
            found is not None and found.tail_s is not None
        )  # only what meets the objective becomes a choice
        return Choice(
            mode="real_time" if setup.size == 1 else "dynamic",
            max_batch_size=setup.size,
            max_wait_s=setup.wait_s,
            replicas=setup.replicas,
            tail_s=found.tail_s,
            busy=found.busy,
            hour_cost=setup.replicas * self.need.hour_price,
            n=found.n,
        )


def simplest(choices: Sequence[Choice]) -> Choice:
    """The first of the cheapest, simplest first, unless the tail of a later one is clearly shorter."""
    cheapest = min(choice.hour_cost for choice in choices)
    best, *others = (choice for choice in choices if choice.hour_cost <= cheapest)
    for choice in others:
        best = choice if choice.tail_s < CLEARLY * best.tail_s else best
    return best


def _rank(choice: Choice) -> tuple[int, float]:
    return choice.replicas, choice.tail_s


def _setup(choice: Choice) -> Setup:
    return Setup(size=choice.max_batch_size, wait_s=choice.max_wait_s, replicas=choice.replicas)


def _sizes(largest: int) -> tuple[int, ...]:
    """2, 4, 8 … up to the largest, which is among them."""
    doubled = [2**power for power in range(1, 11) if 2**power < largest]
    return (*doubled, largest) if largest > 1 else ()
