"""What a prediction may be about: each measure with its words and its unit."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.learning.question import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """label: what it is, as a person says it. unit: as it is shown and may be typed."""

    label: str
    unit: str


MEASURES: Mapping[Measure, Measured] = {
    "median_ms": Measured(label="the median latency", unit="ms"),
    "mean_ms": Measured(label="the mean latency", unit="ms"),
    "p95_ms": Measured(label="the 95th percentile of latency", unit="ms"),
    "p99_ms": Measured(label="the 99th percentile of latency", unit="ms"),
    "throughput_per_s": Measured(label="the texts answered per second", unit="texts per second"),
    "mean_batch_size": Measured(label="the mean batch size", unit="texts"),
    "utilisation_pct": Measured(label="the share of time that the server is busy", unit="%"),
    "gain": Measured(label="texts per second in batches over one at a time", unit="times"),
}
