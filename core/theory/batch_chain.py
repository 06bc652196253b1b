"""Take-all batching solved exactly: whenever the server is free it takes what waits, up to B at once.

An embedded Markov chain on q, the queue left at a completion: n = max(q, 1) are there when the next batch
leaves, b = min(n, B) go, and q' = n − b + Poisson(λτ(b)) are left when it ends; τ(b) = τ₀ + αb.
This is M/D⁽ᵇ⁾/1 bulk service with a batch-dependent time (Bailey 1954; Neuts 1967).
"""

import math
from dataclasses import dataclass

import numpy as np

from core.theory.poisson_chain import (
    NEGLIGIBLE_EXPONENT,
    check_size,
    decay_rate,
    states_needed,
    stationary,
)
from core.theory.stability import batch_service_s, require_stable, utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAll:
    """What take-all batching comes to in the long run; times in seconds.

    mean_latency_s = mean_waiting_s + the mean time of a request's own batch. mean_batch_size: over batches.
    busy_share: share of time that the server serves. mean_in_system: L, requests waiting or served.
    """

    mean_latency_s: float
    mean_waiting_s: float
    mean_batch_size: float
    busy_share: float
    mean_in_system: float


def take_all(arrival_rate: float, batch_size: int | None, fixed_s: float, per_item_s: float) -> TakeAll:
    """Exact means of take-all batching with at most B a batch (None: no limit) under Poisson arrivals.

    L = E[nτ + λτ²/2]/(π₀/λ + E[τ]) and W = L/λ, expectations over the stationary π of the chain above.
    Raises Unstable if λ ≥ B/τ(B).

    >>> result = take_all(300, 8, fixed_s=0.010, per_item_s=0.001)
    >>> round(1e3 * result.mean_latency_s, 3), round(result.mean_batch_size, 4)
    (22.908, 4.3086)
    """
    require_stable(utilisation(arrival_rate, batch_size, fixed_s, per_item_s))
    states = _states(arrival_rate, batch_size, fixed_s, per_item_s)
    queue = np.arange(states)
    present = np.maximum(queue, 1)
    taken = np.minimum(present, states if batch_size is None else batch_size)
    service_s = fixed_s + per_item_s * taken
    # Where as many come as go is the middle of the chain.
    likely = int(np.argmax(arrival_rate * service_s <= taken))
    share = stationary(present - taken, arrival_rate * service_s, likely)

    mean_service_s = float(share @ service_s)
    cycle_s = float(share[0]) / arrival_rate + mean_service_s
    in_system = float(share @ (present * service_s + arrival_rate * service_s**2 / 2)) / cycle_s
    mean_batch_size = float(share @ taken)
    latency_s = in_system / arrival_rate
    return TakeAll(
        mean_latency_s=latency_s,
        mean_waiting_s=max(latency_s - float(share @ (taken * service_s)) / mean_batch_size, 0.0),
        mean_batch_size=mean_batch_size,
        busy_share=mean_service_s / cycle_s,
        mean_in_system=in_system,
    )


def _states(arrival_rate: float, batch_size: int | None, fixed_s: float, per_item_s: float) -> int:
    """How many states to solve for.

    Without a limit, each of the q left brings Poisson(λα) more: the law is about a gamma law with mean
    m = λτ₀/(1 − λα) and the decay d of decay_rate(λα), of which m + √(2·35·m/d) + 35/d leaves out only e⁻³⁵.
    """
    contraction = arrival_rate * per_item_s
    unlimited = math.inf
    if contraction < 1:
        mean = arrival_rate * (fixed_s + per_item_s) / (1 - contraction)
        decay = min(decay_rate(contraction), 1.0) if contraction > 0 else 1.0
        unlimited = (
            mean + math.sqrt(2 * NEGLIGIBLE_EXPONENT * mean / decay) + NEGLIGIBLE_EXPONENT / decay + 40
        )
    # A limit that is never reached changes nothing.
    if batch_size is None or batch_size > unlimited:
        return check_size(unlimited)
    return states_needed(arrival_rate, batch_size, batch_service_s(batch_size, fixed_s, per_item_s))
