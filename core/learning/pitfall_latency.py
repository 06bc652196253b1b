"""The lesson's stalled server: one latency per request, and two ways to read the clock."""

import numpy as np

from core.base import Checks
from core.metrics import Distribution, RequestLog, distribution
from core.serving.lindley import serve_one_by_one

REQUESTS, EVERY_S, SERVICE_S = 1_000, 0.010, 0.002
STALLED = 300


def stalled_run(stall_s: float) -> RequestLog:
    """1,000 requests, one due every 10 ms, each served in 2 ms; request number 300 takes ``stall_s`` longer.

    >>> log = stalled_run(1.0)
    >>> int((log.latency_s > 0.1).sum()), int((log.service_s > 0.1).sum())
    (113, 1)
    """
    checks = Checks()
    checks.number("stall_s", stall_s, least=0, most=5, unit="seconds")
    checks.done()
    service_s = np.full(REQUESTS, SERVICE_S, dtype=np.float64)
    service_s[STALLED] += stall_s
    return serve_one_by_one(np.arange(REQUESTS, dtype=np.float64) * EVERY_S, service_s)


def two_readings(log: RequestLog) -> tuple[Distribution, Distribution]:
    """(from due, from sending): a tester who sends the next request only after the reply starts the clock late.

    The sending waits with the queue, so finish − sent is the service time alone.
    """
    return distribution(log.latency_s), distribution(log.service_s)
