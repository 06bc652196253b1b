"""The planner: what it takes from formulas, what it refuses, and what it says of every stream."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chi2

from core.base import InvalidInput
from core.batching import DynamicBatch, RealTime
from core.experiment.plan import Need, per_million
from core.experiment.plan_job import batch_job
from core.experiment.plan_pile import EXCESS, largest_pile
from core.experiment.plan_words import recommendation
from core.experiment.planner import plan
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.theory import md1_latency_s
from core.workload import Bursty, Daily, Poisson, Replay, Steady, due_times

QUICK = Need(
    arrivals=Poisson(rate=20.0),
    objective=LatencyObjective(bound_s=0.05, percentile=0.95),
    cost=LinearCost(fixed_s=0.005, per_item_s=0.0005),
    largest_batch=8,
)


def test_one_at_a_time_needs_as_many_machines_as_the_formula_says():
    cost = LinearCost(fixed_s=0.010, per_item_s=0.0)
    need = Need(
        arrivals=Poisson(rate=190.0),
        objective=LatencyObjective(bound_s=0.05, percentile=0.9),
        cost=cost,
        largest_batch=1,
    )
    (choice,) = plan(need).by_mode
    assert choice.mode == "real_time"
    # With one machine less each would be so busy that even its mean latency is beyond half of the bound.
    assert (
        md1_latency_s(190.0 / choice.replicas, 0.010)
        < 0.025
        < md1_latency_s(190.0 / (choice.replicas - 1), 0.010)
    )


def test_a_batch_job_meets_its_bound_with_a_pile_of_usual_size_and_more():
    need = Need(
        arrivals=Poisson(rate=50.0),
        objective=LatencyObjective(bound_s=3600.0),
        cost=LinearCost(fixed_s=0.010, per_item_s=0.001),
    )
    job = batch_job(need)
    texts = np.random.default_rng(0).poisson(50.0 * job.period_s, 10_000)
    pile_s = texts * need.cost.batch_s(256) / 256 / job.replicas
    last_s = job.period_s + need.start_s + pile_s
    assert (last_s <= 3600.0).mean() > 0.995
    assert job.tail_s == pytest.approx(3600.0, rel=1e-5)
    # Paid for: the start and the pile, nothing between.
    pile_cost = (need.start_s + 50.0 * job.period_s * need.cost.batch_s(256) / 256) / job.period_s
    # A last batch that is not full costs a call more.
    assert job.hour_cost == pytest.approx(pile_cost * need.hour_price, rel=1e-4)
    assert plan(need).best.mode == "batch"


def test_a_batch_job_keeps_to_a_deadline_of_its_own_and_the_rest_to_the_objective():
    need = QUICK
    late = replace(need, deadline_s=7200.0)
    found = plan(late)
    assert found.best.mode == "batch" and found.best.tail_s == pytest.approx(7200.0, rel=1e-5)
    assert found.best.hour_cost < min(choice.hour_cost for choice in found.frontier)
    assert [choice for choice in found.by_mode if choice.mode != "batch"] == list(plan(need).by_mode)
    assert "2 h is allowed" in recommendation(found) and any("Nobody waits" in said for said in found.assumes)


def test_no_time_for_a_batch_job_where_answers_are_needed_at_once():
    need = QUICK
    assert batch_job(need) is None
    assert plan(need).best.mode != "batch"


@pytest.mark.parametrize(("bound_s", "job"), [(30.0, False), (60.0, False), (120.0, True)])
def test_jobs_are_a_minute_apart_however_soon_a_machine_starts(bound_s, job):
    need = Need(
        arrivals=Poisson(rate=200.0),
        objective=LatencyObjective(bound_s=bound_s),
        cost=LinearCost(fixed_s=0.027, per_item_s=0.0001),
        start_s=0.0,
    )
    found = batch_job(need)
    assert (found is not None) == job
    assert found is None or found.period_s >= 60


def test_what_no_set_up_can_meet_is_refused_with_the_reason():
    need = Need(
        arrivals=Poisson(rate=1.0),
        objective=LatencyObjective(bound_s=0.005),
        cost=LinearCost(fixed_s=0.010, per_item_s=0.001),
    )
    with pytest.raises(InvalidInput, match=r"one text takes 11 ms.*allows 5 ms"):
        plan(need)


@pytest.mark.parametrize(
    "arrivals",
    [
        Steady(rate=150.0),
        Bursty(rate=60.0),
        Daily(rate=60.0, period_s=86_400.0),
        Replay(times_s=tuple(np.cumsum(np.random.default_rng(2).exponential(0.01, 4000)).tolist())),
    ],
    ids=lambda arrivals: arrivals.kind,
)
def test_every_stream_gets_a_plan_that_says_what_it_assumes(arrivals):
    need = Need(
        arrivals=arrivals,
        objective=LatencyObjective(bound_s=0.1),
        cost=LinearCost(fixed_s=0.010, per_item_s=0.001),
        largest_batch=32,
        hour_price=2.0,
    )
    found = plan(need)
    assert found.best.tail_s <= 0.1
    assert len(found.assumes) >= 3
    assert "A million texts cost" in recommendation(found)
    assert found.per_million == pytest.approx(found.best.replicas * 2.0 / 3600 / arrivals.rate * 1e6)


def test_the_frontier_falls_and_the_sensitivity_rises():
    need = Need(
        arrivals=Poisson(rate=3000.0),
        objective=LatencyObjective(bound_s=0.1),
        cost=LinearCost(fixed_s=0.010, per_item_s=0.001),
        largest_batch=64,
    )
    found = plan(need)
    tails = [choice.tail_s for choice in found.frontier]
    assert tails == sorted(tails, reverse=True) and len(tails) > 1
    assert [choice.replicas for choice in found.frontier] == sorted({c.replicas for c in found.frontier})
    at = {point.scale: point for point in found.sensitivity}
    assert at[0.7].replicas <= at[1.0].replicas <= at[1.3].replicas
    assert at[1.0].replicas == found.best.replicas and at[1.0].met
    assert 1.0 <= found.headroom < 1.3 or at[1.3].met
    assert per_million(found.best, 3000.0) == found.per_million


def test_a_policy_follows_from_a_choice():
    need = QUICK
    best = plan(need).best
    assert isinstance(best.policy, RealTime if best.max_batch_size == 1 else DynamicBatch)


def test_a_pile_of_bursts_varies_as_the_stream_itself_does():
    # The plan and the simulation of piles take this variance from renewal theory; here it is counted in a stream.
    rate, on_share, cycle_s, collect_s = 10.0, 0.25, 2.0, 40.0
    due_s = due_times(Bursty(rate=rate, on_share=on_share, cycle_s=cycle_s), 1_000_000, seed=5)
    piles = np.bincount((due_s / collect_s).astype(int))[:-1]
    expected = (rate + 2 * rate**2 * (1 - on_share) ** 2 * cycle_s) * collect_s
    low, high = chi2.interval(0.999, len(piles) - 1)
    assert low < (len(piles) - 1) * piles.var(ddof=1) / expected < high
    planned = largest_pile(Bursty(rate=rate, on_share=on_share, cycle_s=cycle_s), 0.99)(collect_s)
    assert planned == pytest.approx(rate * collect_s + EXCESS * expected**0.5)
