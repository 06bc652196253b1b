"""The planner: the cheapest mode, batch size, wait and number of replicas that meet an objective, by simulation."""

from dataclasses import dataclass, field, replace

from core.base import Fault, InvalidInput
from core.experiment.plan import MOST_REPLICAS, AtLoad, Choice, Need, Plan
from core.experiment.plan_job import batch_job
from core.experiment.plan_tail import Tail, tail, tail_if_met
from core.experiment.plan_words import assumptions

WAITS_S = (0.0, 0.001, 0.002, 0.005, 0.010, 0.020, 0.050, 0.100, 0.200)
SCALES = (0.7, 1.0, 1.3)
# Dearer always-on choices that the frontier looks at, in replicas above the cheapest.
MORE_REPLICAS = 3
MOST_GROWTH, HALVINGS = 8.0, 7
# A setting more is worth it only if the tail is shorter by a tenth at least.
CLEARLY = 0.9


def plan(need: Need) -> Plan:
    """Recommends a mode and its settings. Raises InvalidInput if nothing offered can meet the objective.

    Always-on services are tried over a grid of batch sizes and waits, each with as few replicas as meet the objective;
    a batch job is worked out by arithmetic where the objective leaves time for one. The cheapest wins; among equals
    the simplest, unless another's tail is clearly shorter.
    """
    search = _Search(need=need)
    single, dynamic, job = search.fewest(1, 0.0), search.best_dynamic(), batch_job(need)
    by_mode = tuple(choice for choice in (single, dynamic, job) if choice is not None)
    if not by_mode:
        raise InvalidInput([_impossible(need)])
    best = _simplest(by_mode)
    return Plan(
        need=need,
        best=best,
        by_mode=by_mode,
        frontier=search.frontier(single, dynamic),
        sensitivity=tuple(_at_load(need, best, scale) for scale in SCALES),
        headroom=None if best.mode == "batch" else _headroom(need, best),
        assumes=assumptions(need, best),
    )


@dataclass(slots=True)
class _Search:
    """The always-on choices, each simulated once."""

    need: Need
    seen: dict[tuple[int, float, int], Tail | None] = field(default_factory=dict)

    def met(self, size: int, wait_s: float, replicas: int) -> Tail | None:
        """The tail, if it meets the objective."""
        key = (size, wait_s, replicas)
        if key not in self.seen:
            self.seen[key] = self._as_smaller(*key) or tail_if_met(self.need, *key)
        return self.seen[key]

    def _as_smaller(self, size: int, wait_s: float, replicas: int) -> Tail | None:
        """What a smaller size gave if none of its batches was full: then a larger one gives the same, text by text."""
        for (smaller, wait, machines), found in self.seen.items():
            same = wait == wait_s and machines == replicas and 1 < smaller <= size
            if found is not None and same and 0 < found.largest < smaller:
                return found
        return None

    def fewest(self, size: int, wait_s: float) -> Choice | None:
        """With as few replicas as meet the objective; more replicas never make a tail longer, so by halving."""
        low = int(self.need.peak_rate / self.need.cost.capacity(size))
        high = low + 1
        while not self.met(size, wait_s, high):
            if high >= MOST_REPLICAS or self._hopeless(size, wait_s):
                return None
            low, high = high, min(max(high + 1, round(1.5 * high)), MOST_REPLICAS)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.met(size, wait_s, middle) else (middle, high)
        return self._choice(size, wait_s, high)

    def best_dynamic(self) -> Choice | None:
        """The cheapest batch size and wait, and of those the one with the shortest tail."""
        best: Choice | None = None
        for wait_s in (wait_s for wait_s in WAITS_S if wait_s < self.need.objective.bound_s):
            of_wait = best
            for size in _sizes(self.need.largest_batch):
                # No need to find out how many a set-up would take that fails with as many as the best one has.
                if of_wait and not self._can_match(size, wait_s, of_wait.replicas):
                    continue
                choice = self.fewest(size, wait_s)
                if choice and (of_wait is None or _rank(choice) < _rank(of_wait)):
                    of_wait = choice
            best = of_wait if best is None or of_wait is None else _simplest((best, of_wait))
        return best

    def frontier(self, *cheapest: Choice | None) -> tuple[Choice, ...]:
        """What nothing beats in both cost and tail: the fewest replicas, and more where they clearly shorten the tail."""
        found = [choice for choice in cheapest if choice is not None]
        if not found:
            return ()
        fewest = min(choice.replicas for choice in found)
        for replicas in range(fewest, min(fewest + MORE_REPLICAS, MOST_REPLICAS) + 1):
            found += [
                self._choice(size, 0.0, replicas)
                for size in (1, *_sizes(self.need.largest_batch))
                if self._can_match(size, 0.0, replicas)
            ]
        kept: list[Choice] = []
        for choice in sorted(found, key=_rank):
            if not kept or (
                choice.replicas > kept[-1].replicas and choice.tail_s < CLEARLY * kept[-1].tail_s
            ):
                kept.append(choice)
        return tuple(kept)

    def _can_match(self, size: int, wait_s: float, replicas: int) -> bool:
        stable = self.need.peak_rate < replicas * self.need.cost.capacity(size)
        return stable and self.met(size, wait_s, replicas) is not None

    def _hopeless(self, size: int, wait_s: float) -> bool:
        """Whether not even a text that meets an empty server is in time."""
        alone_s = self.need.cost.batch_s(1) + (wait_s if size > 1 else 0.0)
        return alone_s > self.need.objective.bound_s

    def _choice(self, size: int, wait_s: float, replicas: int) -> Choice:
        found = self.met(size, wait_s, replicas)
        assert (
            found is not None and found.tail_s is not None
        )  # only what meets the objective becomes a choice
        return Choice(
            mode="real_time" if size == 1 else "dynamic",
            max_batch_size=size,
            max_wait_s=wait_s,
            replicas=replicas,
            tail_s=found.tail_s,
            busy=found.busy,
            hour_cost=replicas * self.need.hour_price,
            n=found.n,
        )


