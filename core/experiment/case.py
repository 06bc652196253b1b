"""A case study as values: what a business needs, what may be chosen, and a decision among that."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from core.base import Checks
from core.experiment.plan import Mode, Need

DAY_S = 86_400.0
MODES: tuple[Mode, ...] = ("real_time", "dynamic", "batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """What wrong answers cost. prevalence: share of texts that should be flagged. miss_cost, alarm_cost: money each.

    classifier, positive: whose held-out scores stand for the case, and the label that stands for what is looked for.
    reviews: flagged texts that people can look at in a day; None where nobody has to.
    """

    classifier: str
    positive: str
    prevalence: float
    miss_cost: float
    alarm_cost: float
    reviews: int | None = None

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("prevalence", self.prevalence, above=0, most=1)
        checks.number("miss_cost", self.miss_cost, least=0)
        checks.number("alarm_cost", self.alarm_cost, least=0)
        if self.reviews is not None:
            checks.whole("reviews", self.reviews, least=0)
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A workload with what it needs, and what errors cost."""

    need: Need
    errors: Errors

    @property
    def texts_a_day(self) -> int:
        """How many texts a day brings, on average."""
        return round(self.need.rate * DAY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One way to serve. wait_s: of dynamic batches how long the oldest text waits at most, of a batch job how long a
    pile is collected; in real time the batch is one text and nothing waits.
    """

    mode: Mode
    batch_size: int
    wait_s: float
    replicas: int

    def __post_init__(self) -> None:
        checks = Checks()
        if self.mode not in MODES:
            checks.add("mode", f"{self.mode!r} is unknown", f"give one of {', '.join(MODES)}")
        checks.whole("batch_size", self.batch_size, least=1, most=1024)
        checks.number("wait_s", self.wait_s, least=0, most=7 * DAY_S, unit="seconds")
        checks.whole("replicas", self.replicas, least=1, most=1000)
        if self.mode == "real_time" and (self.batch_size, self.wait_s) != (1, 0):
            checks.add("mode", "real time takes one text and does not wait", "give batch_size 1 and wait_s 0")
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a learner decides: how to serve, and the score from which on a text is flagged."""

    serving: Serving
    threshold: float

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("threshold", self.threshold, least=0, most=1)
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be chosen, each list rising. collects_s: how long a batch job may collect a pile."""

    batch_sizes: tuple[int, ...]
    waits_s: tuple[float, ...]
    collects_s: tuple[float, ...]
    replicas: tuple[int, ...]
    thresholds: tuple[float, ...]

    def __post_init__(self) -> None:
        checks = Checks()
        for name in ("batch_sizes", "waits_s", "collects_s", "replicas", "thresholds"):
            values = getattr(self, name)
            if not values or list(values) != sorted(set(values)):
                checks.add(name, f"{list(values)} is empty or does not rise", "list values from low to high")
        checks.done()

    @property
    def servings(self) -> tuple[Serving, ...]:
        """Every way to serve that may be chosen, the simplest first.

        >>> offer = Offer(batch_sizes=(4, 16), waits_s=(0, 0.01), collects_s=(60,), replicas=(1, 2), thresholds=(0.5,))
        >>> len(offer.servings)
        14
        """
        single = (
            Serving(mode="real_time", batch_size=1, wait_s=0, replicas=machines) for machines in self.replicas
        )
        waits: tuple[tuple[Mode, tuple[float, ...]], ...] = (
            ("dynamic", self.waits_s),
            ("batch", self.collects_s),
        )
        batches = (
            Serving(mode=mode, batch_size=size, wait_s=wait_s, replicas=machines)
            for mode, offered in waits
            for wait_s, size, machines in product(offered, self.batch_sizes, self.replicas)
        )
        return (*single, *batches)

    def holds(self, decision: Decision) -> bool:
        """Whether a decision is among what may be chosen."""
        return decision.serving in self.servings and decision.threshold in self.thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    """What happens next: the situation as it then is."""

    title: str
    story: str
    situation: Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case study. looked_for: what is flagged, in the case's own word. rev: raised when its figures change."""

    id: str
    rev: int
    order: int
    title: str
    summary: str
    story: str
    looked_for: str
    situation: Situation
    offer: Offer
    twist: Twist

    def at(self, twisted: bool) -> Situation:
        """The situation before or after the twist."""
        return self.twist.situation if twisted else self.situation


def decision_to_plain(decision: Decision) -> dict[str, Any]:
    """The decision as JSON-ready values."""
    serving = decision.serving
    return {
        "mode": serving.mode,
        "batch_size": serving.batch_size,
        "wait_s": serving.wait_s,
        "replicas": serving.replicas,
        "threshold": decision.threshold,
    }


def decision_from_plain(plain: dict[str, Any], offer: Offer) -> Decision | None:
    """The decision written by ``decision_to_plain``; None if it is none, or none that is offered (any more)."""
    for serving in offer.servings:
        for threshold in offer.thresholds:
            decision = Decision(serving=serving, threshold=threshold)
            if decision_to_plain(decision) == plain:
                return decision
    return None
