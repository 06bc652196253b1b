"""The exact batch chain against the values set down for it, and Inoue's bounds against the chain."""

import pytest

from core.theory import md1_latency_s, phi_1_s, take_all, take_all_bound_s

COST = {"fixed_s": 0.010, "per_item_s": 0.001}


@pytest.mark.parametrize(
    ("rate", "limit", "latency_ms", "batch"),
    [
        (100, 8, "16.409", "1.4652"),
        (300, 8, "22.908", "4.3086"),
        (420, 8, "41.62", "7.242"),
        (500, None, "31.666", "10.000"),
        (800, None, "78.889", "40.0"),
    ],
)
def test_take_all_has_the_values_set_down(rate, limit, latency_ms, batch):
    result = take_all(rate, limit, **COST)
    assert f"{1e3 * result.mean_latency_s:.{len(latency_ms.split('.')[1])}f}" == latency_ms
    assert f"{result.mean_batch_size:.{len(batch.split('.')[1])}f}" == batch


@pytest.mark.parametrize("rate", [1, 30, 60, 85, 90])
def test_take_all_with_one_a_batch_is_md1(rate):
    assert take_all(rate, 1, **COST).mean_latency_s == pytest.approx(md1_latency_s(rate, 0.011), rel=1e-9)


@pytest.mark.parametrize("rate", [1, 10, 50, 100, 200, 300, 400, 500, 700, 800, 900])
@pytest.mark.parametrize("fixed_s", [0.0005, 0.002, 0.010, 0.050])
def test_without_a_limit_the_mean_is_below_the_bound_and_near_it(rate, fixed_s):
    exact = take_all(rate, None, fixed_s, 0.001).mean_latency_s
    bound = take_all_bound_s(rate, fixed_s, 0.001)
    assert exact <= bound * (1 + 1e-9)
    assert exact > 0.9 * bound


def test_with_a_limit_the_bound_does_not_hold():
    bound_s = phi_1_s(300, **COST)
    assert f"{1e3 * bound_s:.3f}" == "22.692"
    assert take_all(300, 8, **COST).mean_latency_s > bound_s
