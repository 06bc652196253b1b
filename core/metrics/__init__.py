"""What a run's request log says: latency, throughput, intervals, summaries; and whether the answers are right."""

from core.metrics.intervals import (
    Interval,
    enough_requests,
    mean_interval,
    percentile_interval,
    smallest_n,
)
from core.metrics.littles_law import littles_law_residual, mean_in_system, number_in_system
from core.metrics.log import RequestLog
from core.metrics.quality import ConfusionMatrix, fraud_example, highest_prevalence, precision_at
from core.metrics.summary import PERCENTILES, Distribution, Intervals, Summary, distribution, summarise

__all__ = [
    "PERCENTILES",
    "ConfusionMatrix",
    "Distribution",
    "Interval",
    "Intervals",
    "RequestLog",
    "Summary",
    "distribution",
    "enough_requests",
    "fraud_example",
    "highest_prevalence",
    "littles_law_residual",
    "mean_in_system",
    "mean_interval",
    "number_in_system",
    "percentile_interval",
    "precision_at",
    "smallest_n",
    "summarise",
]
