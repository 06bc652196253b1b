"""The seven measures of a confusion matrix: what each asks, its sum with the counts in place, its value and interval."""

from dataclasses import dataclass
from typing import Literal

from core.metrics.classification_intervals import (
    balanced_accuracy_of,
    bootstrap_interval,
    exact_interval,
    f1_of,
    mcc_of,
)
from core.metrics.intervals import Interval
from core.metrics.quality import ConfusionMatrix

Method = Literal["exact", "bootstrap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure. formula: in the four counts' names; sum: the same with the counts in place.

    value and interval (95 %): None where there is nothing to divide by. n: how many messages the measure is about.
    """

    key: str
    name: str
    asks: str
    formula: str
    sum: str
    value: float | None
    interval: Interval | None
    method: Method
    n: int

    @property
    def is_share(self) -> bool:
        """Whether it runs from 0 to 1 and reads best in per cent; the correlation does not."""
        return self.key != "mcc"


def measures(
    matrix: ConfusionMatrix, positive: str = "spam", negative: str = "genuine"
) -> tuple[Measure, ...]:
    """Accuracy, precision, recall, specificity, F1, balanced accuracy and Matthews' correlation, in this order.

    >>> precision = measures(ConfusionMatrix(tp=400, fp=100, fn=50, tn=450))[1]
    >>> precision.sum, precision.value, [round(end, 3) for end in precision.interval]
    ('400 ÷ (400 + 100)', 0.8, [0.762, 0.834])
    """
    return (*_shares(matrix, positive, negative), *_joint(matrix))


def measure(matrix: ConfusionMatrix, key: str) -> Measure:
    """One of the seven by its key: "accuracy", "precision", "recall", "specificity", "f1", "balanced_accuracy", "mcc"."""
    return next(one for one in measures(matrix) if one.key == key)


def _shares(matrix: ConfusionMatrix, positive: str, negative: str) -> tuple[Measure, ...]:
    """The plain shares: so many of so many, with exact intervals."""
    tp, fp, fn, tn = (f"{count:,}" for count in (matrix.tp, matrix.fp, matrix.fn, matrix.tn))
    rows = (
        ("accuracy", "Accuracy", "Of all messages, how many are right?", "(TP + TN) ÷ n", f"({tp} + {tn}) ÷ {matrix.total:,}", matrix.tp + matrix.tn, matrix.total),
        ("precision", "Precision", f"Of the flagged, how much is {positive}?", "TP ÷ (TP + FP)", f"{tp} ÷ ({tp} + {fp})", matrix.tp, matrix.tp + matrix.fp),
        ("recall", "Recall", f"Of all that is {positive}, how much is flagged?", "TP ÷ (TP + FN)", f"{tp} ÷ ({tp} + {fn})", matrix.tp, matrix.tp + matrix.fn),
        ("specificity", "Specificity", f"Of all that is {negative}, how much gets through?", "TN ÷ (TN + FP)", f"{tn} ÷ ({tn} + {fp})", matrix.tn, matrix.tn + matrix.fp),
    )  # fmt: skip
    return tuple(
        Measure(
            key=key, name=name, asks=asks, formula=formula, sum=sum_,
            value=getattr(matrix, key), interval=exact_interval(hits, n), method="exact", n=n,
        )
        for key, name, asks, formula, sum_, hits, n in rows
    )  # fmt: skip


def _joint(matrix: ConfusionMatrix) -> tuple[Measure, ...]:
    """Those made of several shares, with bootstrap intervals."""
    tp, fp, fn, tn = (f"{count:,}" for count in (matrix.tp, matrix.fp, matrix.fn, matrix.tn))
    spam, rest, flagged, left = (
        f"{count:,}"
        for count in (matrix.tp + matrix.fn, matrix.tn + matrix.fp, matrix.tp + matrix.fp, matrix.tn + matrix.fn)
    )  # fmt: skip
    rows = (
        ("f1", "F1", "Are precision and recall both high?", "2 TP ÷ (2 TP + FP + FN)", f"2 × {tp} ÷ (2 × {tp} + {fp} + {fn})", f1_of),
        ("balanced_accuracy", "Balanced accuracy", "And if both kinds were as common?", "(recall + specificity) ÷ 2", f"({tp} ÷ {spam} + {tn} ÷ {rest}) ÷ 2", balanced_accuracy_of),
        ("mcc", "MCC (Matthews)", "How closely do flag and truth go together, from −1 to 1?", "(TP × TN − FP × FN) ÷ √((TP + FP)(TP + FN)(TN + FP)(TN + FN))", f"({tp} × {tn} − {fp} × {fn}) ÷ √({flagged} × {spam} × {rest} × {left})", mcc_of),
    )  # fmt: skip
    found: list[Measure] = []
    for key, name, asks, formula, sum_, of_counts in rows:
        value: float | None = getattr(matrix, key)
        interval = None if value is None else bootstrap_interval(matrix, of_counts)
        found.append(
            Measure(
                key=key, name=name, asks=asks, formula=formula, sum=sum_,
                value=value, interval=interval, method="bootstrap", n=matrix.total,
            )
        )  # fmt: skip
    return tuple(found)
