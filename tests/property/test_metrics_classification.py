"""Every number of the quality page against scikit-learn, scipy or counting by hand, over random matrices and scores."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap
from sklearn import metrics

from core.metrics import ConfusionMatrix, highest_prevalence
from core.metrics.classification_intervals import (
    balanced_accuracy_of,
    bootstrap_interval,
    exact_interval,
    f1_of,
    mcc_of,
)
from core.metrics.classification_measures import measures
from core.metrics.classification_scores import HeldOut, at_threshold, examine
from core.metrics.quality import implied_false_alarms
from core.metrics.thresholds_day import Day, agreement_range, agrees, extra_cost, over_a_day

counts = st.integers(0, 200)
matrices = st.builds(ConfusionMatrix, tp=counts, fp=counts, fn=counts, tn=counts).filter(lambda m: m.total)
# Few distinct values, so that ties are common.
scored = st.lists(
    st.tuples(st.integers(0, 20).map(lambda k: k / 20), st.booleans()), min_size=2, max_size=60
).filter(lambda rows: 0 < sum(good for _, good in rows) < len(rows))
days = st.builds(
    Day,
    messages=st.integers(1, 100_000),
    prevalence=st.floats(0.001, 0.999),
    miss_cost=st.floats(0, 1000),
    alarm_cost=st.floats(0, 1000),
    reviews=st.integers(0, 100_000),
)


def _examined(rows):
    scores, truth = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    held_out = HeldOut(
        classes=("no", "yes"),
        labels=truth.astype(np.int64),
        probabilities=np.column_stack([1 - scores, scores]),
    )
    return examine(held_out, "yes"), scores, truth


def _columns(matrix):
    cells = [matrix.tp, matrix.fp, matrix.fn, matrix.tn]
    return np.repeat([1, 0, 1, 0], cells), np.repeat([1, 1, 0, 0], cells)


@settings(max_examples=40)
@given(matrices)
def test_balanced_accuracy_and_correlation_are_scikit_learns_or_none_where_undefined(matrix):
    truth, said = _columns(matrix)
    if matrix.balanced_accuracy is not None:
        assert matrix.balanced_accuracy == pytest.approx(metrics.balanced_accuracy_score(truth, said))
    else:
        assert len(set(truth.tolist())) == 1
    if matrix.mcc is not None:
        assert matrix.mcc == pytest.approx(metrics.matthews_corrcoef(truth, said), abs=1e-12)
    else:
        assert len(set(truth.tolist())) == 1 or len(set(said.tolist())) == 1


@settings(max_examples=40)
@given(matrices)
def test_every_sum_with_its_numbers_in_place_comes_to_the_value(matrix):
    for one in measures(matrix):
        if one.value is None:
            assert one.interval is None
            continue
        words = one.sum.replace(",", "").replace("×", "*").replace("÷", "/").replace("−", "-")
        assert "=" not in words
        assert _worth(words) == pytest.approx(one.value, abs=1e-12), one.sum
        assert one.interval is not None and one.interval[0] <= one.interval[1]
        if one.method == "exact":
            assert one.interval[0] <= one.value <= one.interval[1]


def _worth(words: str) -> float:
    """A sum of whole numbers, + - * / ( ) and √ of a bracket, worked out without running it as code."""
    tokens = words.replace("(", " ( ").replace(")", " ) ").replace("√", " √ ").split()

    def expression(at):
        value, at = term(at)
        while at < len(tokens) and tokens[at] in "+-":
            sign = 1 if tokens[at] == "+" else -1
            more, at = term(at + 1)
            value += sign * more
        return value, at

    def term(at):
        value, at = factor(at)
        while at < len(tokens) and tokens[at] in "*/":
            times = tokens[at] == "*"
            more, at = factor(at + 1)
            value = value * more if times else value / more
        return value, at

    def factor(at):
        if tokens[at] == "√":
            value, at = factor(at + 1)
            return value**0.5, at
        if tokens[at] == "(":
            value, at = expression(at + 1)
            return value, at + 1
        return float(tokens[at]), at + 1

    value, end = expression(0)
    assert end == len(tokens)
    return value


@given(st.integers(0, 300), st.integers(0, 300))
def test_exact_intervals_are_scipys(hits, misses):
    n = hits + misses
    if n == 0:
        assert exact_interval(0, 0) is None
        return
    theirs = binomtest(hits, n).proportion_ci(0.95, method="exact")
    assert exact_interval(hits, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 4), min_size=1, max_size=20))
def test_the_bootstrap_s_formulas_are_those_of_the_matrix(rows):
    table = np.array(rows, dtype=np.float64)
    for of_counts, name in ((f1_of, "f1"), (balanced_accuracy_of, "balanced_accuracy"), (mcc_of, "mcc")):
        for (tp, fp, fn, tn), value in zip(rows, of_counts(table), strict=True):
            mine = getattr(ConfusionMatrix(tp=tp, fp=fp, fn=fn, tn=tn), name)
            assert (mine is None and np.isnan(value)) or mine == pytest.approx(value)


def test_resampling_the_counts_is_resampling_the_messages():
    """Scipy resamples 1,000 messages one by one; its ends must be ours within what 2,000 resamples can tell."""
    matrix = ConfusionMatrix(tp=400, fp=100, fn=50, tn=450)
    truth, said = _columns(matrix)

    def f1(rows, axis=-1):
        good, flagged = truth[rows], said[rows]
        both = (good & flagged).sum(axis)
        return 2 * both / (good.sum(axis) + flagged.sum(axis))

    theirs = bootstrap(
        (np.arange(1000),), f1, n_resamples=2000, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    low, high = bootstrap_interval(matrix, f1_of)
    # The sampling error of a 2.5 % quantile of 2,000 draws is about 0.0006 here, on either side.
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=0.003)
    assert bootstrap_interval(matrix, f1_of) == (low, high), "seeded: the same for the same matrix"


@settings(max_examples=40)
@given(scored)
def test_areas_and_curves_are_scikit_learns(rows):
    examined, scores, truth = _examined(rows)
    assert examined.auc == pytest.approx(metrics.roc_auc_score(truth, scores))
    assert examined.average_precision == pytest.approx(metrics.average_precision_score(truth, scores))
    for ours, theirs in zip(examined.roc, metrics.roc_curve(truth, scores)[:2], strict=True):
        assert np.array_equal(ours, theirs)


@settings(max_examples=40)
@given(scored, st.integers(0, 100))
def test_the_counts_at_a_threshold_are_those_of_flagging_from_it_on(rows, percent):
    examined, scores, truth = _examined(rows)
    at = percent / 100
    matrix = examined.scan.matrix(at_threshold(examined, at))
    cells = metrics.confusion_matrix(truth, scores >= at, labels=[True, False]).ravel().tolist()
    assert [matrix.tp, matrix.fn, matrix.fp, matrix.tn] == cells


@settings(max_examples=40)
@given(scored, days)
def test_a_day_is_the_test_scaled_and_the_cheapest_is_the_cheapest(rows, day):
    examined, scores, truth = _examined(rows)
    found = over_a_day(examined.scan, day)
    assert found.found + found.misses == pytest.approx(
        np.full(len(found.found), day.messages * day.prevalence)
    )
    for place, at in enumerate(found.thresholds):
        flagged = scores >= at
        recall, alarms = flagged[truth].mean(), flagged[~truth].mean()
        spam, rest = day.messages * day.prevalence, day.messages * (1 - day.prevalence)
        assert found.flagged[place] == pytest.approx(spam * recall + rest * alarms)
        cost = day.miss_cost * spam * (1 - recall) + day.alarm_cost * rest * alarms
        assert found.cost[place] == pytest.approx(cost, abs=1e-6)
    assert found.cost[found.cheapest()] == found.cost.min()
    best = found.cheapest_that_fits()
    assert found.fits[best] and found.cost[best] == found.cost[found.fits].min()
    assert (np.diff(found.flagged) <= 1e-9).all()


@settings(max_examples=40)
@given(scored, days, st.floats(0.5, 0.99))
def test_the_rules_choose_as_they_say(rows, day, least):
    examined, _, _ = _examined(rows)
    found = over_a_day(examined.scan, day)
    recall = found.found / (day.messages * day.prevalence)
    place = found.recall_first(least)
    assert recall[place] >= least * (1 - 1e-9)
    assert (recall[place + 1 :] < least).all(), "a higher threshold would find too little"
    place = found.precision_first(least)
    precision = np.divide(found.found, found.flagged, out=np.zeros(len(recall)), where=found.flagged > 0)
    if place is None:
        assert (precision < least).all()
    else:
        assert precision[place] >= least
        assert (precision[:place] < least).all(), "a lower threshold would find as much or more"


@settings(max_examples=40)
@given(scored, days, st.integers(0, 10_000), st.integers(0, 10_000))
def test_extra_cost_is_the_difference_of_the_costs_and_is_nothing_against_itself(rows, day, one, other):
    examined, _, _ = _examined(rows)
    found = over_a_day(examined.scan, day)
    one, other = one % len(found.cost), other % len(found.cost)
    more, (low, high) = extra_cost(examined.scan, found, one, other)
    assert more == pytest.approx(found.cost[one] - found.cost[other], abs=1e-6 * max(1.0, found.cost.max()))
    assert low <= high
    assert extra_cost(examined.scan, found, one, one) == (0.0, (0.0, 0.0))


@settings(max_examples=40)
@given(scored, days)
def test_a_rule_agrees_at_the_costs_that_its_range_names(rows, day):
    assume(day.alarm_cost > 0)
    examined, _, _ = _examined(rows)
    found = over_a_day(examined.scan, day)
    ratios = np.geomspace(0.1, 100, 13)
    place = found.recall_first(0.9)
    ends = agreement_range(found, place, ratios)
    good = [
        ratio
        for ratio in ratios
        if agrees(
            (again := over_a_day(examined.scan, _at_ratio(day, ratio))), place, again.cheapest_that_fits()
        )
    ]
    assert (ends is None) == (not good)
    assert ends is None or ends == pytest.approx((min(good), max(good)))


def _at_ratio(day, ratio):
    return Day(
        messages=day.messages,
        prevalence=day.prevalence,
        miss_cost=float(ratio),
        alarm_cost=1.0,
        reviews=day.reviews,
    )


@settings(max_examples=400)
@given(st.integers(1, 400), st.data())
def test_a_prevalence_is_feasible_exactly_if_some_integer_matrix_has_it(n, data):
    """n messages, P of them positive, tp of those found, and E answers wrong: fp = E − (P − tp) must be from 0 to n − P."""
    positives = data.draw(st.integers(1, n))
    tp = data.draw(st.integers(0, positives))
    wrong = data.draw(st.integers(0, n))
    fp = wrong - (positives - tp)
    exists = 0 <= fp <= n - positives
    accuracy, recall, prevalence = (n - wrong) / n, tp / positives, positives / n
    said = prevalence <= highest_prevalence(accuracy, recall) * (1 + 1e-9)
    assert said == exists
    # The same region in exact arithmetic, in the words of the page: false alarms from none to all that is honest.
    exact = 1 - Fraction(n - wrong, n) - Fraction(positives, n) * (1 - Fraction(tp, positives))
    assert exists == (0 <= exact <= 1 - Fraction(positives, n))
    assert implied_false_alarms(accuracy, recall, prevalence) == pytest.approx(float(exact), abs=1e-12)
