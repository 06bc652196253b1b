"""A run in a few numbers: what the log says of latency, waiting, service, throughput and use of the server."""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from core.metrics.intervals import Interval, mean_interval, percentile_ranks
from core.metrics.littles_law import littles_law_residual
from core.metrics.log import RequestLog

PERCENTILES = {"p50": 0.50, "p90": 0.90, "p95": 0.95, "p99": 0.99}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """95 % confidence intervals in seconds, (low, high); None where there are not enough requests."""

    mean: Interval | None = None
    p50: Interval | None = None
    p90: Interval | None = None
    p95: Interval | None = None
    p99: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One duration over all requests, in seconds; None where there are not enough requests to say.

    A percentile is given only when its interval exists: from 6 requests for p50, 36 for p90, 72 for p95, 368 for p99.
    The mean's interval (batch means, from 50 requests) allows for neighbours being alike; the percentiles'
    (order statistics) do not, so in a run with long queues those are narrower than the truth.
    """

    mean: float | None = None
    p50: float | None = None
    p90: float | None = None
    p95: float | None = None
    p99: float | None = None
    max: float | None = None
    ci: Intervals = Intervals()

    def to_ms(self) -> dict[str, object]:
        """The same in milliseconds, as plain values fit for JSON.

        >>> Distribution(mean=0.002, max=0.0035, ci=Intervals(mean=(0.001, 0.003))).to_ms()["ci"]["mean"]
        [1.0, 3.0]
        """
        values: dict[str, object] = {name: _ms(getattr(self, name)) for name in ("mean", *PERCENTILES, "max")}
        intervals: dict[str, Interval | None] = asdict(self.ci)
        values["ci"] = {
            name: None if ends is None else [_ms(ends[0]), _ms(ends[1])] for name, ends in intervals.items()
        }
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run came to. Where nothing was measured the value is None, never 0.

    latency = finish − scheduled; waiting = start − scheduled; service = finish − start (of the whole batch).
    throughput_per_s = n/(last finish − first scheduled); utilisation = busy time/the same time.
    mean_batch_size: over batches. littles_law_residual = (L − λW)/λW.
    """

    n: int
    latency: Distribution
    waiting: Distribution
    service: Distribution
    throughput_per_s: float | None
    utilisation: float | None
    mean_batch_size: float | None
    littles_law_residual: float | None


def summarise(log: RequestLog) -> Summary:
    """The summary of a request log, complete or empty."""
    span_s = log.span_s
    return Summary(
        n=len(log),
        latency=distribution(log.latency_s),
        waiting=distribution(log.waiting_s),
        service=distribution(log.service_s),
        throughput_per_s=len(log) / span_s if span_s > 0 else None,
        utilisation=log.busy_s / span_s if span_s > 0 else None,
        mean_batch_size=float(log.batch_size[log.first_of_batch].mean()) if len(log) else None,
        littles_law_residual=littles_law_residual(log),
    )


def distribution(values_s: NDArray[np.float64]) -> Distribution:
    """Mean, percentiles and maximum of durations in order of service, shape (n,), with their intervals."""
    if not len(values_s):
        return Distribution()
    ranks = {name: percentile_ranks(len(values_s), p) for name, p in PERCENTILES.items()}
    found = {name: positions for name, positions in ranks.items() if positions is not None}
    # Only a dozen positions are needed: placing those costs a fraction of sorting them all.
    wanted = np.unique(np.array(list(found.values()), dtype=np.intp))
    parted = np.partition(values_s, wanted)
    points = {name: float(parted[at]) for name, (_, at, _) in found.items()}
    intervals = {name: (float(parted[low]), float(parted[high])) for name, (low, _, high) in found.items()}
    return Distribution(
        mean=float(values_s.mean()),
        max=float(values_s.max()),
        ci=Intervals(mean=mean_interval(values_s), **intervals),
        **points,
    )


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else 1e3 * seconds
