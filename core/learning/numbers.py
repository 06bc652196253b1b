"""The numbers that lessons quote: each is computed here from a stated example, none is typed in prose.

The examples (counts, rates, costs) are the premises; everything else follows from them by core.metrics and core.theory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from core.base import Checks
from core.metrics.intervals import smallest_n
from core.metrics.quality import ConfusionMatrix, fraud_example, highest_prevalence, precision_at
from core.theory import batch_service_s, fixed_batch, md1_latency_s, slow_share, take_all, utilisation

WORKED_EXAMPLE = ConfusionMatrix(tp=400, fp=100, fn=50, tn=450)
"""1,000 messages, spam being the positive class."""

FRAUD_ACCURACY, FRAUD_RECALL, FRAUD_PAYMENTS = 0.98, 0.12, 10_000
"""The self-check's fraud model, and the round number of payments that it is shown on."""

FIXED_S, PER_TEXT_S = 0.010, 0.001
"""The example server: τ(b) = 10 ms + 1 ms · b."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What good looks like, to start from: examples, not laws. Rates in texts or requests per second.

    Batch: batch_throughput_rate and accuracy. Real time: latency_s (for the tail), throughput_rate and recall.
    """

    batch_throughput_rate: float = 1000.0
    accuracy: float = 0.95
    latency_s: float = 0.100
    throughput_rate: float = 10.0
    recall: float = 0.90

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("batch_throughput_rate", self.batch_throughput_rate, above=0, unit="texts per second")
        checks.number("accuracy", self.accuracy, least=0, most=1)
        checks.number("latency_s", self.latency_s, above=0, unit="seconds")
        checks.number("throughput_rate", self.throughput_rate, above=0, unit="requests per second")
        checks.number("recall", self.recall, least=0, most=1)
        checks.done()


@cache
def lesson_numbers() -> Mapping[str, object]:
    """Every name that {{ }} in a lesson may use, by topic; times in seconds, shares from 0 to 1."""
    targets = Targets()
    return MappingProxyType(
        {
            "matrix": WORKED_EXAMPLE,
            "targets": targets,
            "archive": _archive(texts=1_000_000, rate=targets.batch_throughput_rate),
            "tail": _tail(slow=0.01, messages=100),
            "call": _call(batch_size=64),
            "overload": _overload(arrival_rate=100.0, after_s=600.0),
            "cost": _cost(miss_times=9.0),
            "drift": _drift(prevalence=0.05),
            "fraud": _fraud(),
            "dynamic": _dynamic(most=8, few=2),
            "enough": _enough(),
            "fan_out": _tail(slow=0.01, messages=100),
        }
    )


def _archive(*, texts: int, rate: float) -> Mapping[str, float]:
    """Turnaround of a pile at a throughput: texts / rate."""
    return {"texts": texts, "turnaround_s": texts / rate}


def _tail(*, slow: float, messages: int) -> Mapping[str, float]:
    """Chance that at least one of n independent answers is slow: 1 − (1 − slow)ⁿ."""
    return {"slow_share": slow, "messages": messages, "any_slow_share": slow_share(1 - slow, messages)}


def _call(*, batch_size: int) -> Mapping[str, float]:
    """One text alone against a full batch on the example server: times τ(1), τ(b), rates 1/τ(1), b/τ(b)."""
    alone_s = batch_service_s(1, FIXED_S, PER_TEXT_S)
    batch_s = batch_service_s(batch_size, FIXED_S, PER_TEXT_S)
    return {
        "fixed_s": FIXED_S,
        "per_text_s": PER_TEXT_S,
        "alone_s": alone_s,
        "alone_rate": 1 / alone_s,
        "batch_size": batch_size,
        "batch_s": batch_s,
        "batch_rate": batch_size / batch_s,
        "more_texts": batch_size * alone_s / batch_s,
        "longer_wait": batch_s / alone_s,
        "gain_bound": (FIXED_S + PER_TEXT_S) / PER_TEXT_S,
    }


