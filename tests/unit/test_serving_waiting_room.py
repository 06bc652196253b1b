"""A waiting room refuses just those who find it full, whoever was refused before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import InvalidInput
from core.batching import FixedBatch, RealTime
from core.serving import VirtualClock, serve
from core.serving.waiting_room import WaitingRoom

# Against arrivals at hundredths of a second: no batch ends at the very moment that somebody comes.
SERVICE_S = 1.00137


def _serve(due_s, policy, places, service_s=SERVICE_S):
    """(numbers of those served, in order; room), one second a batch on a clock that jumps."""
    clock, room, schedule, numbers = (
        VirtualClock(),
        WaitingRoom(places=places),
        list(due_s),
        list(range(len(due_s))),
    )
    served = []

    def work(first, size):
        served.extend(numbers[first : first + size])
        clock.advance(service_s)

    log = serve(schedule, policy, clock, work, admit=lambda first, now: room.admit([schedule, numbers], first=first, now_s=now))  # fmt: skip
    assert len(log) == len(served)
    return served, room


def _one_at_a_time(due_s, places, service_s=SERVICE_S):
    """Who is refused, told by one arrival after the other: an oracle of another shape."""
    starts, refused, free_s = [], [], 0.0
    for number, due in enumerate(due_s):
        waiting = sum(start > due for start in starts)
        if waiting >= places and free_s > due:
            refused.append(number)
            continue
        starts.append(max(due, free_s))
        free_s = starts[-1] + service_s
    return refused


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=40), st.integers(1, 5))
def test_one_at_a_time_it_refuses_just_whom_an_arrival_by_arrival_count_refuses(ticks, places) -> None:
    due_s = (np.sort(ticks) / 100).tolist()
    served, room = _serve(due_s, RealTime(), places, service_s=SERVICE_S)

    assert room.refused == _one_at_a_time(due_s, places)
    assert sorted(served + room.refused) == list(range(len(due_s)))


def test_batches_still_fill_in_a_room_as_large_as_they_are() -> None:
    due_s = [0.1 * i for i in range(12)]
    served, room = _serve(due_s, FixedBatch(batch_size=4), 4, service_s=0.55)

    assert served[:8] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert room.refused == [8]


def test_an_endless_room_refuses_nobody() -> None:
    served, room = _serve([0.0] * 20, RealTime(), 20)

    assert served == list(range(20)) and room.refused == []


def test_a_room_without_a_place_is_no_room() -> None:
    with pytest.raises(InvalidInput, match="places"):
        WaitingRoom(places=0)
