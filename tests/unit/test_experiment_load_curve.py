"""The curve of latency against load: where it meets a bound, where it bends, and how theory and simulation agree on it."""

import numpy as np
import pytest

from core.batching import DynamicBatch, Policy, RealTime
from core.experiment import Scenario
from core.experiment.load_curve import (
    MOST_REPLAYED,
    SHARES,
    LoadCurve,
    LoadPoint,
    Within,
    at_load,
    expected_s,
    knee,
    load_curve,
    within,
)
from core.experiment.replications import REPLICATIONS
from core.metrics import Distribution
from core.serving import LinearCost
from core.theory import md1_latency_s
from core.workload import Arrivals, Bursty, Daily, Poisson, Replay, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def _scenario(policy: Policy | None = None, arrivals: Arrivals | None = None) -> Scenario:
    return Scenario(
        classifier="x", policy=policy or RealTime(), arrivals=arrivals or Poisson(rate=7), requests=100
    )


def _curve(*tails_s: float) -> LoadCurve:
    """One point every 10 texts per second with the given p99."""
    points = tuple(
        LoadPoint(arrival_rate=10.0 * (k + 1), share=0.1 * k, n=1000, runs=(Distribution(p99=tail),))
        for k, tail in enumerate(tails_s)
    )
    return LoadCurve(points=points, theory=(), formula="", capacity=10.0 * (len(tails_s) + 1))


def test_it_reaches_up_to_what_full_batches_can_serve_and_not_beyond() -> None:
    curve = load_curve(_scenario(DynamicBatch(max_batch_size=8, max_wait_s=0.0)), COST)

    assert curve.capacity == pytest.approx(8 / 0.018)
    assert [point.share for point in curve.points] == list(SHARES)
    rates = [point.arrival_rate for point in curve.points]
    assert rates == pytest.approx([share * curve.capacity for share in SHARES])
    assert max(rates) < curve.capacity


def test_near_saturation_each_point_is_the_middle_of_several_runs_within_their_spread() -> None:
    last = load_curve(_scenario(), COST).points[-1]
    spread = last.spread_s("p99")

    assert len(last.runs) == REPLICATIONS == 5
    assert spread is not None
    assert spread[0] < (last.latency_s("p99") or 0.0) < spread[1]
    assert load_curve(_scenario(), COST).points[0].spread_s("p99") is None


def test_the_curve_does_not_depend_on_the_rate_that_the_scenario_has_itself() -> None:
    one, other = (load_curve(_scenario(arrivals=Poisson(rate=rate)), COST) for rate in (5, 50))

    assert one == other


def test_theory_gives_the_mean_of_each_point_where_a_formula_exists() -> None:
    curve = load_curve(_scenario(), COST)

    assert curve.formula == "M/D/1"
    for (rate, mean_s), point in zip(curve.theory, curve.points, strict=True):
        assert mean_s == pytest.approx(md1_latency_s(rate, 0.011))
        if point.share < 0.75:
            ci = point.runs[0].ci.mean
            assert ci is not None
            # 95 % intervals, eight of them: twice as wide leaves chance no room.
            half = ci[1] - ci[0]
            assert abs((point.latency_s("mean") or 0.0) - mean_s) < half


@pytest.mark.parametrize("arrivals", [Steady(rate=1), Bursty(rate=1), Daily(rate=1)])
def test_where_theory_has_no_formula_it_says_nothing(arrivals: Arrivals) -> None:
    assert load_curve(_scenario(arrivals=arrivals), COST).theory == ()


def test_the_bound_is_met_up_to_where_the_drawn_line_crosses_it() -> None:
    assert within(_curve(0.01, 0.02, 0.06), "p99", 0.04) == Within(low=None, high=pytest.approx(25.0))


def test_a_bound_missed_at_quiet_loads_only_is_met_from_the_crossing_on() -> None:
    assert within(_curve(0.06, 0.02, 0.01, 0.05), "p99", 0.04) == Within(
        low=pytest.approx(15.0), high=pytest.approx(37.5)
    )


def test_a_bound_may_be_met_everywhere_or_nowhere() -> None:
    assert within(_curve(0.01, 0.02), "p99", 0.04) == Within(low=None, high=None)
    assert within(_curve(0.05, 0.06), "p99", 0.04) is None


def test_the_knee_is_where_the_curve_turns_upward() -> None:
    assert knee(_curve(0.01, 0.01, 0.01, 0.01, 0.10), "p99") == 40.0


def test_a_level_curve_has_no_knee() -> None:
    assert knee(_curve(0.010, 0.011, 0.010, 0.012), "p99") is None
    assert knee(load_curve(_scenario(arrivals=Steady(rate=1)), COST), "p99") is None


def test_a_recording_is_played_faster_and_keeps_its_pattern() -> None:
    recorded = Replay(times_s=tuple(np.cumsum([0.0, 0.5, 0.1, 0.1] * 50).tolist()))
    rate = recorded.rate
    faster = at_load(_scenario(arrivals=recorded), 3 * rate)

    assert faster.arrival_rate == pytest.approx(3 * rate)
    assert isinstance(faster.arrivals, Replay)
    assert faster.arrivals.times_s == pytest.approx(np.array(recorded.times_s) / 3)
    assert faster.requests == 200


def test_a_long_recording_is_cut_so_that_a_slider_stays_quick() -> None:
    recorded = Replay(times_s=tuple(np.arange(MOST_REPLAYED + 500) / 10))

    assert at_load(_scenario(arrivals=recorded), 50.0).requests == MOST_REPLAYED


def test_what_is_expected_of_an_unstable_load_is_nothing() -> None:
    assert expected_s(_scenario(), COST, 200.0, 0.99) is None
    assert expected_s(_scenario(), COST, 5.0, 0.50) == pytest.approx(0.011)
