"""Bursts, waves and replays: the mean rate asked for, and the shape promised."""

import tracemalloc

import numpy as np
import pytest

from core.base import InvalidInput
from core.workload import Bursty, Daily, Replay, due_times


def counts(due_s, bin_s):
    return np.bincount((due_s / bin_s).astype(int))


def test_bursts_keep_the_mean_rate():
    # Over 4,000 cycles the on-share of the time varies by about √(2/4000) of itself: within 4 of those.
    due_s = due_times(Bursty(rate=50, on_share=0.25, cycle_s=0.5), 100_000, seed=1)
    assert abs(100_000 / due_s[-1] / 50 - 1) < 4 * np.sqrt(2 / 4000)


def test_bursts_are_far_more_uneven_than_poisson():
    due_s = due_times(Bursty(rate=50, on_share=0.1, cycle_s=2), 50_000, seed=2)
    per_second = counts(due_s, 1.0)
    assert per_second.var() / per_second.mean() > 5  # Poisson: 1


def test_always_on_is_poisson():
    due_s = due_times(Bursty(rate=50, on_share=1.0), 50_000, seed=2)
    per_second = counts(due_s, 1.0)[:-1]
    assert per_second.var() / per_second.mean() == pytest.approx(1, abs=4 * np.sqrt(2 / len(per_second)))


def test_a_wave_has_its_crest_in_the_first_half_of_the_day_and_its_trough_in_the_second():
    due_s = due_times(Daily(rate=100, swing=0.8, period_s=10), 100_000, seed=3)
    phase = (due_s % 10) / 10
    crest, trough = np.mean(phase < 0.5), np.mean(phase >= 0.5)
    # ∫ of 1 + 0.8 sin over the first half: 1/2 + 0.8/π.
    assert crest == pytest.approx(0.5 + 0.8 / np.pi, abs=4 * 0.5 / np.sqrt(100_000) + 0.002)
    assert trough == pytest.approx(1 - crest)
    assert abs(100_000 / due_s[-1] / 100 - 1) < 0.02


def test_many_short_days_take_no_more_memory_than_one_and_keep_their_shape():
    tracemalloc.start()
    due_s = due_times(Daily(rate=1, period_s=1), 20_000, seed=1)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 5e6
    assert np.all(np.diff(due_s) >= 0)
    assert 20_000 / due_s[-1] == pytest.approx(1, abs=4 / np.sqrt(20_000))
    assert np.mean(due_s % 1 < 0.5) == pytest.approx(0.5 + 0.8 / np.pi, abs=4 * 0.5 / np.sqrt(20_000))


def test_more_bursts_than_memory_holds_are_refused():
    with pytest.raises(InvalidInput, match="cycle_s: over 5,000,000 bursts"):
        due_times(Bursty(rate=0.001, cycle_s=0.001), 1000, seed=1)


def test_a_replay_gives_back_what_was_recorded():
    assert due_times(Replay(times_s=(0.0, 0.5, 0.5, 2.0)), 3, seed=9).tolist() == [0.0, 0.5, 0.5]
    assert Replay(times_s=(0.0, 0.5, 0.5, 2.0)).rate == pytest.approx(1.5)


def test_a_replay_cannot_give_more_than_was_recorded():
    with pytest.raises(InvalidInput, match="4 asked for, 2 recorded"):
        due_times(Replay(times_s=(0.0, 1.0)), 4, seed=0)


@pytest.mark.parametrize("times", [(), (1.0, 0.5), (-1.0, 0.0), (0.0, float("nan"))])
def test_times_that_cannot_be_are_refused(times):
    with pytest.raises(InvalidInput, match="times_s"):
        Replay(times_s=times)


@pytest.mark.parametrize(
    "arrivals", [Bursty(rate=20), Daily(rate=20), Replay(times_s=tuple(np.arange(100) / 10))]
)
def test_every_schedule_is_sorted_and_repeats_with_its_seed(arrivals):
    one, again = due_times(arrivals, 100, seed=4), due_times(arrivals, 100, seed=4)
    assert np.all(np.diff(one) >= 0)
    assert np.array_equal(one, again)
    assert one[0] >= 0
