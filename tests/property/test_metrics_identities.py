"""Quality measures agree with scikit-learn, and the accuracy paradox with the matrices that it is about."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn import metrics

from core.metrics import ConfusionMatrix, fraud_example, highest_prevalence, precision_at

counts = st.integers(0, 60)
shares = st.floats(0, 1)


@given(counts, counts, counts, counts)
def test_every_measure_is_scikit_learns_or_none_where_that_is_undefined(tp, fp, fn, tn):
    assume(tp + fp + fn + tn)
    matrix = ConfusionMatrix(tp=tp, fp=fp, fn=fn, tn=tn)
    truth = np.repeat([1, 0, 1, 0], [tp, fp, fn, tn])
    said = np.repeat([1, 1, 0, 0], [tp, fp, fn, tn])
    per_label = metrics.precision_recall_fscore_support(truth, said, labels=[0, 1], zero_division=np.nan)
    expected = {
        "precision": per_label[0][1],
        "recall": per_label[1][1],
        "specificity": per_label[1][0],
        "f1": per_label[2][1],
        "accuracy": metrics.accuracy_score(truth, said),
        "prevalence": truth.mean(),
    }
    for name, value in expected.items():
        mine = getattr(matrix, name)
        assert (mine is None) == bool(np.isnan(value)), name
        assert mine is None or mine == pytest.approx(value), name


@given(counts, counts, counts, counts)
def test_the_parts_of_every_matrix_can_be_found_back(tp, fp, fn, tn):
    matrix = ConfusionMatrix(tp=tp, fp=fp, fn=fn, tn=tn)
    if tp + fn == 0:
        return
    assert matrix.prevalence <= highest_prevalence(matrix.accuracy, matrix.recall) * (1 + 1e-9)
    if tp:
        precision = precision_at(matrix.accuracy, matrix.recall, matrix.prevalence)
        assert precision == pytest.approx(matrix.precision, rel=1e-6)
    assert fraud_example(matrix.total, matrix.prevalence, matrix.accuracy, matrix.recall) == matrix


@given(st.integers(1, 100_000), shares, shares, st.floats(0, 1))
def test_an_example_of_any_shares_that_fit_is_a_matrix_near_them(n, accuracy, recall, part):
    prevalence = part * highest_prevalence(accuracy, recall)
    matrix = fraud_example(n, prevalence, accuracy, recall)
    assert matrix.total == n
    assert matrix.tp + matrix.fn == pytest.approx(n * prevalence, abs=0.5001)
    assert matrix.tp + matrix.tn == pytest.approx(n * accuracy, abs=2.5)
