"""Bounds for N clients who wait for each reply."""

import pytest

from core.base import InvalidInput
from core.theory import closed_loop_latency_bound_s, closed_loop_throughput_bound


def test_one_client_without_thinking_has_one_over_the_service_time():
    assert closed_loop_throughput_bound(1, 0.010) == pytest.approx(100)


@pytest.mark.parametrize(("clients", "expected"), [(1, 10), (5, 50), (10, 100), (50, 100)])
def test_throughput_grows_with_clients_until_the_server_is_full(clients, expected):
    assert closed_loop_throughput_bound(clients, 0.010, 0.090) == pytest.approx(expected)


def test_latency_and_throughput_bounds_are_two_sides_of_one_law():
    for clients in (1, 9, 11, 40):
        throughput = closed_loop_throughput_bound(clients, 0.010, 0.090)
        assert closed_loop_latency_bound_s(clients, 0.010, 0.090) == pytest.approx(
            clients / throughput - 0.090
        )


def test_all_faults_are_named_at_once():
    with pytest.raises(InvalidInput) as refused:
        closed_loop_throughput_bound(0, 0, -1)
    assert [fault.field for fault in refused.value.faults] == ["clients", "service_s", "think_s"]
