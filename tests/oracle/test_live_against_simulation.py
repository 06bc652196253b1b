"""A real classifier on the wall clock against the simulator with a cost fitted at the pace of the run."""

import numpy as np
import pytest

from core.batching import DynamicBatch, RealTime
from core.experiment import Scenario, simulate
from core.experiment.live import run_live
from core.experiment.sweep import calibrate
from core.serving import LinearCost, fit_cost
from core.text import held_out_texts
from core.workload import Poisson
from tests.built_in import built_in

pytestmark = pytest.mark.quiet

# On a machine that others use too, its speed may change in the middle of a run: a run is given several chances.
CHANCES = 6


@pytest.fixture(scope="module")
def model():
    return built_in("tfidf-forest")


@pytest.fixture(scope="module")
def texts():
    return held_out_texts(2000, seed=1)


def live_run(model, texts, policy, rho, seed):
    rate = rho * calibrate(model, texts, limit_s=0.5).cost.capacity(1)
    scenario = Scenario(
        classifier="tfidf-forest",
        policy=policy,
        arrivals=Poisson(rate=rate),
        requests=int(4 * rate),
        seed=seed,
    )
    return run_live(scenario, model, texts)


def cost_at_its_pace(log):
    """A cost fitted to the run's own batches: the pace of the run is the pace of the fit."""
    first = log.first_of_batch
    samples: dict[int, list[float]] = {}
    for size, seconds in zip(log.batch_size[first].tolist(), log.service_s[first].tolist(), strict=True):
        samples.setdefault(size, []).append(seconds)
    if len(samples) == 1:
        return LinearCost(fixed_s=float(log.service_s.mean()), per_item_s=0.0)
    return fit_cost(samples).cost


def agrees(live):
    """Whether live and simulated means agree within what is uncertain: the run's interval and its calls' spread.

    The simulator gives each batch of a size the same time. Real times spread, which lengthens the queue by
    λ·Var(S) / 2(1 − ρ) (Pollaczek and Khinchine).
    """
    log, rate = live.log, live.scenario.arrival_rate
    expected = simulate(live.scenario, cost_at_its_pace(log)).summary.latency.mean
    low, high = live.summary.latency.ci.mean
    spread = rate * float(np.var(log.service_s)) / (2 * (1 - min(live.summary.utilisation, 0.9)))
    return abs(live.summary.latency.mean - expected) <= (high - low) / 2 + spread + 0.05 * expected


def test_a_live_run_is_its_schedule_served_in_its_own_times(model, texts):
    # Each text could begin when it was due and the one before it was done. What remains is how late the loop woke and
    # what it does between two calls; a processor that others took now and then delays few texts, and no median.
    log = live_run(model, texts, RealTime(), rho=0.5, seed=2).log
    late_s = log.start_s - np.maximum(log.scheduled_s, np.append(0.0, log.finish_s[:-1]))
    assert late_s.min() >= 0
    assert np.median(late_s) < 0.0005


def test_one_at_a_time_agrees_at_a_moderate_load(model, texts):
    assert any(agrees(live_run(model, texts, RealTime(), 0.5, seed)) for seed in range(CHANCES))


def test_taking_all_that_wait_agrees_at_a_moderate_load(model, texts):
    policy = DynamicBatch(max_batch_size=8, max_wait_s=0)
    assert any(agrees(live_run(model, texts, policy, 0.6, seed)) for seed in range(CHANCES))
