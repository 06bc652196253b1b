"""The planner's runs: the simulator's own numbers, made once, kept within bounds, and judged as numpy would."""

from dataclasses import replace

import numpy as np
import pytest

from core.batching import RealTime
from core.experiment import Scenario, plan_runs
from core.experiment.kept import Kept
from core.experiment.least import least
from core.experiment.plan import Need
from core.experiment.plan_runs import Setup, load_of, one_share, run
from core.experiment.plan_tail import least_upper_end, quantile, tail, upper_end
from core.experiment.planner import plan
from core.experiment.simulate import simulated_log
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Bursty, Daily, Poisson, Replay, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
RECORDED = tuple(np.cumsum(np.random.default_rng(2).gamma(0.4, 0.02, 2000)).tolist())
STREAMS = (
    Poisson(rate=150.0),
    Steady(rate=150.0),
    Bursty(rate=60.0, cycle_s=1.0),
    Daily(rate=60.0, period_s=86_400.0),
    Replay(times_s=RECORDED),
)


@pytest.mark.parametrize("arrivals", STREAMS, ids=lambda arrivals: arrivals.kind)
@pytest.mark.parametrize(
    "setup", [Setup(size=1, wait_s=0.0, replicas=4), Setup(size=8, wait_s=0.005, replicas=2)]
)
def test_a_run_is_the_simulator_s_without_its_warm_up(arrivals, setup):
    share = one_share(arrivals, setup.replicas, 3)
    found = run(load_of(arrivals, COST), setup, 3)
    scenario = Scenario(
        classifier="none",
        policy=RealTime() if setup.size == 1 else setup.policy,
        arrivals=share,
        requests=len(share.times_s) if isinstance(share, Replay) else 5_000,
        seed=3,
    )
    log = simulated_log(scenario, COST)
    assert found.latency_s.tolist() == sorted(log.latency_s[len(log) // 10 :])
    assert found.busy == pytest.approx(log.busy_s / log.span_s)
    assert found.largest == log.batch_size.max()


def test_a_larger_size_than_any_batch_needs_no_run_of_its_own_and_gives_the_same():
    load = load_of(Poisson(rate=33.0), COST)
    small, large = (run(load, Setup(size=size, wait_s=0.001, replicas=1), 0) for size in (32, 64))
    assert small is large and small.largest < 32
    tight = run(load, Setup(size=small.largest, wait_s=0.001, replicas=1), 0)
    assert tight is not small


def test_another_price_deadline_bound_or_percentile_simulates_no_set_up_again(monkeypatch):
    made, simulated = [], plan_runs._simulated
    monkeypatch.setattr(plan_runs, "_simulated", lambda *of: made.append(of) or simulated(*of))
    need = Need(arrivals=Poisson(rate=77.0), objective=LatencyObjective(bound_s=0.1), cost=COST)
    plan(need)
    first = len(made)
    assert plan(replace(need, hour_price=3.0, deadline_s=7200.0)).best.mode == "batch"
    assert len(made) == first
    moved = plan(replace(need, objective=LatencyObjective(bound_s=0.12, percentile=0.95))).best
    again = len(made)
    assert len(set(made)) == again < 1.6 * first
    # What comes from kept runs is what runs made anew would say.
    monkeypatch.setattr(plan_runs, "_RUNS", Kept[plan_runs.Run](0, size_of=lambda _run: 1))
    setup = Setup(size=moved.max_batch_size, wait_s=moved.max_wait_s, replicas=moved.replicas)
    objective = LatencyObjective(bound_s=0.12, percentile=0.95)
    assert tail(load_of(need.arrivals, COST), objective, setup).tail_s == moved.tail_s
    assert len(made) == again + plan_runs.RUNS


def test_a_quantile_of_several_sorted_columns_is_numpy_s():
    rng = np.random.default_rng(1)
    for _ in range(200):
        columns = [np.sort(rng.exponential(1.0, int(rng.integers(1, 300)))) for _ in range(5)]
        share = float(rng.uniform(0.5, 0.9999))
        assert quantile(columns, share) == pytest.approx(
            np.quantile(np.concatenate(columns), share), rel=1e-12
        )


def test_the_least_that_will_do_is_found_from_wherever_one_starts():
    for answer in range(1, 12):
        for near in range(14):
            tried = []
            found = least(lambda n: tried.append(n) or n >= answer, above=2, most=10, near=near)  # noqa: B023
            assert found == (max(answer, 3) if answer <= 10 else None)
            assert len(tried) == len(set(tried)) and all(3 <= n <= 10 for n in tried)


def test_what_is_kept_stays_within_its_bytes_and_what_was_asked_for_last_stays_longest():
    kept = Kept[bytes](100, size_of=len)
    for key in range(4):
        kept.keep(key, bytes(30))
        assert kept.find(0) is not None
    assert [key for key in range(4) if kept.find(key)] == [0, 2, 3]
    kept.keep(0, bytes(90))
    assert [key for key in range(4) if kept.find(key)] == [0]
    kept.keep(9, bytes(200))
    assert not any(kept.find(key) for key in range(10))


def test_a_recording_goes_by_its_times():
    one, same = (load_of(Replay(times_s=tuple(RECORDED)), COST) for _ in range(2))
    other = load_of(Replay(times_s=(*RECORDED[:-1], RECORDED[-1] + 1)), COST)
    assert one.name == same.name != other.name


def test_a_set_up_is_given_up_only_where_no_further_run_could_save_it() -> None:
    rng = np.random.default_rng(5)
    others = np.linspace(0.0, 0.03, 61)
    for known in (1, 2, 3, 4, 5):
        for shares in rng.gamma(4.0, 0.003, size=(40, known)).tolist():
            could_be = [upper_end([*shares, *[other] * (5 - known)]) for other in others]
            least = least_upper_end(shares, 5)
            assert least <= min(could_be) + 1e-12
            assert least == pytest.approx(min(could_be), abs=2e-4)
            mixed = [*shares, *rng.gamma(2.0, 0.003, size=5 - known).tolist()]
            assert least <= upper_end(mixed) + 1e-12
