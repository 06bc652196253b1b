"""A queue with so many places: whoever finds it full is refused, and does not come again."""

from bisect import bisect_right
from collections.abc import MutableSequence
from typing import Any

from core.base import Checks


class WaitingRoom:
    """Refuses requests of one run; ``refused`` holds their numbers in the schedule, from 0.

    places: how many may wait, the batch in service not counted. Give at least the largest batch, or it never fills.

    >>> room, due_s = WaitingRoom(places=2), [0.0, 0.1, 0.2, 0.3, 9.0]
    >>> room.admit([due_s], first=1, now_s=1.0)  # the first one was served until 1.0 s
    >>> due_s, room.refused
    ([0.0, 0.1, 0.2, 9.0], [3])
    """

    def __init__(self, *, places: int) -> None:
        checks = Checks()
        checks.whole("places", places, least=1)
        checks.done()
        self.places = places
        self.refused: list[int] = []

    def admit(self, columns: list[MutableSequence[Any]], *, first: int, now_s: float) -> None:
        """Takes those that came while the server was busy, and found no place, out of the schedule.

        columns: what belongs to the requests, one entry each; the due times come first. first: the next to serve.
        Called whenever a batch ends: since its start nobody has left the queue, so those who came first have the places.
        """
        full_from, arrived = first + self.places, bisect_right(columns[0], now_s, first)
        if arrived <= full_from:
            return
        # Those refused earlier stood before these, and are no longer counted in these places.
        gone = len(self.refused)
        self.refused += range(full_from + gone, arrived + gone)
        for column in columns:
            del column[full_from:arrived]
