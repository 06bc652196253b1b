"""What a run's request log says: latency, throughput, intervals, summaries."""

from core.metrics.log import RequestLog

__all__ = ["RequestLog"]
