"""Calculations behind the questions on thresholds, prevalence and leakage, by name."""

from collections.abc import Mapping

import numpy as np

from core.learning.calculation import Calculation, Numbers
from core.metrics import ConfusionMatrix, fraud_example, highest_prevalence, precision_at
from core.metrics.thresholds import ThresholdScan, break_even
from core.theory import slow_share

SCANNED_PCT = (20, 40, 60, 80)
"""The thresholds of the table that is read for the lowest cost, with what each finds and flags of 100 positives."""
FOUND, ALARMS, POSITIVES, SCANNED = (95, 88, 75, 50), (300, 120, 40, 10), 100, 2_000


def matrix_measures(drawn: Numbers) -> Numbers:
    """The measures of a confusion matrix in per cent, and its sums.

    tp, fp, fn, tn → precision_pct, recall_pct, accuracy_pct, specificity_pct, false_flags_pct = 100 − precision_pct;
    flagged, positives, negatives, total.

    >>> found = matrix_measures({"tp": 400, "fp": 100, "fn": 50, "tn": 450})
    >>> found["precision_pct"], round(found["recall_pct"], 1)
    (80.0, 88.9)
    """
    matrix = ConfusionMatrix(**{name: round(drawn[name]) for name in ("tp", "fp", "fn", "tn")})
    shares = {name: getattr(matrix, name) for name in ("precision", "recall", "accuracy", "specificity")}
    return {
        **{f"{name}_pct": 100 * share for name, share in shares.items()},
        "false_flags_pct": 100 * (1 - shares["precision"]),
        "flagged": matrix.tp + matrix.fp,
        "positives": matrix.tp + matrix.fn,
        "negatives": matrix.fp + matrix.tn,
        "total": matrix.total,
    }


def cheapest_cut(drawn: Numbers) -> Numbers:
    """The cheapest threshold for true probabilities, c_alarm/(c_alarm + c_miss), in per cent (Elkan 2001).

    miss_cost, alarm_cost → threshold_pct; wrong: ratio_pct = alarm/miss, turned_pct = miss/(alarm + miss).

    >>> found = cheapest_cut({"miss_cost": 90, "alarm_cost": 10})
    >>> round(found["threshold_pct"], 9), round(found["turned_pct"], 9)
    (10.0, 90.0)
    """
    threshold = break_even(drawn["miss_cost"] / drawn["alarm_cost"])
    return {
        "threshold_pct": 100 * threshold,
        "ratio_pct": 100 * drawn["alarm_cost"] / drawn["miss_cost"],
        "turned_pct": 100 * (1 - threshold),
        "both_costs": drawn["alarm_cost"] + drawn["miss_cost"],
    }


def cheapest_row(drawn: Numbers) -> Numbers:
    """What each row of a threshold table costs, in false alarms, and the cheapest of them.

    miss_times → cheapest_pct; cost_20, cost_40, cost_60, cost_80; lowest_cost.

    >>> [round(cheapest_row({"miss_times": times})["cheapest_pct"]) for times in (3, 10, 50)]
    [60, 40, 20]
    """
    table = ThresholdScan(
        thresholds=np.array(SCANNED_PCT) / 100,
        tp=np.array(FOUND),
        fp=np.array(ALARMS),
        positives=POSITIVES,
        total=SCANNED,
    )
    costs = table.cost_per_text(drawn["miss_times"]) * SCANNED
    return {
        **{f"cost_{pct}": float(cost) for pct, cost in zip(SCANNED_PCT, costs, strict=True)},
        "cheapest_pct": SCANNED_PCT[table.cheapest(drawn["miss_times"])],
        "lowest_cost": float(costs.min()),
    }


def alarms_a_day(drawn: Numbers) -> Numbers:
    """False alarms among a day's messages: (1 − specificity) of the negatives.

    messages, positive_pct, specificity_pct → false_alarms, negatives, positives, alarm_pct; the wrong
    alarms_of_all takes them of all messages.

    >>> drawn = {"messages": 10_000, "positive_pct": 20, "specificity_pct": 98}
    >>> round(alarms_a_day(drawn)["false_alarms"], 6)
    160.0
    """
    alarm_share = 1 - drawn["specificity_pct"] / 100
    positives = drawn["messages"] * drawn["positive_pct"] / 100
    negatives = drawn["messages"] - positives
    return {
        "positives": positives,
        "negatives": negatives,
        "alarm_pct": 100 * alarm_share,
        "false_alarms": negatives * alarm_share,
        "alarms_of_all": drawn["messages"] * alarm_share,
        "left_alone": negatives * (1 - alarm_share),
    }


def do_nothing(drawn: Numbers) -> Numbers:
    """Accuracy of a model that never flags anything, in per cent: 1 − prevalence.

    total, positives → accuracy_pct, negatives, positive_pct.

    >>> do_nothing({"total": 10_000, "positives": 50})["accuracy_pct"]
    99.5
    """
    total, positives = round(drawn["total"]), round(drawn["positives"])
    matrix = ConfusionMatrix(tp=0, fp=0, fn=positives, tn=total - positives)
    accuracy, prevalence = matrix.do_nothing_accuracy, matrix.prevalence
    assert accuracy is not None and prevalence is not None  # there are messages
    return {"accuracy_pct": 100 * accuracy, "positive_pct": 100 * prevalence, "negatives": matrix.tn}


