"""When a batch leaves, and how many are on it."""

import pytest

from core.base import InvalidInput
from core.batching import DynamicBatch, FixedBatch, Offline, RealTime, largest_batch

DUE = [0.0, 0.1, 0.2, 0.3, 0.9]


def test_real_time_serves_the_next_request_as_soon_as_it_is_due():
    assert RealTime().leaves_at(DUE, 2, now=0.05) == 0.2
    assert RealTime().leaves_at(DUE, 2, now=0.5) == 0.5
    assert RealTime().size(waiting=4) == 1


def test_a_fixed_batch_waits_for_its_last_request():
    assert FixedBatch(batch_size=3).leaves_at(DUE, 0, now=0.0) == 0.2
    assert FixedBatch(batch_size=3).leaves_at(DUE, 0, now=0.4) == 0.4


def test_the_last_fixed_batch_is_what_is_left_of_the_stream():
    policy = FixedBatch(batch_size=3)
    assert policy.leaves_at(DUE, 3, now=0.3) == 0.9
    assert policy.size(waiting=2) == 2


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
    assert DynamicBatch(max_batch_size=8, max_wait_s=0).size(waiting=20) == 8
    assert Offline(batch_size=8).size(waiting=20) == 8
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
