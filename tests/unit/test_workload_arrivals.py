"""Due times: seeded, sorted, at the rate asked for."""

import numpy as np
import pytest

from core.base import InvalidInput, stream
from core.workload import AllAtOnce, Poisson, Steady, due_times


def test_steady_arrivals_are_evenly_spaced():
    assert np.allclose(np.diff(due_times(Steady(rate=50), 100, seed=1)), 0.02)


def test_poisson_arrivals_have_the_rate_asked_for():
    due_s = due_times(Poisson(rate=200), 20_000, seed=3)
    # The mean of n exponential gaps has a standard error of 1/√n of itself: within 4 of those.
    assert abs(due_s[-1] * 200 / 20_000 - 1) < 4 / np.sqrt(20_000)
    assert np.all(np.diff(due_s) >= 0)


def test_the_same_seed_gives_the_same_schedule_and_another_seed_another():
    one, again, other = (due_times(Poisson(rate=5), 50, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_a_changed_rate_does_not_touch_another_stream():
    before = stream(9, "texts").random(5)
    due_times(Poisson(rate=3), 100, seed=9)
    assert np.array_equal(before, stream(9, "texts").random(5))


def test_an_archive_is_all_there_at_the_start():
    assert due_times(AllAtOnce(), 4, seed=0).tolist() == [0.0] * 4


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), 1e9])
def test_an_impossible_rate_is_refused_by_name(rate):
    with pytest.raises(InvalidInput, match="arrival_rate"):
        Poisson(rate=rate)
    with pytest.raises(InvalidInput, match="arrival_rate"):
        Steady(rate=rate)