def _simplest(choices: tuple[Choice, ...]) -> Choice:
    """The first of the cheapest, simplest first, unless the tail of a later one is clearly shorter."""
    cheapest = min(choice.hour_cost for choice in choices)
    best, *others = (choice for choice in choices if choice.hour_cost <= cheapest)
    for choice in others:
        best = choice if choice.tail_s < CLEARLY * best.tail_s else best
    return best


def _rank(choice: Choice) -> tuple[int, float]:
    return choice.replicas, choice.tail_s


def _sizes(largest: int) -> tuple[int, ...]:
    """2, 4, 8 … up to the largest, which is among them."""
    doubled = [2**power for power in range(1, 11) if 2**power < largest]
    return (*doubled, largest) if largest > 1 else ()


def _at_load(need: Need, best: Choice, scale: float) -> AtLoad:
    scaled = _scaled(need, scale)
    if best.mode == "batch":
        job = batch_job(scaled)
        return AtLoad(
            scale=scale,
            tail_s=job.tail_s if job else None,
            met=job is not None,
            replicas=job.replicas if job else None,
        )
    found = tail(scaled, best.max_batch_size, best.max_wait_s, best.replicas)
    needed = _Search(need=scaled).fewest(best.max_batch_size, best.max_wait_s)
    return AtLoad(
        scale=scale, tail_s=found.tail_s, met=found.met, replicas=needed.replicas if needed else None
    )


def _headroom(need: Need, best: Choice) -> float:
    """By halving, rounded down: how many times the load still meets the objective with nothing added."""
    low, high = 1.0, MOST_GROWTH
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        met = tail_if_met(_scaled(need, middle), best.max_batch_size, best.max_wait_s, best.replicas)
        low, high = (middle, high) if met else (low, middle)
    return low


def _scaled(need: Need, scale: float) -> Need:
    """The same stream, so many times as dense."""
    arrivals = need.arrivals
    if arrivals.kind == "replay":
        return replace(need, arrivals=replace(arrivals, times_s=tuple(t / scale for t in arrivals.times_s)))
    return replace(need, arrivals=replace(arrivals, rate=scale * arrivals.rate))


def _impossible(need: Need) -> Fault:
    alone_ms, bound_ms = 1000 * need.cost.batch_s(1), 1000 * need.objective.bound_s
    if alone_ms > bound_ms:
        problem = f"a call with one text takes {alone_ms:.3g} ms, the objective allows {bound_ms:.3g} ms"
        return Fault(field="objective", problem=problem, fix="allow more time, or use a quicker model")
    problem = f"not met by {MOST_REPLICAS:,} replicas of any set-up tried"
    return Fault(field="objective", problem=problem, fix="allow more time, or use a quicker model")
