"""The confusion matrix, and what accuracy hides."""

import pytest

from core.base import InvalidInput
from core.metrics import ConfusionMatrix, fraud_example, highest_prevalence, precision_at

LESSON = ConfusionMatrix(tp=400, fp=100, fn=50, tn=450)


@pytest.mark.parametrize(
    ("measure", "per_cent"),
    [
        ("accuracy", 85.0),
        ("precision", 80.0),
        ("recall", 88.9),
        ("specificity", 81.8),
        ("f1", 84.2),
        ("prevalence", 45.0),
    ],
)
def test_the_worked_example_of_the_lesson(measure, per_cent):
    assert round(100 * getattr(LESSON, measure), 1) == per_cent


def test_a_ratio_of_nothing_is_none_not_zero():
    nothing = ConfusionMatrix(tp=0, fp=0, fn=0, tn=0)
    measures = ("accuracy", "precision", "recall", "specificity", "f1", "prevalence", "do_nothing_accuracy")
    assert [getattr(nothing, measure) for measure in measures] == [None] * 7
    never_flags = ConfusionMatrix(tp=0, fp=0, fn=5, tn=95)
    assert never_flags.precision is None
    assert never_flags.recall == 0.0


def test_all_counts_that_are_no_counts_are_named_at_once():
    with pytest.raises(InvalidInput) as refused:
        ConfusionMatrix(tp=-1, fp=2.5, fn=0, tn=True)
    assert [fault.field for fault in refused.value.faults] == ["tp", "fp", "tn"]


def test_the_fraud_model_can_have_at_most_2_27_per_cent_fraud():
    assert round(100 * highest_prevalence(0.98, 0.12), 2) == 2.27


def test_fraud_at_two_per_cent_gives_half_precision_and_ties_with_doing_nothing():
    matrix = fraud_example(10_000, 0.02, 0.98, 0.12)
    assert matrix == ConfusionMatrix(tp=24, fn=176, fp=24, tn=9_776)
    assert matrix.precision == 0.5
    assert precision_at(0.98, 0.12, 0.02) == pytest.approx(0.5)
    assert matrix.do_nothing_accuracy == matrix.accuracy == 0.98


def test_fraud_at_one_per_cent_loses_to_doing_nothing():
    matrix = fraud_example(10_000, 0.01, 0.98, 0.12)
    assert matrix == ConfusionMatrix(tp=12, fn=88, fp=112, tn=9_788)
    assert round(100 * matrix.precision, 1) == 9.7
    assert round(100 * precision_at(0.98, 0.12, 0.01), 1) == 9.7
    assert matrix.do_nothing_accuracy == 0.99 > matrix.accuracy


@pytest.mark.parametrize(
    "ask", [lambda: precision_at(0.98, 0.12, 0.03), lambda: fraud_example(10_000, 0.03, 0.98, 0.12)]
)
def test_shares_that_cannot_go_together_are_refused_with_the_reason(ask):
    with pytest.raises(
        InvalidInput, match=r"cannot go with accuracy 0.98 and recall 0.12; give a share of at most 0.02273"
    ):
        ask()


def test_finding_more_than_is_right_in_all_is_impossible_too():
    assert highest_prevalence(0.05, 0.9) == pytest.approx(0.05 / 0.9)
    with pytest.raises(InvalidInput, match="prevalence"):
        precision_at(0.05, 0.9, 0.5)


def test_the_highest_prevalence_itself_is_possible():
    most = highest_prevalence(0.98, 0.12)
    assert precision_at(0.98, 0.12, most) == pytest.approx(1.0)


def test_a_model_that_flags_nothing_has_no_precision():
    assert precision_at(0.98, 0.0, 0.02) is None


def test_shares_out_of_range_are_refused():
    with pytest.raises(InvalidInput, match="accuracy: 98 is out of range"):
        highest_prevalence(98, 0.12)
    with pytest.raises(InvalidInput, match="n: 0 is out of range"):
        fraud_example(0, 0.01, 0.98, 0.12)
