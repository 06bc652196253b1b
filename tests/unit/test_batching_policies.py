"""When a batch leaves, and how many are on it."""

import pytest

from core.base import InvalidInput
from core.batching import (
    DynamicBatch,
    FixedBatch,
    FormedAhead,
    LoopWindow,
    Offline,
    RealTime,
    SerialWindow,
    largest_batch,
)

DUE = [0.0, 0.1, 0.2, 0.3, 0.9]


def test_real_time_serves_the_next_request_as_soon_as_it_is_due():
    assert RealTime().leaves_at(DUE, 2, now=0.05) == 0.2
    assert RealTime().leaves_at(DUE, 2, now=0.5) == 0.5
    assert RealTime().size(DUE, 0, waiting=4) == 1


def test_a_fixed_batch_waits_for_its_last_request():
    assert FixedBatch(batch_size=3).leaves_at(DUE, 0, now=0.0) == 0.2
    assert FixedBatch(batch_size=3).leaves_at(DUE, 0, now=0.4) == 0.4


def test_the_last_fixed_batch_is_what_is_left_of_the_stream():
    policy = FixedBatch(batch_size=3)
    assert policy.leaves_at(DUE, 3, now=0.3) == 0.9
    assert policy.size(DUE, 0, waiting=2) == 2


def test_a_dynamic_batch_leaves_when_it_is_full():
    assert DynamicBatch(max_batch_size=2, max_wait_s=10).leaves_at(DUE, 1, now=0.1) == 0.2


def test_a_dynamic_batch_leaves_when_its_oldest_request_has_waited_long_enough():
    policy = DynamicBatch(max_batch_size=4, max_wait_s=0.25)
    assert policy.leaves_at(DUE, 1, now=0.1) == pytest.approx(0.35)


def test_a_dynamic_batch_at_the_end_of_the_stream_still_waits_out_its_time():
    assert DynamicBatch(max_batch_size=4, max_wait_s=0.25).leaves_at(DUE, 4, now=0.9) == pytest.approx(1.15)


def test_a_busy_server_delays_every_policy():
    for policy in (RealTime(), FixedBatch(batch_size=2), DynamicBatch(max_batch_size=2, max_wait_s=0)):
        assert policy.leaves_at(DUE, 0, now=7.0) == 7.0


def test_no_batch_is_larger_than_allowed():
    assert DynamicBatch(max_batch_size=8, max_wait_s=0).size(DUE, 0, waiting=20) == 8
    assert Offline(batch_size=8).size(DUE, 0, waiting=20) == 8
    assert [largest_batch(p) for p in (RealTime(), Offline(batch_size=5))] == [1, 5]


@pytest.mark.parametrize("size", [0, -1, 1.5, True, 70_000])
def test_a_batch_size_that_cannot_be_is_refused(size):
    with pytest.raises(InvalidInput, match="batch_size"):
        FixedBatch(batch_size=size)
    with pytest.raises(InvalidInput, match="batch_size"):
        Offline(batch_size=size)


def test_all_faults_of_a_policy_are_named_at_once():
    with pytest.raises(InvalidInput) as caught:
        DynamicBatch(max_batch_size=0, max_wait_s=float("nan"))
    assert [fault.field for fault in caught.value.faults] == ["max_batch_size", "max_wait_s"]


def test_a_serial_window_starts_when_the_idle_worker_takes_the_first_job():
    policy = SerialWindow(max_batch_size=8, max_wait_s=0.25)
    assert policy.leaves_at(DUE, 0, now=0.5) == pytest.approx(0.75)
    assert policy.leaves_at(DUE, 4, now=0.5) == pytest.approx(1.15)
    assert SerialWindow(max_batch_size=3, max_wait_s=0.25).leaves_at(DUE, 0, now=0.05) == 0.2


def test_a_loop_window_starts_when_the_loop_comes_round():
    policy = LoopWindow(max_batch_size=8, max_wait_s=0.25)
    assert policy.leaves_at(DUE, 0, now=0.0) == pytest.approx(0.25)
    assert policy.leaves_at(DUE, 4, now=0.5) == pytest.approx(1.0)  # the second window since 0.5
    assert LoopWindow(max_batch_size=8, max_wait_s=0).leaves_at(DUE, 1, now=0.0) == 0.1


def test_a_batch_formed_ahead_takes_nobody_in_after_it_closed():
    policy = FormedAhead(max_batch_size=8, max_wait_s=0.15)
    assert policy.leaves_at(DUE, 0, now=5.0) == 5.0
    assert policy.size(DUE, 0, waiting=5) == 2
    assert policy.size(DUE, 2, waiting=3) == 2


@pytest.mark.parametrize("variant", [SerialWindow, LoopWindow, FormedAhead])
def test_every_variant_with_batches_of_one_is_real_time(variant):
    for first in range(5):
        for now in (0.0, 0.25, 2.0):
            policy = variant(max_batch_size=1, max_wait_s=0.5)
            assert policy.leaves_at(DUE, first, now) == RealTime().leaves_at(DUE, first, now)
            assert policy.size(DUE, first, waiting=3) == 1
