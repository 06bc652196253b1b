"""One frame of a run, from its log: what the replay, which is drawn by a script in the browser, has to show."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from core.metrics import RequestLog
from core.metrics.time_split import server_free_s


class Place(IntEnum):
    """Where a request can be; a request goes through them in this order and may skip some."""

    TO_COME = 0
    FOR_SERVER = 1
    FOR_BATCH = 2
    SERVED = 3
    ANSWERED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How many requests are where, at_s seconds from the start of the run; each request is counted once.

    for_server: waiting while the server is busy with earlier batches. for_batch: waiting for their batch to be let go
    by a server that is free. served: in the batch that is being served.
    """

    at_s: float
    to_come: int
    for_server: int
    for_batch: int
    served: int
    answered: int

    @property
    def waiting(self) -> int:
        """All that wait, whatever for."""
        return self.for_server + self.for_batch


def places_at(log: RequestLog, at_s: float) -> NDArray[np.int8]:
    """The Place of each request at a moment, shape (n,). Whatever happens at that very moment has happened."""
    place = np.full(len(log), Place.TO_COME, dtype=np.int8)
    come = log.scheduled_s <= at_s
    place[come] = Place.FOR_SERVER
    place[come & (server_free_s(log) <= at_s)] = Place.FOR_BATCH
    place[log.start_s <= at_s] = Place.SERVED
    place[log.finish_s <= at_s] = Place.ANSWERED
    return place


def frame_at(log: RequestLog, at_s: float) -> Frame:
    """The counts at a moment.

    >>> from core.batching import RealTime
    >>> from core.experiment import Scenario, simulate
    >>> from core.serving import LinearCost
    >>> from core.workload import Steady
    >>> busy = Scenario(classifier="x", policy=RealTime(), arrivals=Steady(rate=100), requests=50)
    >>> frame_at(simulate(busy, LinearCost(fixed_s=0.019, per_item_s=0.001)).log, 0.105)
    Frame(at_s=0.105, to_come=39, for_server=5, for_batch=0, served=1, answered=5)
    """
    counts = np.bincount(places_at(log, at_s), minlength=len(Place)).tolist()
    to_come, for_server, for_batch, served, answered = counts
    return Frame(
        at_s=at_s,
        to_come=to_come,
        for_server=for_server,
        for_batch=for_batch,
        served=served,
        answered=answered,
    )


def frame_words(frame: Frame) -> str:
    """A frame as a sentence without its time.

    >>> frame_words(Frame(at_s=0.0124, to_come=68, for_server=3, for_batch=0, served=8, answered=1021))
    '3 waiting, a batch of 8 is being classified, 1,021 answered'
    >>> frame_words(Frame(at_s=0.0, to_come=99, for_server=0, for_batch=1, served=0, answered=0))
    '1 waiting for the batch to fill, the classifier is free, 0 answered'
    """
    fills = " for the batch to fill" if frame.for_batch and not frame.for_server else ""
    served = (
        "the classifier is free"
        if not frame.served
        else "one text is being classified"
        if frame.served == 1
        else f"a batch of {frame.served:,} is being classified"
    )
    return f"{frame.waiting:,} waiting{fills}, {served}, {frame.answered:,} answered"
