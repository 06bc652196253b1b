"""Latency objectives: goodput, and MLPerf's verdict on whether a percentile meets its bound."""

from dataclasses import dataclass
from typing import Literal

from core.base import Checks
from core.metrics.intervals import smallest_n
from core.metrics.log import RequestLog

Verdict = Literal["met", "not met", "not enough requests"]

# A week: beyond it nobody speaks of latency.
LONGEST_S = 604_800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyObjective:
    """ "``percentile`` of the requests are answered within ``bound_s`` seconds"; the percentile as a share, like 0.99."""

    bound_s: float
    percentile: float = 0.99

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("slo", self.bound_s, above=0, most=LONGEST_S, unit="seconds")
        checks.number("percentile", self.percentile, least=0.5, most=0.9999)
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A run against an objective. over: requests beyond the bound. n: all of them. needed: the n that would do.

    goodput_per_s: requests within the bound per second of the run; None for an empty run.
    """

    verdict: Verdict
    over: int
    n: int
    needed: int
    goodput_per_s: float | None


def judge(log: RequestLog, objective: LatencyObjective, *, confidence: float = 0.99) -> Judgement:
    """MLPerf's early-stopping rule: met if so few of so many requests were over the bound that chance cannot excuse it.

    With t over the bound, n requests suffice when n ≥ smallest_n(p, t): then the true percentile meets the bound with
    the confidence given. Where the share over the bound is itself above 1 − p, it is not met; in between there are not
    enough requests. Source: MLPerf Inference rules, early stopping.
    """
    over = int((log.latency_s > objective.bound_s).sum())
    needed = smallest_n(objective.percentile, over, confidence)
    if len(log) >= needed:
        verdict: Verdict = "met"
    elif over > (1 - objective.percentile) * len(log) and len(log):
        verdict = "not met"
    else:
        verdict = "not enough requests"
    span_s = log.span_s
    return Judgement(
        verdict=verdict,
        over=over,
        n=len(log),
        needed=needed,
        goodput_per_s=(len(log) - over) / span_s if span_s > 0 else None,
    )
