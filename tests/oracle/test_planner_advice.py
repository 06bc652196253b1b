"""The planner's advice for fifty workloads: it and its neighbours are simulated with random numbers it has not seen."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t as student

from core.experiment import Scenario
from core.experiment.case_pile import piles
from core.experiment.plan import Choice, Need
from core.experiment.plan_runs import one_share
from core.experiment.plan_search import WAITS_S
from core.experiment.planner import plan
from core.experiment.simulate import simulated_log
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Bursty, Daily, Poisson, Replay, Steady

WORKLOADS = 50
FRESH_SEEDS = range(1000, 1008)
REQUESTS = 5_000
# The largest pile planned for comes once in 700; so late a share of piles, and not more, is what it promises.
LATE_PILES = 0.005


def random_need(seed: int) -> Need:
    """A workload from a wide range: every stream, rates over three decades, batches up to 256, some with a deadline."""
    rng = np.random.default_rng(seed)
    cost = LinearCost(
        fixed_s=float(10 ** rng.uniform(-3.3, -1.3)), per_item_s=float(10 ** rng.uniform(-4, -2))
    )
    rate = float(10 ** rng.uniform(-0.3, 2.7))
    gaps_s = rng.gamma(0.5, 2 / rate, 3_000)
    arrivals = (
        Poisson(rate=rate),
        Steady(rate=rate),
        Bursty(rate=rate, on_share=float(rng.uniform(0.1, 0.6)), cycle_s=float(10 ** rng.uniform(-1, 0.5))),
        Daily(rate=rate, swing=float(rng.uniform(0.2, 1.0)), period_s=86_400.0),
        Replay(times_s=tuple(np.cumsum(gaps_s).tolist())),
    )[seed % 5]
    patient = seed % 3 == 0
    return Need(
        arrivals=arrivals,
        objective=LatencyObjective(
            bound_s=cost.batch_s(1) * float(10 ** rng.uniform(0.15, 1.5)),
            percentile=float(rng.choice([0.9, 0.95, 0.99])),
        ),
        cost=cost,
        largest_batch=2 ** int(rng.integers(0, 9)),
        start_s=float(rng.choice([0.0, 20.0, 60.0])),
        deadline_s=float(10 ** rng.uniform(2.3, 4.9)) if patient else None,
    )


def late_share(need: Need, choice: Choice) -> tuple[float, float]:
    """(low, high): the share beyond the bound, 95 % either side, from fresh runs."""
    shares = []
    for seed in FRESH_SEEDS:
        arrivals = one_share(need.arrivals, choice.replicas, seed)
        n = len(arrivals.times_s) if isinstance(arrivals, Replay) else REQUESTS
        scenario = Scenario(classifier="none", policy=choice.policy, arrivals=arrivals, requests=n, seed=seed)
        latency_s = simulated_log(scenario, need.cost).latency_s[n // 10 :]
        shares.append(float((latency_s > need.objective.bound_s).mean()))
    half = student.ppf(0.95, len(shares) - 1) * np.std(shares, ddof=1) / math.sqrt(len(shares))
    return float(np.mean(shares) - half), float(np.mean(shares) + half)


def cheaper_neighbours(choice: Choice, need: Need):
    """One machine less: the batch size and the wait one step to either side or as they are, and one at a time."""
    fewer, size, place = choice.replicas - 1, choice.max_batch_size, WAITS_S.index(choice.max_wait_s)
    sizes = {max(1, size // 2), size, min(need.largest_batch, 2 * size)} - {1}
    settings = {(one, wait_s) for one in sizes for wait_s in WAITS_S[max(0, place - 1) : place + 2]}
    for one, wait_s in sorted({(1, 0.0), *settings}):
        if fewer and need.rate < fewer * need.cost.capacity(one):
            yield replace(choice, max_batch_size=one, max_wait_s=wait_s, replicas=fewer)


def job(need: Need, period_s: float, replicas: int) -> tuple[float, float]:
    """What a batch job costs an hour, and the share of its piles that are late, from simulated piles."""
    found = piles(need, need.largest_batch, period_s, replicas)
    if found.latest_s is None:
        return math.inf, 1.0
    late = float((found.latest_s > need.bound_s("batch")).mean())
    return replicas * found.on_share * need.hour_price, late


def cheaper_jobs(choice: Choice, need: Need):
    """Longer and shorter periods with a machine less, as many, and a machine more; of a service, jobs of every length."""
    room_s = need.bound_s("batch") - need.start_s
    least = max(1, math.ceil(need.rate / need.cost.capacity(need.largest_batch)))
    replicas, usual_s = (choice.replicas, choice.period_s) if choice.period_s else (least, room_s / 2)
    for machines in {max(1, replicas - 1), replicas, replicas + 1}:
        for times in (0.5, 0.8, 1.25, 1.6):
            if need.largest_batch / need.rate <= times * usual_s < room_s:
                cost, late = job(need, times * usual_s, machines)
                if cost < 0.99 * choice.hour_cost:
                    yield times, machines, cost, late


@pytest.mark.parametrize("seed", range(WORKLOADS))
def test_the_advice_meets_the_objective_and_no_cheaper_neighbour_does(seed):
    need = random_need(seed)
    best = plan(need).best
    allowed = 1 - need.objective.percentile
    if best.period_s:
        cost, late = job(need, best.period_s, best.replicas)
        assert late <= min(LATE_PILES, allowed)
        # A pile of about one batch is one call more often than not: the pile of average size does not cost the average.
        assert cost == pytest.approx(best.hour_cost, rel=0.06)
    else:
        low, _ = late_share(need, best)
        assert low <= allowed
        for neighbour in cheaper_neighbours(best, need):
            _, high = late_share(need, neighbour)
            # The planner asks for the whole interval on the good side, so a neighbour may be good by a hair.
            assert high > 0.7 * allowed, neighbour
    for *what, late in cheaper_jobs(best, need):
        assert late > LATE_PILES, what


def test_the_workloads_are_of_every_kind_and_have_every_mode_as_their_best():
    needs = [random_need(seed) for seed in range(WORKLOADS)]
    assert {need.arrivals.kind for need in needs} == {"poisson", "steady", "bursty", "daily", "replay"}
    assert {need.largest_batch for need in needs} >= {1, 4, 32, 256}
    assert {plan(need).best.mode for need in needs[:12]} == {"real_time", "dynamic", "batch"}
