"""The stability index is never below 0 and 0 for equals; both detectors cry wolf about as often as they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binom

from core.base import InvalidInput
from core.metrics import drift_detector
from core.metrics.drift_detector import first_alarm, watch
from core.metrics.psi import psi, psi_bound

columns = arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6))


@given(columns, columns, st.integers(2, 20))
def test_the_index_is_never_below_nothing(reference, sample, bins) -> None:
    assert psi(reference, sample, bins=bins) >= 0


@given(columns, st.integers(2, 20), st.randoms(use_true_random=False))
def test_the_index_of_equal_samples_is_nothing_in_any_order(reference, bins, random) -> None:
    shuffled = reference.tolist()
    random.shuffle(shuffled)
    assert psi(reference, shuffled, bins=bins) == 0


@given(columns, columns, st.floats(0.1, 10), st.floats(-100, 100))
def test_a_change_of_scale_leaves_the_index_of_well_separated_numbers(
    reference, sample, factor, shift
) -> None:
    reference, sample = np.round(reference), np.round(sample)
    moved = psi(reference * factor + shift, sample * factor + shift, bins=2)
    # Rounding may carry a value across a bin's edge that lies on it; off the edges nothing changes.
    inner = np.quantile(reference, 0.5)
    if not np.isclose(np.concatenate([reference, sample]), inner, rtol=1e-6, atol=1e-3).any():
        assert moved == pytest.approx(psi(reference, sample, bins=2))


def test_an_empty_column_or_a_missing_number_is_refused() -> None:
    with pytest.raises(InvalidInput, match="sample"):
        psi([1.0], [])
    with pytest.raises(InvalidInput, match="reference"):
        psi([np.nan], [1.0])
    with pytest.raises(InvalidInput, match="days"):
        watch([1.0], [1.0])


def test_without_a_change_both_cry_wolf_about_as_often_as_they_promise() -> None:
    # 40 references of 50 days each: a reference is itself a sample, so one alone may be off.
    rng, alpha, days = np.random.default_rng(5), 0.05, 50
    alarms = {"ks": 0, "psi": 0}
    for _ in range(40):
        found = watch(rng.beta(0.5, 0.5, 1_000), rng.beta(0.5, 0.5, (days, 200)))
        alarms["ks"] += int(found.ks_alarms(alpha).sum())
        alarms["psi"] += int(found.psi_alarms(found.psi_bound(alpha)).sum())
    # Days that share a reference are a little alike: the interval is that of half as many.
    low, high = (q / 1_000 for q in binom.interval(0.999, 1_000, alpha))
    for name, n in alarms.items():
        assert low <= n / 2_000 <= high, (name, n)


def test_a_change_is_seen_by_both() -> None:
    rng = np.random.default_rng(6)
    found = watch(rng.normal(0, 1, 1_000), rng.normal(0.5, 1, (20, 200)))
    assert found.ks_alarms(0.01).all() and found.psi_alarms(found.psi_bound(0.01)).all()


def test_a_larger_sample_needs_a_smaller_bound_and_a_rarer_alarm_a_larger_one() -> None:
    assert (
        psi_bound(1_000, 400, alpha=0.01)
        < psi_bound(1_000, 200, alpha=0.01)
        < psi_bound(1_000, 200, alpha=0.001)
    )


def test_the_first_alarm_is_looked_for_from_a_day_on() -> None:
    alarms = np.array([True, False, False, True])
    assert (first_alarm(alarms), first_alarm(alarms, since=2), first_alarm(alarms[:3], since=2)) == (
        1,
        4,
        None,
    )


def test_a_watcher_says_the_same_of_days_seen_and_of_new_ones(monkeypatch) -> None:
    monkeypatch.setattr(drift_detector, "MOST_KEPT", 5)
    rng = np.random.default_rng(1)
    reference, days = rng.normal(size=300), rng.normal(size=(8, 50))
    watcher = drift_detector.Watcher(reference)
    for shown in (days[:4], days, days[::-1], days[[2, 2, 0]]):
        found, wanted = watcher.watch(shown), drift_detector.watch(reference, shown)
        assert (found.psi == wanted.psi).all() and (found.ks_p == wanted.ks_p).all()
        assert (found.n_reference, found.per_day) == (300, 50)
