"""The costs that are in use: each with when it was measured and how disturbed; a less disturbed one takes its place."""

from dataclasses import dataclass
from datetime import datetime

from core.serving.cost import CostFit, LinearCost

# Up to this share of its time with other work at the processor, a measurement is as good as any.
QUIET = 0.05
FIRST_PAUSE_S, LONGEST_PAUSE_S = 60.0, 3600.0

Key = tuple[str, str, str]
"""Classifier, corpus and pace ("paced" as in a stream, or "tight")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredCost:
    """A fitted cost and when it was measured."""

    fit: CostFit
    at: datetime

    @property
    def doubtful(self) -> bool:
        """Whether other work was in the way: it had the processor too often, or drowned what a text costs."""
        return self.fit.disturbed > QUIET or self.fit.cost.per_item_s == 0


class KeptCosts(dict[Key, LinearCost]):
    """The cost in use for each classifier, corpus and pace."""

    def __init__(self) -> None:
        super().__init__()
        self._measured: dict[Key, MeasuredCost] = {}

    def take(self, key: Key, new: MeasuredCost) -> bool:
        """Puts a measurement to use, unless it is doubtful and the one in use was less disturbed; whether it did.

        >>> from datetime import UTC
        >>> fit = CostFit(cost=LinearCost(fixed_s=1, per_item_s=1), sizes=(), median_s=(), calls=(), worst_error=0)
        >>> costs = KeptCosts()
        >>> costs.take(("forest", "built-in", "paced"), MeasuredCost(fit=fit, at=datetime.now(UTC)))
        True
        """
        old = self.measured(key)
        if new.doubtful and old is not None and old.fit.disturbed < new.fit.disturbed:
            return False
        self[key], self._measured[key] = new.fit.cost, new
        return True

    def measured(self, key: Key) -> MeasuredCost | None:
        """The measurement behind the cost in use; None where it was not fitted to timed calls."""
        kept = self._measured.get(key)
        return kept if kept is not None and kept.fit.cost == self.get(key) else None

    def most_doubtful(self, corpus: str) -> Key | None:
        """The cost on these texts that most needs to be measured again; None where none does."""
        found = {key: self.measured(key) for key in self if key[1] == corpus}
        doubtful = {key: one.fit.disturbed for key, one in found.items() if one is not None and one.doubtful}
        return max(doubtful, key=doubtful.__getitem__, default=None)


@dataclass(slots=True, kw_only=True)
class Again:
    """When to measure again: not sooner than after a pause, which doubles with each try that was no better."""

    next_s: float
    pause_s: float = FIRST_PAUSE_S

    def due(self, now_s: float) -> bool:
        """Whether the pause is over."""
        return now_s >= self.next_s

    def tried(self, now_s: float, *, better: bool) -> None:
        """After a try."""
        self.pause_s = FIRST_PAUSE_S if better else min(2 * self.pause_s, LONGEST_PAUSE_S)
        self.next_s = now_s + self.pause_s