def prevalence_bound(drawn: Numbers) -> Numbers:
    """The largest share of positives that an accuracy and a recall allow: (1 − a)/(1 − r), in per cent.

    accuracy_pct, recall_pct → highest_pct, error_pct, missed_pct; the wrong by_recall_pct = (1 − a)/r.

    >>> round(prevalence_bound({"accuracy_pct": 98, "recall_pct": 12})["highest_pct"], 2)
    2.27
    """
    accuracy, recall = drawn["accuracy_pct"] / 100, drawn["recall_pct"] / 100
    return {
        "highest_pct": 100 * highest_prevalence(accuracy, recall),
        "error_pct": 100 - drawn["accuracy_pct"],
        "missed_pct": 100 - drawn["recall_pct"],
        "by_recall_pct": 100 * (1 - accuracy) / recall,
    }


def hidden_precision(drawn: Numbers) -> Numbers:
    """The precision that accuracy, recall and prevalence leave, in per cent, with the counts that show it.

    cases, accuracy_pct, recall_pct, positive_pct → precision_pct, positives, tp, fn, fp, tn, errors, flagged.

    >>> drawn = {"cases": 10_000, "accuracy_pct": 98, "recall_pct": 12, "positive_pct": 1}
    >>> found = hidden_precision(drawn)
    >>> round(found["precision_pct"], 2), found["tp"], found["fp"]
    (9.68, 12, 112)
    """
    cases, positive = round(drawn["cases"]), drawn["positive_pct"] / 100
    accuracy, recall = drawn["accuracy_pct"] / 100, drawn["recall_pct"] / 100
    matrix = fraud_example(cases, positive, accuracy, recall)
    precision = precision_at(accuracy, recall, positive)
    assert precision is not None  # something is found, so something is flagged
    return {
        "precision_pct": 100 * precision,
        "positives": matrix.tp + matrix.fn,
        "errors": matrix.fp + matrix.fn,
        "flagged": matrix.tp + matrix.fp,
        **{name: getattr(matrix, name) for name in ("tp", "fp", "fn", "tn")},
    }


def precision_elsewhere(drawn: Numbers) -> Numbers:
    """Precision where a share of positives is met with this recall and this specificity, in per cent.

    cases, recall_pct, specificity_pct, positive_pct → precision_pct, hits, alarms, flagged, positives, negatives,
    alarm_pct, flags_per_hit = 1/precision; the wrong both_pct multiplies recall and specificity.

    >>> drawn = {"cases": 10_000, "recall_pct": 90, "specificity_pct": 95, "positive_pct": 1}
    >>> round(precision_elsewhere(drawn)["precision_pct"], 1)
    15.4
    """
    recall, specificity = drawn["recall_pct"] / 100, drawn["specificity_pct"] / 100
    positive = drawn["positive_pct"] / 100
    precision = precision_at(positive * recall + (1 - positive) * specificity, recall, positive)
    assert precision is not None  # something is found, so something is flagged
    positives = drawn["cases"] * positive
    hits, alarms = positives * recall, (drawn["cases"] - positives) * (1 - specificity)
    return {
        "precision_pct": 100 * precision,
        "both_pct": 100 * recall * specificity,
        "positives": positives,
        "negatives": drawn["cases"] - positives,
        "hits": hits,
        "alarms": alarms,
        "flagged": hits + alarms,
        "alarm_pct": 100 * (1 - specificity),
        "flags_per_hit": 1 / precision,
    }


def copies_seen(drawn: Numbers) -> Numbers:
    """Share of test messages that have a copy in the training part of a random cut: 1 − tᵏ⁻¹, in per cent.

    copies: k, how often each message is in a large archive. test_pct: t, the part cut off for the test.
    → seen_pct, clean_pct; others = k − 1; the wrong once_pct = 1 − t is right only for pairs.

    >>> round(copies_seen({"copies": 3, "test_pct": 20})["seen_pct"], 6)
    96.0
    """
    others = round(drawn["copies"]) - 1
    seen = slow_share(drawn["test_pct"] / 100, others)
    return {
        "others": others,
        "seen_pct": 100 * seen,
        "clean_pct": 100 * (1 - seen),
        "train_pct": 100 - drawn["test_pct"],
    }


CALCULATIONS: Mapping[str, Calculation] = {
    "matrix-measures": matrix_measures,
    "cheapest-cut": cheapest_cut,
    "cheapest-row": cheapest_row,
    "alarms-a-day": alarms_a_day,
    "do-nothing": do_nothing,
    "prevalence-bound": prevalence_bound,
    "hidden-precision": hidden_precision,
    "precision-elsewhere": precision_elsewhere,
    "copies-seen": copies_seen,
}
