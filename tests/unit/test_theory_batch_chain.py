"""The exact chain of take-all batching: the shape of its answers."""

import pytest

from core.base import InvalidInput
from core.theory import take_all, utilisation

COST = {"fixed_s": 0.010, "per_item_s": 0.001}


def test_the_parts_of_the_latency_add_up_and_littles_law_holds():
    result = take_all(300, 8, **COST)
    assert result.mean_in_system == pytest.approx(300 * result.mean_latency_s)
    assert COST["fixed_s"] < result.mean_latency_s - result.mean_waiting_s < 0.018


def test_as_many_are_served_as_come():
    # Batches per second times requests per batch is the arrival rate: busy share = λ(τ₀ + α E[b])/E[b].
    result = take_all(300, 8, **COST)
    expected = 300 * (COST["fixed_s"] + COST["per_item_s"] * result.mean_batch_size) / result.mean_batch_size
    assert result.busy_share == pytest.approx(expected)


def test_at_hardly_any_load_each_request_is_served_alone_at_once():
    result = take_all(0.001, 8, **COST)
    assert result.mean_latency_s == pytest.approx(0.011, rel=1e-4)
    assert result.mean_batch_size == pytest.approx(1, rel=1e-4)


def test_a_limit_that_is_never_reached_changes_nothing():
    assert take_all(500, 1024, **COST).mean_latency_s == pytest.approx(
        take_all(500, None, **COST).mean_latency_s
    )


def test_without_a_fixed_cost_batching_makes_the_mean_worse():
    alone, together = take_all(700, 1, 0.0, 0.001), take_all(700, 8, 0.0, 0.001)
    assert utilisation(700, 1, 0.0, 0.001) == utilisation(700, 8, 0.0, 0.001)
    assert together.mean_latency_s > alone.mean_latency_s


def test_a_larger_limit_never_hurts_when_there_is_a_fixed_cost():
    means = [take_all(300, limit, **COST).mean_latency_s for limit in (5, 6, 8, 16, 32)]
    assert means == sorted(means, reverse=True)


def test_close_to_the_limit_it_says_so_rather_than_run_for_minutes():
    with pytest.raises(InvalidInput, match="so close to the limit"):
        take_all(8 / 0.018 * 0.999999, 8, **COST)
    with pytest.raises(InvalidInput, match="so close to the limit"):
        take_all(999.9, None, **COST)


def test_a_batch_size_is_a_whole_number_from_one():
    with pytest.raises(InvalidInput, match="batch_size"):
        take_all(300, 0, **COST)