def _overload(*, arrival_rate: float, after_s: float) -> Mapping[str, float]:
    """One at a time, beyond its limit: the backlog grows by λ − 1/τ(1) a second, and a newcomer waits it out."""
    alone_s = batch_service_s(1, FIXED_S, PER_TEXT_S)
    backlog = (arrival_rate - 1 / alone_s) * after_s
    return {"arrival_rate": arrival_rate, "after_s": after_s, "backlog": backlog, "wait_s": backlog * alone_s}


def _cost(*, miss_times: float) -> Mapping[str, float]:
    """The cheapest threshold for true probabilities, c_false_alarm / (c_false_alarm + c_miss) (Elkan 2001)."""
    return {"miss_times": miss_times, "threshold": 1 / (1 + miss_times), "equal_threshold": 1 / (1 + 1)}


def _enough() -> Mapping[str, int]:
    """Fewest requests, none of them late, that show a percentile within its bound (MLPerf, 99 % confidence)."""
    return {f"p{round(100 * p)}": smallest_n(p) for p in (0.90, 0.95, 0.99)}


def _drift(*, prevalence: float) -> Mapping[str, float | None]:
    """The worked example's precision at another prevalence, its recall and specificity unchanged."""
    recall = WORKED_EXAMPLE.tp / (WORKED_EXAMPLE.tp + WORKED_EXAMPLE.fn)
    specificity = WORKED_EXAMPLE.tn / (WORKED_EXAMPLE.tn + WORKED_EXAMPLE.fp)
    accuracy = prevalence * recall + (1 - prevalence) * specificity
    return {"prevalence": prevalence, "precision": precision_at(accuracy, recall, prevalence)}


def _fraud() -> Mapping[str, object]:
    """The fraud model: what accuracy and recall leave open, and its counts at two prevalences."""
    error_share, miss_share = 1 - FRAUD_ACCURACY, 1 - FRAUD_RECALL
    common, rare = (
        fraud_example(FRAUD_PAYMENTS, share, FRAUD_ACCURACY, FRAUD_RECALL) for share in (0.02, 0.01)
    )
    return {
        "accuracy": FRAUD_ACCURACY,
        "recall": FRAUD_RECALL,
        "payments": FRAUD_PAYMENTS,
        "error_share": error_share,
        "miss_share": miss_share,
        "slope": 1 - 2 * FRAUD_RECALL,
        "highest_prevalence": highest_prevalence(FRAUD_ACCURACY, FRAUD_RECALL),
        "common": common,
        "rare": rare,
    }


def _dynamic(*, most: int, few: int) -> Mapping[str, object]:
    """Mean latency of three ways to serve the same Poisson arrivals on the example server, at three loads."""
    return {
        "most": most,
        "few": few,
        "quiet": _ways(10.0, most, few),
        "busy": _ways(85.0, most, few),
        "flooded": _ways(300.0, most, few),
    }


def _ways(rate: float, most: int, few: int) -> Mapping[str, float | None]:
    """Mean latencies at one arrival rate; None where the queue never stops growing.

    one_s: one at a time. few_s: in batches of exactly ``few``, which take fill_s to fill. take_all_s: whoever waits.
    """
    load = utilisation(rate, 1, FIXED_S, PER_TEXT_S)
    keeps_up = utilisation(rate, few, FIXED_S, PER_TEXT_S) < 1
    batches = fixed_batch(rate, few, FIXED_S, PER_TEXT_S) if keeps_up else None
    together = take_all(rate, most, FIXED_S, PER_TEXT_S)
    return {
        "rate": rate,
        "utilisation": load,
        "one_s": md1_latency_s(rate, batch_service_s(1, FIXED_S, PER_TEXT_S)) if load < 1 else None,
        "few_s": batches.mean_latency_s if batches else None,
        "fill_s": batches.mean_filling_s if batches else None,
        "take_all_s": together.mean_latency_s,
        "mean_batch": together.mean_batch_size,
    }
