"""A real classifier on the wall clock against the simulator with a cost fitted at the pace of the run."""

import numpy as np

from core.batching import DynamicBatch, RealTime
from core.experiment import Scenario, simulate
from core.experiment.live import run_live
from core.experiment.sweep import PACED_IDLE_S, sweep
from core.serving import fit_cost
from core.serving.lindley import serve_one_by_one
from core.text import default_corpus, held_out_texts, train
from core.workload import Poisson

SIZES = (1, 2, 4, 8)


def fitted(model, texts):
    return fit_cost(sweep(model, texts, sizes=SIZES, limit_s=0, most_rounds=8, idle_s=PACED_IDLE_S)).cost


def disagreement(policy, rho):
    """How far live and simulated means lie apart, and how far they may: both in seconds, with the weather told."""
    model, texts = train("tfidf-forest", default_corpus()), held_out_texts(300, seed=1)
    before = fitted(model, texts)
    rate = rho * before.capacity(1)
    scenario = Scenario(
        classifier="tfidf-forest", policy=policy, arrivals=Poisson(rate=rate), requests=int(5 * rate), seed=2
    )
    live = run_live(scenario, model, texts * 20)
    after = fitted(model, texts)
    expected = [simulate(scenario, cost).summary.latency.mean for cost in (before, after)]
    # Stated uncertainty: the run's own interval, the drift of the machine between the two fits, and a batch's spread.
    low, high = live.summary.latency.ci.mean
    spread = float(np.std(live.log.service_s)) + abs(before.batch_s(1) - after.batch_s(1))
    return live, min(expected) - (high - low) / 2 - spread, max(expected) + (high - low) / 2 + spread


def test_one_at_a_time_agrees_at_a_moderate_load():
    live, low, high = disagreement(RealTime(), rho=0.5)
    assert live.void is not None or low <= live.summary.latency.mean <= high
    # With each call's measured time in place of the fitted one, nothing is left to guess: same schedule, same queue.
    # What remains is how late the loop woke and what it does between two calls.
    replayed = serve_one_by_one(live.log.scheduled_s, live.log.service_s)
    assert np.median(np.abs(live.log.latency_s - replayed.latency_s)) < 0.0005


def test_taking_all_that_wait_agrees_at_a_moderate_load():
    live, low, high = disagreement(DynamicBatch(max_batch_size=8, max_wait_s=0), rho=0.6)
    assert live.void is not None or low <= live.summary.latency.mean <= high
