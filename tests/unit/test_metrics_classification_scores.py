"""Scores held against one class: what is refused, and what every threshold's scan begins and ends with."""

import numpy as np
import pytest

from core.base import InvalidInput
from core.metrics.classification_scores import HeldOut, at_threshold, examine

THREE = HeldOut(
    classes=("food", "money", "sport"),
    labels=np.array([0, 1, 2, 2]),
    probabilities=np.array([[0.8, 0.1, 0.1], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8], [0.4, 0.4, 0.2]]),
)


def test_one_label_of_three_is_held_against_the_rest() -> None:
    found = examine(THREE, "sport")
    assert (found.positive, found.negative, found.n, found.prevalence) == ("sport", "not sport", 4, 0.5)
    assert found.scores.tolist() == [0.1, 0.3, 0.8, 0.2]
    assert found.truth.tolist() == [False, False, True, True]


def test_the_scan_runs_from_flagging_all_to_flagging_nothing() -> None:
    found = examine(THREE, "sport")
    first, last = found.scan.matrix(0), found.scan.matrix(len(found.scan.thresholds) - 1)
    assert (first.tp, first.fp) == (2, 2) and (last.tp, last.fp) == (0, 0)
    assert at_threshold(found, 0.0) == 0
    assert found.scan.matrix(at_threshold(found, 1.0)) == last
    assert found.scan.matrix(at_threshold(found, 0.8)).tp == 1, "a score at the threshold is flagged"


@pytest.mark.parametrize("label", ["weather", "only"])
def test_a_label_that_none_or_all_have_cannot_be_judged(label: str) -> None:
    held_out = HeldOut(
        classes=("only", "weather"), labels=np.array([0, 0]), probabilities=np.array([[0.9, 0.1], [0.8, 0.2]])
    )
    with pytest.raises(InvalidInput, match="choose a label that some have"):
        examine(held_out, label)


def test_a_label_that_is_not_there_is_named() -> None:
    with pytest.raises(InvalidInput, match="'mail' is not a label; give one of food, money, sport"):
        examine(THREE, "mail")


def test_all_faults_of_held_out_scores_are_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        HeldOut(classes=("a", "b"), labels=np.array([0, 2]), probabilities=np.array([[0.1, np.nan]]))
    assert [fault.field for fault in refused.value.faults] == ["probabilities", "labels"]
    with pytest.raises(InvalidInput, match="not finite"):
        HeldOut(classes=("a", "b"), labels=np.array([0]), probabilities=np.array([[0.1, np.nan]]))
