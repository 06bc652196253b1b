"""Runs side by side: what counts as a repetition, the interval between runs, and what chart and table say."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from core.batching import DynamicBatch, RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.compare import replication_words, replications
from core.figures.compare import compared_distributions, compared_words
from core.figures.compare_table import compared_table
from core.serving import LinearCost
from core.workload import Poisson

COST = LinearCost(fixed_s=0.009, per_item_s=0.001)


def _result(seed: int = 1, rate: float = 85.0, requests: int = 2000, **policy: object) -> Result:
    served = DynamicBatch(**policy) if policy else RealTime()  # type: ignore[arg-type]
    scenario = Scenario(
        classifier="tfidf-forest", policy=served, arrivals=Poisson(rate=rate), requests=requests, seed=seed
    )
    return simulate(scenario, COST)


def test_runs_that_differ_only_in_their_seed_repeat_each_other() -> None:
    results = [_result(1), _result(2, rate=50.0), _result(2), _result(3), _result(1, requests=1000)]

    (group,) = replications(results)

    assert group.results == (results[0], results[2], results[3])


def test_the_same_seed_again_another_engine_or_a_run_not_to_be_trusted_is_no_repetition() -> None:
    first = _result(1)

    assert replications([first, _result(1)]) == []
    assert replications([first, replace(_result(2), engine="live", cost=None)]) == []
    assert replications([first, replace(_result(2), void="The machine stood still.")]) == []
    assert replications([first, replace(_result(2), ended="time_limit")]) == []
    assert replications([_result(1, rate=300.0), _result(2, rate=300.0)]) == []


def test_the_interval_between_runs_is_students() -> None:
    (group,) = replications([_result(seed) for seed in range(1, 5)])
    for spread, name in zip(group.spreads, ("mean", "p50", "p95", "p99"), strict=True):
        values = [getattr(result.summary.latency, name) for result in group.results]
        mean, error = float(np.mean(values)), float(stats.sem(values))
        assert spread.interval_s == pytest.approx(stats.t.interval(0.95, 3, mean, error))


def test_near_saturation_runs_differ_by_more_than_one_run_lets_on() -> None:
    """At 85 % load neighbours are alike: the interval of one run is narrower than that between runs."""
    (group,) = replications([_result(seed) for seed in range(1, 6)])
    p99 = next(spread for spread in group.spreads if spread.measure == "p99 latency")
    values = [result.summary.latency.p99 for result in group.results]

    assert p99.mean_s == pytest.approx(np.mean(values))
    assert p99.alone_s == values[0]
    assert p99.alone_interval_s == group.results[0].summary.latency.ci.p99
    words = replication_words(group)
    assert "5 runs of the same set-up with other draws: p99 latency" in words
    assert "4 degrees of freedom" in words
    assert "Its interval is the narrower one" in words


def test_the_title_names_the_shortest_and_the_longest_median() -> None:
    fast, slow = _result(1), _result(1, max_batch_size=8, max_wait_s=0.5)

    assert compared_words([slow, fast]).startswith("The median latency is shortest in B")
    assert "longest in A" in compared_words([slow, fast])


def test_the_title_claims_no_difference_where_intervals_overlap() -> None:
    assert compared_words([_result(1), _result(1)]).startswith("The two medians cannot be told apart")


def test_the_title_says_which_runs_were_unstable() -> None:
    words = compared_words([_result(1), _result(1, rate=300.0)])

    assert words.endswith("; in B the queue grew all along")


def test_six_curves_differ_in_line_and_letter() -> None:
    figure = compared_distributions([_result(seed) for seed in range(6)])
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    letters = [trace.text[0] for trace in figure.data if trace.mode == "markers+text"]

    assert len({trace.line.dash for trace in lines}) == 6
    assert letters == [f"<b>{letter}</b>" for letter in "ABCDEF"]


def test_the_table_says_what_is_not_to_be_trusted() -> None:
    table = compared_table(
        [_result(1), _result(1, rate=300.0), replace(_result(1), void="The machine stood still.")]
    )

    assert list(table.columns) == ["A", "B", "C"]
    assert table.loc["Engine", "A"] == "SIM · n = 2,000"
    assert "draw 1" in table.loc["Set-up", "A"]
    assert "to" in table.loc["p99 latency", "A"]
    assert table.loc["To be trusted?"].tolist()[0] == "Yes"
    assert "unstable" in table.loc["To be trusted?", "B"]
    assert table.loc["p50 latency", "B"] == "unstable: none"
    assert table.loc["To be trusted?", "C"] == "No, void. The machine stood still."
