"""Each measure of quality written out: what it asks, its sum with the numbers in place, and what it comes to."""

from dataclasses import dataclass

from core.base.numbers_format import count, pct
from core.metrics import ConfusionMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """One measure. result: in per cent, or "nothing to divide by"."""

    name: str
    asks: str
    sum: str
    result: str


def derive(matrix: ConfusionMatrix) -> tuple[Derivation, ...]:
    """Accuracy, precision, recall, specificity and F1 of the four counts.

    >>> [line.sum for line in derive(ConfusionMatrix(tp=400, fp=100, fn=50, tn=450))][1]
    '400 ÷ (400 + 100)'
    """
    tp, fp, fn, tn = (count(value) for value in (matrix.tp, matrix.fp, matrix.fn, matrix.tn))
    lines = (
        ("Accuracy", "Of all messages, how many are right?", f"({tp} + {tn}) ÷ {count(matrix.total)}", matrix.accuracy),
        ("Precision", "Of the flagged, how many are spam?", f"{tp} ÷ ({tp} + {fp})", matrix.precision),
        ("Recall", "Of the spam, how much is flagged?", f"{tp} ÷ ({tp} + {fn})", matrix.recall),
        ("Specificity", "Of the genuine, how many get through?", f"{tn} ÷ ({tn} + {fp})", matrix.specificity),
        ("F1", "Are precision and recall both high?", f"2 × {tp} ÷ (2 × {tp} + {fp} + {fn})", matrix.f1),
    )  # fmt: skip
    return tuple(
        Derivation(name=name, asks=asks, sum=sum_, result=share(value)) for name, asks, sum_, value in lines
    )


def share(value: float | None) -> str:
    """A share in per cent, or why there is none."""
    return "nothing to divide by" if value is None else pct(value)
