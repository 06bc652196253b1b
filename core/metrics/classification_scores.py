"""A classifier's scores on messages it was not trained on, and the curves that every threshold on them draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from core.base import Checks, Fault, InvalidInput
from core.metrics.thresholds import ThresholdScan, scan

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeldOut:
    """Probabilities of shape (n, k) for messages whose labels are known: labels hold places in ``classes``, shape (n,)."""

    classes: tuple[str, ...]
    labels: NDArray[np.int64]
    probabilities: NDArray[np.float64]

    def __post_init__(self) -> None:
        checks = Checks()
        if self.probabilities.shape != (len(self.labels), len(self.classes)):
            problem = (
                f"{self.probabilities.shape} for {len(self.labels)} labels of {len(self.classes)} classes"
            )
            checks.add("probabilities", problem, "give a row a message and a column a class")
        elif not np.isfinite(self.probabilities).all():
            checks.add("probabilities", "some are not finite numbers", "give numbers from 0 to 1")
        if len(self.labels) and not (0 <= self.labels.min() <= self.labels.max() < len(self.classes)):
            checks.add("labels", "some name no class", "give places in classes")
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examined:
    """One class held against the rest: scores and truth (n,), what every threshold gives, and scikit-learn's curves.

    scan: at every distinct score, rising, and once above them all, where nothing is flagged.
    roc: (share of false alarms, recall); pr: (recall, precision): the corners of the curves. auc: area under roc.
    """

    positive: str
    negative: str
    scores: Column
    truth: NDArray[np.bool_]
    scan: ThresholdScan
    roc: tuple[Column, Column]
    pr: tuple[Column, Column]
    auc: float
    average_precision: float

    @property
    def n(self) -> int:
        """How many messages were scored."""
        return len(self.scores)

    @property
    def prevalence(self) -> float:
        """Share of the positive class among them."""
        return self.scan.positives / self.n


def examine(held_out: HeldOut, positive: str) -> Examined:
    """The class ``positive`` against all others. Raises InvalidInput unless both sides have messages.

    >>> held_out = HeldOut(classes=("ok", "spam"), labels=np.array([0, 1, 1]),
    ...     probabilities=np.array([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]))
    >>> found = examine(held_out, "spam")
    >>> found.auc, found.scan.tp.tolist(), found.negative
    (1.0, [2, 2, 1, 0], 'ok')
    """
    column = _column(held_out, positive)
    scores, truth = held_out.probabilities[:, column], held_out.labels == column
    fpr, tpr, _ = roc_curve(truth, scores)
    precision, recall, _ = precision_recall_curve(truth, scores, drop_intermediate=True)
    levels = np.unique(scores)
    others = [label for label in held_out.classes if label != positive]
    return Examined(
        positive=positive,
        negative=others[0] if len(others) == 1 else f"not {positive}",
        scores=scores,
        truth=truth,
        scan=scan(scores, truth, np.append(levels, np.nextafter(levels[-1], np.inf))),
        roc=(fpr, tpr),
        pr=(recall, precision),
        auc=float(roc_auc_score(truth, scores)),
        average_precision=float(average_precision_score(truth, scores)),
    )


def at_threshold(examined: Examined, threshold: float) -> int:
    """The place in the scan whose counts are those of this threshold: of the lowest score that is still flagged."""
    place = int(np.searchsorted(examined.scan.thresholds, threshold, side="left"))
    return min(place, len(examined.scan.thresholds) - 1)


def _column(held_out: HeldOut, positive: str) -> int:
    if positive not in held_out.classes:
        known = ", ".join(held_out.classes)
        fault = Fault(field="positive", problem=f"{positive!r} is not a label", fix=f"give one of {known}")
        raise InvalidInput([fault])
    column = held_out.classes.index(positive)
    n = int((held_out.labels == column).sum())
    if not 0 < n < len(held_out.labels):
        problem = f"{n} of {len(held_out.labels)} messages held out are {positive!r}"
        raise InvalidInput(
            [Fault(field="positive", problem=problem, fix="choose a label that some have, and others not")]
        )
    return column
