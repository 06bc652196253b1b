"""A result: what one engine says of one scenario. LIVE and SIM come back alike and lie on the same axes."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.batching import FormedAhead
from core.experiment.predict import Prediction
from core.experiment.scenario import Scenario
from core.experiment.stalls import Stalls, find_stalls, reach_the_tail
from core.metrics import Distribution, RequestLog, Summary, summarise
from core.serving import Cost

NO_STALLS = Stalls()
Engine = Literal["live", "simulated", "theory"]
Ended = Literal["complete", "stopped", "time_limit"]

LABEL: dict[Engine, str] = {"live": "LIVE", "simulated": "SIM", "theory": "THEORY"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Result:
    """cost: what the simulation assumed; None for a live run.

    predictions: one class index a request, live only. warnings: in words. unstable: more arrives than can be served.
    stolen: the share of its busy time that a live run did not have the processor for (other work on the host had it).
    void: why this run must not be trusted; None if it may.
    """

    engine: Engine
    scenario: Scenario
    log: RequestLog
    summary: Summary
    cost: Cost | None = None
    predictions: NDArray[np.int16] | None = None
    ended: Ended = "complete"
    unstable: bool = False
    stolen: float | None = None
    void: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """LIVE, SIM or THEORY, as every figure shows it."""
        return LABEL[self.engine]


def result_of(
    *,
    engine: Engine,
    scenario: Scenario,
    log: RequestLog,
    cost: Cost | None = None,
    predictions: NDArray[np.int16] | None = None,
    ended: Ended = "complete",
    late_s: NDArray[np.float64] | None = None,
    processor_s: float | None = None,
) -> Result:
    """Sums up a log and judges it: is it whole, is it stable, can it be trusted?

    late_s: how late the loop woke, each time that it waited. processor_s: processor time spent serving. Live only.
    """
    stolen = stolen_share(log, processor_s)
    stalls = NO_STALLS if late_s is None else find_stalls(log, scenario.policy)
    void = None if late_s is None else why_void(log, late_s, stolen, stalls)
    capacity = capacity_of(scenario, log, cost)
    unstable = _is_over(scenario, capacity)
    warnings = [
        *([] if ended == "complete" else [_cut_short(ended, len(log), scenario.requests)]),
        *([_overload(scenario, capacity)] if unstable else []),
        *([_noisy(stolen)] if stolen is not None and STOLEN_NOTED < stolen <= STOLEN_VOID else []),
        *([_stalled(stalls, len(log))] if void is None and reach_the_tail(stalls, len(log)) else []),
    ]
    return Result(
        engine=engine,
        scenario=scenario,
        log=log,
        summary=summarise(log),
        cost=cost,
        predictions=predictions,
        ended=ended,
        unstable=unstable,
        stolen=stolen,
        void=void,
        warnings=tuple(warnings),
    )


def capacity_of(scenario: Scenario, log: RequestLog, cost: Cost | None) -> float | None:
    """The texts per second that full batches can serve, B / τ(B); None if the run does not tell.

    With a cost model τ(B) is known. A live run is judged by its own full batches; where fewer than half of the
    requests left in full batches, there was room to spare.
    """
    largest = scenario.largest_batch
    if isinstance(scenario.policy, FormedAhead):
        # Its batches are what the arrivals made of them, busy server or not: they are the load itself.
        return len(log) / log.busy_s if len(log) else None
    if cost is not None:
        return cost.capacity(largest)
    full = log.batch_size == largest
    if not len(log) or full.mean() < 0.5 or (largest > 1 and len(log) < 4 * largest):
        return None
    return float(largest / log.service_s[full].mean())


def _is_over(scenario: Scenario, capacity: float | None) -> bool:
    """Whether texts arrive at least as fast as they can be served, so that no queue length is the last."""
    rate = scenario.arrival_rate
    return rate is not None and capacity is not None and rate >= capacity


# A generator that wakes late measures itself. Material: over a tenth of the latency, at the median or at the 99th
# percentile of both; and over 0.2 ms and 1 ms there, since less than that no clock of ours can tell.
LATE_SHARE = 0.10
LATE_S = {50: 0.0002, 99: 0.001}
# Stalls are material if they are over 5 % of the run or held up over 5 % of its requests.
STALL_SHARE = 0.05
# Busy time without the processor: said from 10 % on, material beyond 30 %.
STOLEN_NOTED, STOLEN_VOID = 0.10, 0.30


def stolen_share(log: RequestLog, processor_s: float | None) -> float | None:
    """1 − processor time / busy time: what other work on the host took from this run; None if that is not known."""
    busy_s = log.busy_s
    return None if processor_s is None or busy_s == 0 else max(0.0, 1 - processor_s / busy_s)


def why_void(
    log: RequestLog, late_s: NDArray[np.float64], stolen: float | None = None, stalls: Stalls = NO_STALLS
) -> str | None:
    """Why a live run must not be trusted, or None. late_s: how late the loop woke up for a batch, each time."""
    if not len(log):
        return None
    if stolen is not None and stolen > STOLEN_VOID:
        return f"Other work on this machine had the processor for {100 * stolen:.0f} % of this run: too busy to measure this."
    for percentile, least_s in LATE_S.items():
        late = float(np.percentile(late_s, percentile)) if len(late_s) else 0.0
        if late > max(least_s, LATE_SHARE * float(np.percentile(log.latency_s, percentile))):
            return f"The machine woke the run {late * 1000:.1f} ms late for its batches: too busy to measure this."
    if stalls.total_s > STALL_SHARE * log.span_s or stalls.held_up > STALL_SHARE * len(log):
        return f"{_stood_still(stalls, len(log))} Too busy to measure this."
    return None


def result_to_plain(result: Result) -> dict[str, Any]:
    """The result's figures as JSON-ready values; times in ms. An unstable run has no mean and no percentile."""
    summary = result.summary
    unsaid = Distribution() if result.unstable else None
    return {
        "engine": result.engine,
        "n": summary.n,
        "latency_ms": (unsaid or summary.latency).to_ms(),
        "waiting_ms": (unsaid or summary.waiting).to_ms(),
        "service_ms": summary.service.to_ms(),
        "throughput_per_s": summary.throughput_per_s,
        "utilisation": summary.utilisation,
        "mean_batch_size": summary.mean_batch_size,
        "littles_law_residual": summary.littles_law_residual,
        "stolen": result.stolen,
        "unstable": result.unstable,
        "ended": result.ended,
        "void": result.void,
        "warnings": list(result.warnings),
    }


