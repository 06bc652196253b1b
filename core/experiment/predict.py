"""What theory says of a scenario: a mean where a closed form or an exact chain exists, and "unstable" where none can."""

from dataclasses import dataclass

from core.base import BatchwiseError
from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.experiment.scenario import Scenario
from core.serving import Cost, ExponentialCost, LinearCost
from core.theory import Unstable, fixed_batch, md1_latency_s, mm1_latency_quantile_s, mm1_latency_s, take_all
from core.workload import AllAtOnce, Poisson


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """THEORY for one scenario. formula: which one, in a few words. Seconds; None where the formula does not say.

    unstable: more arrives than can be served; then nothing else is said.
    """

    formula: str
    mean_latency_s: float | None = None
    p50_s: float | None = None
    p99_s: float | None = None
    mean_batch_size: float | None = None
    throughput_per_s: float | None = None
    unstable: bool = False


def predict(scenario: Scenario, cost: Cost) -> Prediction | None:
    """The prediction, or None where neither a closed form nor the chain covers the scenario."""
    try:
        return _predict(scenario, cost)
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
        case Poisson(rate=rate), RealTime(), LinearCost():
            mean_s = md1_latency_s(rate, cost.batch_s(1))
            return Prediction(
                formula="M/D/1", mean_latency_s=mean_s, mean_batch_size=1.0, throughput_per_s=rate
            )
        case Poisson(rate=rate), FixedBatch(batch_size=size), LinearCost():
            means = fixed_batch(rate, size, cost.fixed_s, cost.per_item_s)
            return Prediction(
                formula="full batches, E_K/D/1",
                mean_latency_s=means.mean_latency_s,
                mean_batch_size=float(size),
                throughput_per_s=rate,
            )
        case Poisson(rate=rate), DynamicBatch(max_batch_size=size, max_wait_s=0), LinearCost():
            chain = take_all(rate, size, cost.fixed_s, cost.per_item_s)
            return Prediction(
                formula="exact chain, take all",
                mean_latency_s=chain.mean_latency_s,
                mean_batch_size=chain.mean_batch_size,
                throughput_per_s=rate,
            )
        case _:
            return None


def _mm1(rate: float, service_rate: float) -> Prediction:
    return Prediction(
        formula="M/M/1",
        mean_latency_s=mm1_latency_s(rate, service_rate),
        p50_s=mm1_latency_quantile_s(rate, service_rate, 0.5),
        p99_s=mm1_latency_quantile_s(rate, service_rate, 0.99),
        mean_batch_size=1.0,
        throughput_per_s=rate,
    )


def _archive(requests: int, size: int, cost: LinearCost) -> Prediction:
    """Chunk after chunk: the j-th of m full chunks is done at j·τ(B); the last holds what is left."""
    full, rest = divmod(requests, size)
    each_s, last_s = cost.batch_s(size), cost.batch_s(rest) if rest else 0.0
    total_s = full * each_s + last_s
    sum_s = size * each_s * full * (full + 1) / 2 + rest * total_s
    return Prediction(
        formula="chunk after chunk",
        mean_latency_s=sum_s / requests,
        mean_batch_size=requests / (full + bool(rest)),
        throughput_per_s=requests / total_s,
    )
