"""A batch job simulated: piles collected for a while, each answered by machines that are on only for that."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.base import stream
from core.experiment.plan import Need
from core.experiment.plan_pile import counted
from core.workload import Bursty, Daily, Replay, Steady

PILES = 2_000

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piles:
    """latest_s: for each pile the latency of its last text, shape (PILES,). on_share: share of time that machines are on.

    latest_s is None where a pile takes longer, on average, than the next one takes to come.
    """

    latest_s: Column | None
    on_share: float


@lru_cache(maxsize=1024)
def piles(need: Need, size: int, collect_s: float, replicas: int) -> Piles:
    """Piles one after the other: Poisson in number, dealt out evenly, answered in full batches and what is left over.

    A pile is begun when it is collected, or when the one before it is done; what is slowest of it is its first text:
    it waits while the pile is collected, for the machines' start, and until the whole pile is handed over.
    """
    texts = _texts(need, collect_s)
    share = np.ceil(texts / replicas).astype(np.int64)
    full, rest = np.divmod(share, size)
    work_s = full * need.cost.batch_s(size) + np.where(
        rest > 0, need.cost.fixed_s + need.cost.per_item_s * rest, 0.0
    )
    on_s = np.where(texts > 0, need.start_s + work_s, 0.0)
    if on_s.mean() >= collect_s:
        return Piles(latest_s=None, on_share=1.0)
    # Lindley 1952: what is left of the pile before, when this one is collected.
    excess = np.concatenate([[0.0], np.cumsum(on_s[:-1] - collect_s)])
    late_s = excess - np.minimum.accumulate(excess)
    return Piles(latest_s=collect_s + late_s + on_s, on_share=float(on_s.mean()) / collect_s)


def _texts(need: Need, collect_s: float) -> NDArray[np.int64]:
    """How many texts each pile holds."""
    rng = stream(0, "piles")
    edges = np.arange(PILES + 1, dtype=np.float64) * collect_s
    match need.arrivals:
        case Daily(rate=rate, swing=swing, period_s=period_s):
            turn = 2 * np.pi / period_s
            wave = edges + swing * (1 - np.cos(turn * edges)) / turn
            expected = rate * np.diff(wave)
        case Bursty(rate=rate, on_share=on_share, cycle_s=cycle_s):
            # The time that is on within a long pile: its mean and variance are those of a renewal reward process.
            spread_s = math.sqrt(2 * on_share**2 * (1 - on_share) ** 2 * cycle_s * collect_s)
            on_s = np.clip(on_share * collect_s + spread_s * rng.standard_normal(PILES), 0, collect_s)
            expected = rate / on_share * on_s
        case Steady(rate=rate):
            come: NDArray[np.int64] = np.floor(rate * edges + 1e-9).astype(np.int64)
            return come[1:] - come[:-1]
        case Replay(times_s=times_s):
            return counted(np.asarray(times_s), edges[:-1], collect_s)
        case arrivals:
            expected = np.full(PILES, arrivals.rate * collect_s)
    texts: NDArray[np.int64] = rng.poisson(expected)
    return texts
