"""Near the knee several replications know how sure they are, and a single run that takes its texts as independent does not."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from core.batching import RealTime
from core.experiment import Scenario
from core.experiment.replications import REPLICATIONS, Replications, near_knee, replicate
from core.experiment.simulate import simulate
from core.metrics import Distribution
from core.metrics.intervals import percentile_interval, replication_interval
from core.metrics.objective import LatencyObjective
from core.serving import ExponentialCost, LinearCost
from core.theory import md1_latency_s, mm1_latency_quantile_s
from core.workload import Poisson, Replay

SERVICE_S, BUSY = 0.011, 0.9
COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
TIMES, REQUESTS = 120, 10_000


def _busy(seed: int, service_s: float = SERVICE_S) -> Scenario:
    return Scenario(
        classifier="c",
        policy=RealTime(),
        arrivals=Poisson(rate=BUSY / service_s),
        requests=REQUESTS,
        seed=1000 * seed,
    )


def test_the_interval_of_five_runs_covers_the_exact_mean_about_as_often_as_it_says() -> None:
    exact_s = md1_latency_s(BUSY / SERVICE_S, SERVICE_S)
    covered = alone = 0
    for seed in range(TIMES):
        low, high = replicate(_busy(seed), COST).interval_s("mean")
        covered += low <= exact_s <= high
        single = simulate(_busy(seed), COST).log.latency_s
        half = 1.96 * single.std(ddof=1) / math.sqrt(len(single))
        alone += abs(single.mean() - exact_s) <= half

    # A true 95 % would give fewer than this once in 10,000 times; run means are a little skewed, so 92 % is allowed for.
    assert covered >= binom.ppf(1e-4, TIMES, 0.92)
    assert alone <= TIMES / 2


def test_the_interval_of_five_runs_covers_the_exact_p99_and_that_of_one_run_does_not() -> None:
    cost = ExponentialCost(mean_s=SERVICE_S)
    exact_s = mm1_latency_quantile_s(BUSY / SERVICE_S, 1 / SERVICE_S, 0.99)
    covered = alone = 0
    for seed in range(TIMES // 2):
        low, high = replicate(_busy(seed), cost).interval_s("p99")
        covered += low <= exact_s <= high
        low, high = percentile_interval(simulate(_busy(seed), cost).log.latency_s, 0.99)
        alone += low <= exact_s <= high

    # Exponential service needs longer runs than these for the full 95 % of p99: 88 % is allowed for.
    assert covered >= binom.ppf(1e-4, TIMES // 2, 0.88)
    assert alone <= TIMES / 4


def test_the_interval_is_students_over_the_runs() -> None:
    # t(4) at 97.5 % is 2.776; the five values have a standard deviation of √2.5.
    low, high = replication_interval([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (low + high) / 2 == pytest.approx(3.0)
    assert (high - low) / 2 == pytest.approx(2.776 * math.sqrt(2.5 / 5), rel=1e-3)
    assert replication_interval([1.0]) is None


def _runs(*tails_s: float) -> Replications:
    return Replications(n=1000, runs=tuple(Distribution(p99=tail) for tail in tails_s))


def test_a_verdict_needs_the_whole_interval_on_one_side_of_the_bound() -> None:
    objective = LatencyObjective(bound_s=0.1, percentile=0.99)

    assert _runs(0.050, 0.052, 0.051).verdict(objective) == "met"
    assert _runs(0.150, 0.152, 0.151).verdict(objective) == "not met"
    assert _runs(0.05, 0.10, 0.14).verdict(objective) == "not settled"
    assert _runs(0.05).verdict(objective) == "not settled"


def test_the_runs_differ_in_their_draws_and_each_drops_its_beginning() -> None:
    several = replicate(_busy(1), COST)

    assert len(set(several.values_s("mean"))) == REPLICATIONS
    assert several.n == 0.9 * REQUESTS
    assert several.middle_s("mean") == pytest.approx(np.mean(several.values_s("mean")))


def test_too_few_texts_for_a_percentile_give_no_interval() -> None:
    few = replicate(_busy(1), COST, requests=100)

    assert few.interval_s("p99") is None
    assert few.middle_s("p99") is None
    assert few.interval_s("mean") is not None


def test_a_recording_is_run_once() -> None:
    recorded = Scenario(
        classifier="c", policy=RealTime(), arrivals=Replay(times_s=tuple(range(50))), requests=50
    )

    assert len(replicate(recorded, COST).runs) == 1


def test_the_knee_is_near_from_four_fifths_on_and_not_beyond_what_can_be_served() -> None:
    assert [near_knee(busy) for busy in (None, 0.5, 0.8, 0.99, 1.0)] == [False, False, True, True, False]