def prediction_to_plain(said: Prediction) -> dict[str, Any]:
    """The prediction in the shape of a result; times in ms, None where the formula does not say."""
    latency_s, waiting_s = said.mean_latency_s, said.mean_waiting_s
    service_s = None if latency_s is None or waiting_s is None else latency_s - waiting_s
    return {
        "engine": "theory",
        "formula": said.formula,
        "n": None,
        "latency_ms": Distribution(mean=latency_s, p50=said.p50_s, p99=said.p99_s).to_ms(),
        "waiting_ms": Distribution(mean=waiting_s).to_ms(),
        "service_ms": Distribution(mean=service_s).to_ms(),
        "throughput_per_s": said.throughput_per_s,
        "utilisation": said.utilisation,
        "mean_batch_size": said.mean_batch_size,
        "unstable": said.unstable,
        "warnings": [],
    }


def _cut_short(ended: Ended, answered: int, requests: int) -> str:
    why = "Stopped" if ended == "stopped" else "Out of time"
    if not answered:
        return f"{why} before any of the {requests:,} texts was answered."
    return (
        f"{why} after {answered:,} of {requests:,} texts. The texts still waiting are left out, "
        "so latency looks better than it was."
    )


def _noisy(stolen: float) -> str:
    return f"Other work on this machine had the processor for {100 * stolen:.0f} % of this run: expect that much noise."


def _stood_still(stalls: Stalls, n: int) -> str:
    times = "once" if stalls.count == 1 else f"{stalls.count} times"
    longest = "" if stalls.count == 1 else f"{stalls.longest_s:.2f} s at the longest, "
    return (
        f"The machine stood still {times}, {longest}{stalls.total_s:.2f} s in all, and held up {stalls.held_up:,} of "
        f"{n:,} texts."
    )


def _stalled(stalls: Stalls, n: int) -> str:
    return f"{_stood_still(stalls, n)} The slowest answers are its doing, not the classifier's."


def _overload(scenario: Scenario, capacity: float | None) -> str:
    return (
        f"Unstable: {scenario.arrival_rate:g} texts arrive per second and at most {capacity:.3g} can be served, "
        "so the queue grows for as long as the run lasts. No mean or percentile describes it."
    )
