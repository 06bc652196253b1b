"""Where each request's time went: waiting for the batch to fill, waiting for the server, being served."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.metrics.log import RequestLog


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimeSplit:
    """Three parts of each request's latency, in seconds, each of shape (n,); they add up to it.

    server_s: the server was still busy with earlier batches. filling_s: the server was free, and the batch was not
    yet let go. service_s: its own batch was served.
    """

    server_s: NDArray[np.float64]
    filling_s: NDArray[np.float64]
    service_s: NDArray[np.float64]


def split_time(log: RequestLog) -> TimeSplit:
    """Splits by when the batch before ended: until then the server was busy, from then on the batch was filling."""
    free_s = server_free_s(log)
    server_s = np.maximum(free_s - log.scheduled_s, 0.0)
    return TimeSplit(server_s=server_s, filling_s=log.waiting_s - server_s, service_s=log.service_s)


def server_free_s(log: RequestLog) -> NDArray[np.float64]:
    """When the server was free for each request's batch: the finish of the batch before; shape (n,), seconds."""
    if not len(log):
        return np.zeros(0)
    first = np.flatnonzero(log.first_of_batch)
    ends_s = log.finish_s[first]
    before_s = np.r_[min(0.0, float(log.scheduled_s[0])), ends_s[:-1]]
    return np.repeat(before_s, log.batch_size[first])


def latency_from_sending_s(log: RequestLog) -> NDArray[np.float64]:
    """The latency that a naive load generator would report, shape (n,): timed from when it got round to sending.

    Such a generator sends the next request when the server is free again, and starts its watch then. The time that a
    due request spent behind a busy server is left out ("coordinated omission": Tene, How NOT to measure latency).
    """
    sent_s = np.maximum(log.scheduled_s, server_free_s(log))
    return log.finish_s - sent_s


def by_percentile(log: RequestLog, percentiles: NDArray[np.float64]) -> tuple[NDArray[np.float64], TimeSplit]:
    """What the requests around each percentile of latency spent their time on.

    percentiles: shape (k,), from 0 to 100. Returns the latency there and the mean split of the one in fifty requests
    nearest to it in rank, each of shape (k,).
    """
    split, order = split_time(log), np.argsort(log.latency_s, kind="stable")
    half = max(1, len(log) // 100)
    rank = np.clip(np.ceil(percentiles / 100 * len(log)).astype(int) - 1, 0, len(log) - 1)
    windows = [order[max(0, at - half) : at + half + 1] for at in rank]
    means = (
        np.array([part[rows].mean() for rows in windows])
        for part in (split.server_s, split.filling_s, split.service_s)
    )
    server_s, filling_s, service_s = means
    return server_s + filling_s + service_s, TimeSplit(
        server_s=server_s, filling_s=filling_s, service_s=service_s
    )
