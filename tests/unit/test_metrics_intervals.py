"""Intervals for percentiles and means, and how many requests they need."""

import numpy as np
import pytest

from core.base import InvalidInput
from core.metrics import enough_requests, mean_interval, percentile_interval, smallest_n
from core.metrics.intervals import percentile_ranks


@pytest.mark.parametrize(
    ("p", "smallest"),
    [(0.90, {0: 44, 1: 64, 2: 81, 5: 127, 10: 197}), (0.99, {0: 459, 1: 662, 2: 838, 5: 1307, 10: 2010})],
)
def test_the_early_stopping_rule_gives_the_published_numbers(p, smallest):
    assert {t: smallest_n(p, t, confidence=0.99) for t in smallest} == smallest


@pytest.mark.parametrize(("p", "fewest"), [(0.50, 6), (0.90, 36), (0.95, 72), (0.99, 368)])
def test_a_percentile_has_an_interval_from_just_enough_requests_on(p, fewest):
    # The highest of n values is above the p-quantile with probability 1 − pⁿ, which must reach 97.5 %.
    assert 1 - p ** (fewest - 1) < 0.975 <= 1 - p**fewest
    assert not enough_requests(fewest - 1, p)
    assert enough_requests(fewest, p)
    assert percentile_interval(range(fewest - 1), p) is None
    assert percentile_interval(range(fewest), p) is not None


def test_no_values_are_never_enough():
    assert percentile_interval([], 0.5) is None
    assert not enough_requests(0, 0.5)


def test_the_median_of_a_hundred_has_the_textbook_ranks():
    # 40 and 61: P(40 ≤ Bin(100, ½) < 61) = 96.5 %, the first symmetric pair to reach 95 %.
    assert percentile_interval(range(1, 101), 0.5) == (40.0, 61.0)


def test_the_order_of_the_values_does_not_matter():
    values = np.arange(500.0)
    shuffled = np.random.default_rng(3).permutation(values)
    assert percentile_interval(shuffled, 0.9) == percentile_interval(values, 0.9)


def test_the_percentile_is_the_smallest_value_that_enough_values_do_not_exceed():
    assert percentile_ranks(100, 0.90)[1] == 89
    assert percentile_ranks(101, 0.90)[1] == 90
    assert percentile_ranks(7, 0.50)[1] == 3


@pytest.mark.parametrize("p", [0.0, 1.0, 99, float("nan")])
def test_a_percentile_that_is_not_a_share_is_refused(p):
    with pytest.raises(InvalidInput, match=r"write the 99th percentile as 0.99"):
        percentile_interval([1.0, 2.0], p)
    with pytest.raises(InvalidInput, match="p: "):
        smallest_n(p)


def test_a_confidence_that_is_not_a_share_is_refused():
    with pytest.raises(InvalidInput, match="confidence: 95 is not a share"):
        mean_interval([1.0] * 100, confidence=95)


def test_a_mean_of_too_few_values_has_no_interval():
    assert mean_interval(np.arange(49.0)) is None
    assert mean_interval(np.arange(50.0)) is not None


def test_the_interval_of_the_mean_is_students_interval_of_the_stretch_means():
    stretch_means = np.arange(25.0)
    low, high = mean_interval(np.repeat(stretch_means, 4))
    # t(24) at 97.5 % is 2.0639; the standard deviation of 0 … 24 is 7.3598.
    assert (low + high) / 2 == pytest.approx(12.0)
    assert (high - low) / 2 == pytest.approx(2.0639 * 7.3598 / 5, rel=1e-4)


def test_values_that_resemble_their_neighbours_widen_the_interval():
    rng = np.random.default_rng(5)
    steps = rng.normal(size=20_000)
    alike = np.convolve(steps, np.ones(50) / 50, mode="valid")
    shuffled = rng.permutation(alike)
    assert np.ptp(mean_interval(alike)) > 3 * np.ptp(mean_interval(shuffled))
