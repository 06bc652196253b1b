"""Counts and costs at every threshold, against counting them one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import InvalidInput, stream
from core.metrics.thresholds import break_even, scan

GRID = np.arange(0.05, 1.0, 0.05)


@given(
    rows=st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40),
    place=st.integers(0, len(GRID) - 1),
)
def test_the_counts_are_those_of_counting_one_by_one(rows: list[tuple[float, bool]], place: int) -> None:
    scores, positive = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    matrix = scan(scores, positive, GRID).matrix(place)
    flagged = [score >= GRID[place] for score, _ in rows]
    assert matrix.tp == sum(flag and good for flag, (_, good) in zip(flagged, rows, strict=True))
    assert matrix.fp == sum(flag and not good for flag, (_, good) in zip(flagged, rows, strict=True))
    assert matrix.total == len(rows)


def test_the_cheapest_threshold_costs_least_and_falls_as_misses_become_dearer() -> None:
    rng = stream(1, "scores")
    positive = rng.random(4000) < 0.5
    scores = np.clip(rng.normal(np.where(positive, 0.7, 0.3), 0.15), 0, 1)
    found = scan(scores, positive, GRID)
    chosen = []
    for miss_times in (0.1, 1.0, 10.0):
        best = found.cheapest(miss_times)
        assert found.cost_per_text(miss_times)[best] == found.cost_per_text(miss_times).min()
        chosen.append(found.thresholds[best])
    assert chosen[0] > chosen[1] > chosen[2]


def test_true_probabilities_are_cut_near_the_rule_of_thumb() -> None:
    rng = stream(2, "scores")
    scores = rng.random(200_000)
    found = scan(scores, rng.random(200_000) < scores, GRID)
    for miss_times in (1.0, 3.0, 9.0):
        assert found.thresholds[found.cheapest(miss_times)] == pytest.approx(
            break_even(miss_times), abs=0.051
        )


def test_precision_is_missing_where_nothing_is_flagged_and_recall_where_nothing_could_be() -> None:
    found = scan(np.array([0.2, 0.3]), np.array([False, False]), np.array([0.1, 0.9]))
    assert found.precision[0] == 0 and np.isnan(found.precision[1])
    assert np.isnan(found.recall).all()


def test_a_miss_that_costs_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="miss_times"):
        scan(np.array([0.2]), np.array([True]), GRID).cheapest(0.0)


def test_a_score_at_the_threshold_is_flagged() -> None:
    matrix = scan(np.array([0.5, 0.5]), np.array([True, False]), np.array([0.5])).matrix(0)
    assert (matrix.tp, matrix.fp) == (1, 1)
