"""A stream of messages, day by day, whose share of spam and whose lengths change at moments of their own."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, stream

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPlan:
    """days of per_day messages each; every change holds from its day on (from 1), None if it never comes.

    prevalence: the share of the positive label before (``usual``) and after (``prevalence``) its day.
    length: towards the shortest or the longest third of the messages; length_strength 0 leaves it, 1 takes only those.
    """

    days: int
    per_day: int
    usual: float
    prevalence: float | None = None
    prevalence_from: int = 1
    length: Literal["shorter", "longer"] = "shorter"
    length_strength: float = 0.0
    length_from: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        checks = Checks()
        checks.whole("days", self.days, least=1)
        checks.whole("per_day", self.per_day, least=1)
        checks.number("usual", self.usual, least=0, most=1)
        if self.prevalence is not None:
            checks.number("prevalence", self.prevalence, least=0, most=1)
        checks.number("length_strength", self.length_strength, least=0, most=1)
        for name in ("prevalence_from", "length_from"):
            checks.whole(name, getattr(self, name), least=1)
        checks.done()

    def share_on(self, day: int) -> float:
        """The share of the positive label on a day."""
        changed = self.prevalence is not None and day >= self.prevalence_from
        return self.prevalence if changed and self.prevalence is not None else self.usual

    def strength_on(self, day: int) -> float:
        """How strongly a day prefers the messages of its length."""
        return self.length_strength if day >= self.length_from else 0.0


def stream_rows(positive: NDArray[np.bool_], n_words: NDArray[np.int64], plan: StreamPlan) -> Rows:
    """Which message comes on which day: row numbers of the pool, shape (days, per_day).

    positive, n_words: shape (n,), of each message of the pool. Each day has messages of its own, so that what is
    learned on one is never met on another; of these it takes its positives and its others without putting back, and
    some twice only where there are too few. Labels are drawn, as they would come. Of a label the draw is weighted
    (key log(u)/w; Efraimidis and Spirakis 2006): w = 1 for messages of the length in demand, 1 − strength for the others.
    What is drawn by chance stays the same while a setting moves.
    """
    rng = stream(plan.seed, "stream")
    owner = _shared_out(positive, plan.days, rng)
    luck, coins = np.log(rng.random(len(positive))), rng.random((plan.days, plan.per_day))
    orders = rng.random((plan.days, plan.per_day)).argsort(axis=1)
    in_demand = _third(positive, n_words, longer=plan.length == "longer")
    rows = np.empty((plan.days, plan.per_day), dtype=np.int64)
    for day in range(1, plan.days + 1):
        n_positive = int((coins[day - 1] < plan.share_on(day)).sum())
        weight = np.where(in_demand, 1.0, max(1 - plan.strength_on(day), 1e-9))
        chosen = [
            _first(np.flatnonzero((owner == day) & (positive == label)), luck / weight, wanted)
            for label, wanted in ((True, n_positive), (False, plan.per_day - n_positive))
        ]
        rows[day - 1] = np.concatenate(chosen)[orders[day - 1]]
    return rows


def _shared_out(positive: NDArray[np.bool_], days: int, rng: np.random.Generator) -> Rows:
    """The day that each message belongs to: each label shared out evenly."""
    owner = np.empty(len(positive), dtype=np.int64)
    for label in (True, False):
        members = rng.permutation(np.flatnonzero(positive == label))
        owner[members] = np.arange(len(members)) % days + 1
    return owner


def _first(members: Rows, keys: NDArray[np.float64], wanted: int) -> Rows:
    """The ``wanted`` members with the largest keys; from the start again where there are fewer."""
    if wanted and not len(members):
        checks = Checks()
        checks.add("pool", "a day has no message of a label", "give more messages, or fewer days")
        checks.done()
    best = members[np.argsort(-keys[members], kind="stable")]
    return np.resize(best, wanted) if wanted else members[:0]


def _third(positive: NDArray[np.bool_], n_words: NDArray[np.int64], *, longer: bool) -> NDArray[np.bool_]:
    """Which messages are in the shortest (longest) third of their label, by number of words, about."""
    inside = np.zeros(len(positive), dtype=np.bool_)
    for label in (True, False):
        own = positive == label
        if own.any():
            at = np.quantile(n_words[own], 2 / 3 if longer else 1 / 3)
            inside |= own & (n_words >= at if longer else n_words <= at)
    return inside
