"""One loop, two clocks."""

import numpy as np
import pytest

from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.serving import VirtualClock, WallClock, serve


def serve_virtually(due_s, policy, seconds):
    clock = VirtualClock()
    return serve(due_s, policy, clock, lambda first, size: clock.advance(seconds(size)))


def test_a_request_that_finds_the_server_free_starts_when_it_is_due():
    log = serve_virtually([0.0, 1.0], RealTime(), lambda size: 0.25)
    assert log.start_s.tolist() == [0.0, 1.0]
    assert log.latency_s.tolist() == [0.25, 0.25]


def test_a_request_that_finds_the_server_busy_waits():
    log = serve_virtually([0.0, 0.1], RealTime(), lambda size: 1.0)
    assert log.waiting_s.tolist() == [0.0, 0.9]


def test_requests_accumulate_while_the_server_is_busy():
    log = serve_virtually(
        [0.0, 0.1, 0.2, 0.3], DynamicBatch(max_batch_size=8, max_wait_s=0), lambda size: 1.0
    )
    assert log.batch_size.tolist() == [1, 3, 3, 3]
    assert log.batch_id.tolist() == [0, 1, 1, 1]
    assert log.start_s.tolist() == [0.0, 1.0, 1.0, 1.0]


def test_an_archive_is_cut_into_chunks():
    log = serve_virtually([0.0] * 5, Offline(batch_size=2), lambda size: float(size))
    assert log.batch_size.tolist() == [2, 2, 2, 2, 1]
    assert log.finish_s.tolist() == [2, 2, 4, 4, 5]


def test_each_request_is_given_to_the_classifier_once_and_in_order():
    clock, served = VirtualClock(), []
    due_s = np.cumsum(np.full(100, 0.01)).tolist()
    work = lambda first, size: (served.extend(range(first, first + size)), clock.advance(0.05))  # noqa: E731
    serve(due_s, FixedBatch(batch_size=7), clock, work)
    assert served == list(range(100))


def test_a_run_that_is_told_to_stop_keeps_what_was_answered():
    answered = []
    clock = WallClock(lambda now: len(answered) < 3)
    log = serve([0.0] * 10, RealTime(), clock, lambda first, size: answered.append(first))
    assert len(log) == 3
    assert np.all(np.diff(log.finish_s) >= 0)


def test_the_wall_clock_never_starts_a_request_before_it_is_due():
    due_s = [0.0, 0.004, 0.005, 0.03]
    clock = WallClock(lambda now: True)
    log = serve(due_s, RealTime(), clock, lambda first, size: None)
    assert np.all(log.waiting_s >= 0)
    assert len(clock.late_s) >= 1
    assert min(clock.late_s) >= 0


def test_the_wall_clock_gives_up_waiting_when_told_to():
    asked = []
    clock = WallClock(lambda now: asked.append(now) or len(asked) < 4)
    assert clock.wait_until(1000.0) is False
    assert clock.now() < 5


@pytest.mark.parametrize(
    "policy", [RealTime(), FixedBatch(batch_size=4), DynamicBatch(max_batch_size=4, max_wait_s=0)]
)
def test_no_requests_give_an_empty_log(policy):
    assert len(serve_virtually([], policy, lambda size: 1.0)) == 0
