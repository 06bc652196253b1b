"""M/M/1, M/G/1 and M/D/1 against their formulas and each other."""

import math

import pytest

from core.base import InvalidInput
from core.theory import (
    md1_latency_s,
    md1_waiting_s,
    mg1_latency_s,
    mg1_waiting_s,
    mm1_latency_quantile_s,
    mm1_latency_s,
    mm1_waiting_s,
)


def test_mm1_has_the_textbook_mean():
    assert mm1_latency_s(80, 100) == pytest.approx(1 / 20)
    assert mm1_waiting_s(80, 100) == pytest.approx(0.8 / 20)


@pytest.mark.parametrize("p", [0.5, 0.9, 0.95, 0.99])
def test_mm1_latency_is_exponential(p):
    assert mm1_latency_quantile_s(80, 100, p) == pytest.approx(-math.log(1 - p) / 20)


def test_the_quantile_must_be_a_share_below_one():
    assert mm1_latency_quantile_s(80, 100, 0) == 0
    with pytest.raises(InvalidInput, match=r"write the 99th percentile as 0.99"):
        mm1_latency_quantile_s(80, 100, 99)


def test_mg1_with_exponential_service_is_mm1():
    assert mg1_waiting_s(80, 0.01, 2 * 0.01**2) == pytest.approx(mm1_waiting_s(80, 100))
    assert mg1_latency_s(80, 0.01, 2 * 0.01**2) == pytest.approx(mm1_latency_s(80, 100))


def test_md1_waits_half_as_long_as_mm1():
    assert md1_waiting_s(80, 0.01) == pytest.approx(0.8 * 0.01 / (2 * 0.2))
    assert md1_waiting_s(80, 0.01) == pytest.approx(mm1_waiting_s(80, 100) / 2)
    assert md1_latency_s(80, 0.01) == pytest.approx(md1_waiting_s(80, 0.01) + 0.01)


def test_a_mean_square_below_the_square_of_the_mean_is_refused():
    with pytest.raises(InvalidInput, match="mean_square_service_s2"):
        mg1_waiting_s(80, 0.01, 0.00005)


def test_rates_must_be_above_zero():
    with pytest.raises(InvalidInput, match="arrival_rate"):
        mm1_latency_s(-1, 100)
    with pytest.raises(InvalidInput, match="service_rate"):
        mm1_latency_s(1, 0)
