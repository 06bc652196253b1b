"""Inoue's bounds: what they are worth at either end."""

import pytest

from core.theory import phi_0_s, phi_1_s, take_all_bound_s

COST = {"fixed_s": 0.010, "per_item_s": 0.001}


def test_at_hardly_any_load_phi_0_is_the_time_of_one_request():
    assert phi_0_s(1e-6, **COST) == pytest.approx(0.011, rel=1e-6)
    assert take_all_bound_s(1e-6, **COST) == phi_0_s(1e-6, **COST)


def test_at_high_load_phi_1_is_the_closer_one():
    assert take_all_bound_s(900, **COST) == phi_1_s(900, **COST) < phi_0_s(900, **COST)


def test_phi_1_at_300_a_second():
    assert 1e3 * phi_1_s(300, **COST) == pytest.approx(22.692, abs=5e-4)
