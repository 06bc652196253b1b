"""Utilisation, stability and the error that stands for a mean that does not exist."""

import pickle

import pytest

from core.base import BatchwiseError, InvalidInput
from core.theory import (
    Unstable,
    batch_service_s,
    batching_gain_bound,
    fixed_batch,
    is_stable,
    mg1_waiting_s,
    mm1_latency_s,
    mmc_latency_s,
    phi_0_s,
    phi_1_s,
    take_all,
    utilisation,
)

COST = {"fixed_s": 0.010, "per_item_s": 0.001}


def test_a_batch_takes_its_fixed_part_and_its_items():
    assert batch_service_s(8, **COST) == pytest.approx(0.018)


def test_the_gain_of_batching_is_bounded():
    assert batching_gain_bound(**COST) == pytest.approx(11)
    largest = 1_000_000
    gain = largest / batch_service_s(largest, **COST) * batch_service_s(1, **COST)
    assert gain == pytest.approx(batching_gain_bound(**COST), rel=1e-4)


def test_a_batch_of_b_is_stable_below_b_over_its_time():
    capacity = 8 / batch_service_s(8, **COST)
    assert is_stable(capacity * 0.999, 8, **COST)
    assert not is_stable(capacity * 1.001, 8, **COST)
    assert utilisation(capacity, 8, **COST) == pytest.approx(1)


def test_without_a_limit_only_the_items_count():
    assert utilisation(800, None, **COST) == pytest.approx(0.8)
    assert is_stable(999, None, **COST)
    assert not is_stable(1000, None, **COST)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: take_all(450, 8, **COST),
        lambda: take_all(1000, None, **COST),
        lambda: fixed_batch(450, 8, **COST),
        lambda: mm1_latency_s(100, 100),
        lambda: mg1_waiting_s(100, 0.010, 0.0002),
        lambda: mmc_latency_s(200, 100, 2),
        lambda: phi_0_s(1000, **COST),
        lambda: phi_1_s(1200, **COST),
    ],
)
def test_no_formula_gives_a_mean_at_or_beyond_the_limit(ask):
    with pytest.raises(Unstable, match=r"Unstable: .*there is no mean") as refused:
        ask()
    assert refused.value.utilisation >= 1


def test_unstable_is_one_of_the_family_and_survives_the_way_between_processes():
    error = Unstable(1.25)
    assert isinstance(error, BatchwiseError)
    assert "125 %" in str(error)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert again.utilisation == 1.25
    assert str(again) == str(error)


def test_parameters_that_make_no_sense_are_refused():
    with pytest.raises(InvalidInput, match="arrival_rate: 0 is out of range"):
        utilisation(0, 8, **COST)
    with pytest.raises(InvalidInput) as refused:
        utilisation(1, 0, fixed_s=-1, per_item_s=float("nan"))
    assert [fault.field for fault in refused.value.faults] == ["fixed_s", "per_item_s", "batch_size"]
    with pytest.raises(InvalidInput, match="takes no time at all"):
        utilisation(1, 8, fixed_s=0, per_item_s=0)
    with pytest.raises(InvalidInput, match="per_item_s"):
        batching_gain_bound(0.01, 0.0)
