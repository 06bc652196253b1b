"""Intervals cover what they promise to, as often as they promise, and are no wider than they need be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.metrics import mean_interval, percentile_interval, smallest_n
from core.metrics.intervals import percentile_ranks

shares = st.floats(0.01, 0.995)
confidences = st.floats(0.5, 0.999)


@given(n=st.integers(1, 200_000), p=shares, confidence=confidences)
def test_percentile_ranks_have_binomial_coverage_and_are_the_closest_that_do(n, p, confidence):
    ranks = percentile_ranks(n, p, confidence)
    below = stats.binom(n, p)
    spare = (1 - confidence) / 2
    if ranks is None:
        assert below.cdf(0) > spare * (1 - 1e-9) or below.sf(n - 1) > spare * (1 - 1e-9)
        return
    low, at, high = ranks[0] + 1, ranks[1] + 1, ranks[2] + 1
    assert 1 <= low <= at <= high <= n
    assert below.cdf(high - 1) - below.cdf(low - 1) >= confidence - 1e-9
    # One rank further in, on either side, more than half of what may be missed would be missed there.
    assert below.cdf(low) >= spare * (1 - 1e-9)
    assert below.sf(high - 2) >= spare * (1 - 1e-9)


def test_percentile_intervals_cover_the_true_percentile_as_often_as_promised():
    rng = np.random.default_rng(11)
    runs, n = 2000, 500
    for p in (0.5, 0.95, 0.99):
        truth = -np.log1p(-p)
        intervals = [percentile_interval(rng.exponential(size=n), p) for _ in range(runs)]
        covered = sum(low <= truth <= high for low, high in intervals)
        # Ranks are whole numbers, so coverage is at least 95 % and somewhat above it.
        assert stats.binom.cdf(covered, runs, 0.95) > 1e-3
        assert covered < runs


def test_mean_intervals_cover_the_true_mean_although_neighbours_are_alike():
    rng = np.random.default_rng(12)
    runs, n, alike = 1000, 5000, 0.9
    covered = 0
    for _ in range(runs):
        noise = rng.normal(size=n)
        series = np.empty(n)
        series[0] = noise[0] / np.sqrt(1 - alike**2)
        for i in range(0, n - 1):
            series[i + 1] = alike * series[i] + noise[i + 1]
        low, high = mean_interval(series)
        covered += low <= 0 <= high
    # Stretches of 200 values are long beside the memory of 10, yet not wholly independent: a little under 95 %.
    assert stats.binom.cdf(covered, runs, 0.93) > 1e-3
    assert stats.binom.sf(covered, runs, 0.96) > 1e-3


@given(p=st.floats(0.5, 0.995), t=st.integers(0, 20), confidence=st.floats(0.8, 0.999))
def test_the_early_stopping_rule_is_the_first_n_at_which_so_few_over_the_bound_would_be_unlikely(
    p, t, confidence
):
    n = smallest_n(p, t, confidence)
    # I_p(h, t + 1) is the probability that at most t of h + t miss the bound when a share 1 − p does.
    assert stats.binom.cdf(t, n, 1 - p) <= (1 - confidence) * (1 + 1e-6)
    if n > t + 1:
        assert stats.binom.cdf(t, n - 1, 1 - p) > (1 - confidence) * (1 - 1e-6)
