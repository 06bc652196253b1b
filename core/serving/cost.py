"""What a batch costs: the two service-time models, and the straight line fitted to measured batches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks

LONGEST_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearCost:
    """τ(b) = τ₀ + α·b: a fixed cost per call and a cost per text, in seconds.

    >>> round(LinearCost(fixed_s=0.010, per_item_s=0.001).batch_s(8), 6)
    0.018
    """

    fixed_s: float
    per_item_s: float
    kind: Literal["linear"] = "linear"

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("fixed_s", self.fixed_s, least=0, most=LONGEST_S, unit="seconds")
        checks.number("per_item_s", self.per_item_s, least=0, most=LONGEST_S, unit="seconds")
        if not checks.faults and self.fixed_s + self.per_item_s == 0:
            checks.add("fixed_s", "a call that costs nothing cannot be served", "give one cost above 0")
        checks.done()

    def batch_s(self, size: int) -> float:
        """Seconds that a batch of ``size`` takes."""
        return self.fixed_s + self.per_item_s * size

    def gain(self) -> float:
        """The most that batching can gain in texts per second: (τ₀ + α) / α; inf if a text costs nothing more."""
        return (self.fixed_s + self.per_item_s) / self.per_item_s if self.per_item_s else float("inf")

    def capacity(self, batch_size: int) -> float:
        """Texts per second with every batch full: B / τ(B). A queue is stable only below it."""
        return batch_size / self.batch_s(batch_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExponentialCost:
    """Exponential service times with mean ``mean_s`` seconds, whatever the size: the server of M/M/1."""

    mean_s: float
    kind: Literal["exponential"] = "exponential"

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("mean_s", self.mean_s, above=0, most=LONGEST_S, unit="seconds")
        checks.done()

    def batch_s(self, size: int) -> float:
        """The mean."""
        return self.mean_s

    def capacity(self, batch_size: int) -> float:
        """Texts per second with every batch full."""
        return batch_size / self.mean_s


Cost = LinearCost | ExponentialCost


def sampler(cost: Cost, rng: np.random.Generator) -> Callable[[int], float]:
    """A function that draws the service time, in seconds, of one batch of the size given."""
    match cost:
        case LinearCost():
            return cost.batch_s
        case ExponentialCost(mean_s=mean_s):
            return lambda _size: float(rng.exponential(mean_s))


def single_times(cost: Cost, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Service times of n batches of one, shape (n,), the same draws as ``sampler`` would give one by one."""
    match cost:
        case LinearCost():
            return np.full(n, cost.batch_s(1))
        case ExponentialCost(mean_s=mean_s):
            return rng.exponential(mean_s, n)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFit:
    """A line fitted to measured batches, with its error. sizes and median_s: what was measured, shape (k,).

    disturbed: the share of the timed calls' time in which other work had the processor.
    """

    cost: LinearCost
    sizes: tuple[int, ...]
    median_s: tuple[float, ...]
    calls: tuple[int, ...]
    worst_error: float
    """The largest |fitted / measured − 1| over the sizes."""
    disturbed: float = 0.0


def fit_from_plain(plain: dict[str, Any]) -> CostFit:
    """A fit as another process reports it."""
    return CostFit(
        cost=LinearCost(**plain["cost"]),
        sizes=tuple(plain["sizes"]),
        median_s=tuple(plain["median_s"]),
        calls=tuple(plain["calls"]),
        worst_error=plain["worst_error"],
        disturbed=plain.get("disturbed", 0.0),
    )


def fit_cost(samples: dict[int, list[float]]) -> CostFit:
    """Fits τ(b) = τ₀ + α·b to measured seconds per batch size, at least two sizes.

    Least squares on the median of each size (a stall of the host must not tilt the line), each weighted by 1/median:
    so that the error is relative and a batch of 1,024 does not drown the fixed cost. τ₀ and α are kept from going
    below 0.

    >>> fit = fit_cost({1: [0.011, 0.011, 0.2], 10: [0.020], 100: [0.110]})
    >>> round(fit.cost.fixed_s, 6), round(fit.cost.per_item_s, 6)
    (0.01, 0.001)
    """
    from scipy.optimize import nnls

    checks = Checks()
    if len(samples) < 2:
        checks.add("sizes", "one batch size gives no line", "measure at least two sizes")
    checks.done()
    sizes = np.array(sorted(samples))
    median_s = np.array([np.median(samples[int(size)]) for size in sizes])
    weighted = np.column_stack([np.ones(len(sizes)), sizes]) / median_s[:, None]
    (fixed_s, per_item_s), _ = nnls(weighted, np.ones(len(sizes)))
    cost = LinearCost(fixed_s=float(fixed_s), per_item_s=float(per_item_s))
    fitted = fixed_s + per_item_s * sizes
    return CostFit(
        cost=cost,
        sizes=tuple(int(size) for size in sizes),
        median_s=tuple(float(value) for value in median_s),
        calls=tuple(len(samples[int(size)]) for size in sizes),
        worst_error=float(np.max(np.abs(fitted / median_s - 1))),
    )
