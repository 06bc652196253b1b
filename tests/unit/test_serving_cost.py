"""What a batch costs, and the line fitted to measurements."""

import numpy as np
import pytest

from core.base import InvalidInput, stream
from core.serving import ExponentialCost, LinearCost, fit_cost
from core.serving.cost import sampler, single_times


def test_the_fit_recovers_the_line_it_was_drawn_from():
    rng = np.random.default_rng(4)
    line = LinearCost(fixed_s=0.004, per_item_s=0.0003)
    samples = {
        size: (line.batch_s(size) * rng.normal(1, 0.05, 30)).tolist()
        for size in (1, 2, 4, 8, 16, 64, 256, 1024)
    }
    fit = fit_cost(samples)
    # The median of 30 draws with 5 % noise has a standard error of about 1.2 %: within 4 of those.
    assert fit.cost.fixed_s == pytest.approx(0.004, rel=0.05)
    assert fit.cost.per_item_s == pytest.approx(0.0003, rel=0.05)
    assert fit.worst_error < 0.06


def test_a_stall_of_the_machine_does_not_tilt_the_line():
    calm = {1: [0.011] * 9, 10: [0.020] * 9, 100: [0.110] * 9}
    stalled = {1: [0.011] * 8 + [3.0], 10: [0.020] * 9, 100: [0.110] * 9}
    assert fit_cost(stalled).cost == fit_cost(calm).cost


def test_a_cost_never_goes_below_zero():
    fit = fit_cost({1: [0.001], 2: [0.004], 4: [0.008]})
    assert fit.cost.fixed_s >= 0
    assert fit.cost.per_item_s >= 0


def test_one_batch_size_gives_no_line():
    with pytest.raises(InvalidInput, match="at least two sizes"):
        fit_cost({4: [0.1, 0.1]})


def test_the_gain_of_batching_is_bounded_by_the_fixed_cost():
    cost = LinearCost(fixed_s=0.010, per_item_s=0.001)
    assert cost.gain() == pytest.approx(11)
    assert cost.capacity(100_000) / cost.capacity(1) == pytest.approx(11, rel=0.001)
    assert LinearCost(fixed_s=0.01, per_item_s=0).gain() == float("inf")


def test_drawing_one_by_one_and_all_at_once_give_the_same_times():
    cost = ExponentialCost(mean_s=0.02)
    draw = sampler(cost, stream(1, "service"))
    assert [draw(1) for _ in range(50)] == single_times(cost, 50, stream(1, "service")).tolist()


@pytest.mark.parametrize("fixed, each", [(-1, 0.1), (0, 0), (float("nan"), 0.1), (0.1, float("inf"))])
def test_an_impossible_cost_is_refused(fixed, each):
    with pytest.raises(InvalidInput, match="_s"):
        LinearCost(fixed_s=fixed, per_item_s=each)
