"""Fixed batches without a time limit, solved exactly: a batch leaves only when K requests are there.

Its mean latency has three parts: the batch has to fill, the full batch has to queue, and it has to be served.
"""

from dataclasses import dataclass

import numpy as np

from core.base import Checks
from core.theory.poisson_chain import states_needed, stationary
from core.theory.stability import batch_service_s, check_positive, check_rate, require_stable, utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedBatchMeans:
    """Mean latency of fixed batches and its three parts, in seconds: filling + queueing + service."""

    mean_latency_s: float
    mean_filling_s: float
    mean_queueing_s: float
    service_s: float


def fixed_batch(arrival_rate: float, batch_size: int, fixed_s: float, per_item_s: float) -> FixedBatchMeans:
    """Exact means of batches of exactly K under Poisson arrivals: W = (K − 1)/(2λ) + Wq(E_K/D/1) + τ(K).

    Full batches form an E_K/D/1 queue, and its wait is that of M/D/K: hand customers in turn to K servers, and
    each server sees every K-th of them. Raises Unstable if λ ≥ K/τ(K).

    >>> round(1e3 * fixed_batch(300, 8, fixed_s=0.010, per_item_s=0.001).mean_filling_s, 3)
    11.667
    """
    require_stable(utilisation(arrival_rate, batch_size, fixed_s, per_item_s))
    service_s = batch_service_s(batch_size, fixed_s, per_item_s)
    filling_s = (batch_size - 1) / (2 * arrival_rate)
    queueing_s = mdc_waiting_s(arrival_rate, service_s, batch_size)
    return FixedBatchMeans(
        mean_latency_s=filling_s + queueing_s + service_s,
        mean_filling_s=filling_s,
        mean_queueing_s=queueing_s,
        service_s=service_s,
    )


def mdc_waiting_s(arrival_rate: float, service_s: float, servers: int) -> float:
    """Mean wait before service of M/D/c: Wq = (E[N] − λD)/λ.

    N, the number in the system at times D apart, obeys N' = max(N − c, 0) + Poisson(λD) (Crommelin 1932).
    Raises Unstable if λD ≥ c.

    >>> round(mdc_waiting_s(80, 0.010, servers=1), 9)   # M/D/1
    0.02
    """
    check_rate(arrival_rate)
    check_positive("service_s", service_s, "seconds")
    checks = Checks()
    checks.whole("servers", servers, least=1)
    checks.done()
    offered = arrival_rate * service_s
    require_stable(offered / servers)
    number = np.arange(states_needed(arrival_rate, servers, service_s))
    share = stationary(np.maximum(number - servers, 0), np.full(len(number), offered), round(offered))
    # Those beyond the servers are the queue; counting them directly keeps a tiny wait accurate.
    return float(share @ np.maximum(number - servers, 0)) / arrival_rate
