"""What theory says of a scenario: a mean where a closed form or an exact chain exists, and "unstable" where none can."""

from dataclasses import dataclass, replace

from core.base import BatchwiseError
from core.batching import DynamicBatch, FixedBatch, Offline
from core.experiment.scenario import Scenario
from core.serving import Cost, ExponentialCost, LinearCost
from core.theory import (
    Unstable,
    closed_loop_latency_bound_s,
    closed_loop_throughput_bound,
    fixed_batch,
    md1_latency_s,
    mm1_latency_quantile_s,
    mm1_latency_s,
    take_all,
)
from core.workload import AllAtOnce, ClosedLoop, Poisson


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """THEORY for one scenario. formula: which one, in a few words. Seconds; None where the formula does not say.

    mean_latency_s is mean_waiting_s and the mean time of a request's own batch together.
    unstable: more arrives than can be served; then nothing else is said.
    """

    formula: str
    mean_latency_s: float | None = None
    p50_s: float | None = None
    p99_s: float | None = None
    mean_waiting_s: float | None = None
    mean_batch_size: float | None = None
    throughput_per_s: float | None = None
    utilisation: float | None = None
    unstable: bool = False


def predict(scenario: Scenario, cost: Cost) -> Prediction | None:
    """The prediction, or None where neither a closed form nor the chain covers the scenario."""
    try:
        said = _predict(scenario, cost)
        return said and replace(said, utilisation=_utilisation(said, cost))
    except Unstable:
        return Prediction(formula="λ ≥ B / τ(B)", unstable=True)
    except BatchwiseError:
        return None  # so near to saturation that the chain cannot be solved: no number is better than a wrong one


def _predict(scenario: Scenario, cost: Cost) -> Prediction | None:
    match scenario.arrivals, scenario.policy, cost:
        case AllAtOnce(), Offline(batch_size=size), LinearCost():
            return _archive(scenario.requests, size, cost)
        case Poisson(rate=rate), _, ExponentialCost(mean_s=mean_s) if scenario.largest_batch == 1:
            return _mm1(rate, 1 / mean_s)
        case Poisson(rate=rate), _, LinearCost() if scenario.largest_batch == 1:
            mean_s = md1_latency_s(rate, cost.batch_s(1))
            return Prediction(
                formula="M/D/1",
                mean_latency_s=mean_s,
                mean_waiting_s=mean_s - cost.batch_s(1),
                mean_batch_size=1.0,
                throughput_per_s=rate,
            )
        case ClosedLoop() as loop, _, LinearCost() if scenario.largest_batch == 1:
            return _closed(loop, cost.batch_s(1))
        case Poisson(rate=rate), FixedBatch(batch_size=size), LinearCost():
            means = fixed_batch(rate, size, cost.fixed_s, cost.per_item_s)
            return Prediction(
                formula="full batches, E_K/D/1",
                mean_latency_s=means.mean_latency_s,
                mean_waiting_s=means.mean_filling_s + means.mean_queueing_s,
                mean_batch_size=float(size),
                throughput_per_s=rate,
            )
        case Poisson(rate=rate), DynamicBatch(max_batch_size=size, max_wait_s=0), LinearCost():
            chain = take_all(rate, size, cost.fixed_s, cost.per_item_s)
            return Prediction(
                formula="exact chain, take all",
                mean_latency_s=chain.mean_latency_s,
                mean_waiting_s=chain.mean_waiting_s,
                mean_batch_size=chain.mean_batch_size,
                throughput_per_s=rate,
            )
        case _:
            return None


def _utilisation(said: Prediction, cost: Cost) -> float | None:
    """Batches a second × the time of one; exact, since a batch's time is linear in its size."""
    if said.throughput_per_s is None or said.mean_batch_size is None:
        return None
    size = said.mean_batch_size
    batch_s = cost.fixed_s + cost.per_item_s * size if isinstance(cost, LinearCost) else cost.mean_s
    return said.throughput_per_s / size * batch_s


def _mm1(rate: float, service_rate: float) -> Prediction:
    return Prediction(
        formula="M/M/1",
        mean_latency_s=mm1_latency_s(rate, service_rate),
        mean_waiting_s=mm1_latency_s(rate, service_rate) - 1 / service_rate,
        p50_s=mm1_latency_quantile_s(rate, service_rate, 0.5),
        p99_s=mm1_latency_quantile_s(rate, service_rate, 0.99),
        mean_batch_size=1.0,
        throughput_per_s=rate,
    )


def _closed(loop: ClosedLoop, service_s: float) -> Prediction:
    """Where every call takes the same time, the asymptotic bounds of a closed loop are met from the second round on."""
    latency_s = closed_loop_latency_bound_s(loop.clients, service_s, loop.think_s)
    return Prediction(
        formula="closed loop, X = N / (R + Z)",
        mean_latency_s=latency_s,
        mean_waiting_s=latency_s - service_s,
        mean_batch_size=1.0,
        throughput_per_s=closed_loop_throughput_bound(loop.clients, service_s, loop.think_s),
    )


def _archive(requests: int, size: int, cost: LinearCost) -> Prediction:
    """Chunk after chunk: the j-th of m full chunks is done at j·τ(B); the last holds what is left."""
    full, rest = divmod(requests, size)
    each_s, last_s = cost.batch_s(size), cost.batch_s(rest) if rest else 0.0
    total_s = full * each_s + last_s
    sum_s = size * each_s * full * (full + 1) / 2 + rest * total_s
    service_s = (full * size * each_s + rest * last_s) / requests
    return Prediction(
        formula="chunk after chunk",
        mean_latency_s=sum_s / requests,
        mean_waiting_s=sum_s / requests - service_s,
        mean_batch_size=requests / (full + bool(rest)),
        throughput_per_s=requests / total_s,
    )
