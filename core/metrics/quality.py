"""Whether the answers are right: the confusion matrix, and why accuracy alone can mislead."""

import math
from dataclasses import dataclass

from core.base import Checks


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionMatrix:
    """How many answers were right and wrong: true/false positives, false/true negatives, whole numbers.

    A ratio whose denominator is 0 is None: nothing was there to judge.

    >>> matrix = ConfusionMatrix(tp=400, fp=100, fn=50, tn=450)
    >>> matrix.accuracy, matrix.precision, round(matrix.recall, 3)
    (0.85, 0.8, 0.889)
    """

    tp: int
    fp: int
    fn: int
    tn: int

    def __post_init__(self) -> None:
        checks = Checks()
        for name in ("tp", "fp", "fn", "tn"):
            checks.whole(name, getattr(self, name), least=0)
        checks.done()

    @property
    def total(self) -> int:
        """All answers."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def accuracy(self) -> float | None:
        """Share of all answers that are right: (tp + tn)/total."""
        return _ratio(self.tp + self.tn, self.total)

    @property
    def precision(self) -> float | None:
        """Share of the flagged that deserved it: tp/(tp + fp)."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of the positives that were found: tp/(tp + fn)."""
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def specificity(self) -> float | None:
        """Share of the negatives that were left alone: tn/(tn + fp)."""
        return _ratio(self.tn, self.tn + self.fp)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall: 2tp/(2tp + fp + fn)."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def balanced_accuracy(self) -> float | None:
        """Mean of recall and specificity: what accuracy would be if both classes were as common."""
        if self.recall is None or self.specificity is None:
            return None
        return (self.recall + self.specificity) / 2

    @property
    def mcc(self) -> float | None:
        """Correlation of flag and truth, from −1 to 1: (tp·tn − fp·fn)/√((tp+fp)(tp+fn)(tn+fp)(tn+fn)).

        Source: Matthews, Biochimica et Biophysica Acta 405 (1975).

        >>> round(ConfusionMatrix(tp=400, fp=100, fn=50, tn=450).mcc, 3)
        0.704
        """
        flagged, left = self.tp + self.fp, self.tn + self.fn
        product = flagged * left * (self.tp + self.fn) * (self.tn + self.fp)
        return (self.tp * self.tn - self.fp * self.fn) / math.sqrt(product) if product else None

    @property
    def prevalence(self) -> float | None:
        """Share of positives among all: (tp + fn)/total."""
        return _ratio(self.tp + self.fn, self.total)

    @property
    def do_nothing_accuracy(self) -> float | None:
        """Accuracy of a model that never flags anything: (fp + tn)/total = 1 − prevalence."""
        return _ratio(self.fp + self.tn, self.total)


def highest_prevalence(accuracy: float, recall: float) -> float:
    """The largest share of positives at which this accuracy and this recall can both be true.

    Missed positives are errors, π(1 − r) ≤ 1 − a, and found ones are right answers, πr ≤ a.

    >>> round(highest_prevalence(0.98, 0.12), 4)
    0.0227
    """
    _check_shares(accuracy=accuracy, recall=recall)
    by_errors = (1 - accuracy) / (1 - recall) if recall < 1 else 1.0
    by_hits = accuracy / recall if recall > 0 else 1.0
    return min(by_errors, by_hits, 1.0)


def precision_at(accuracy: float, recall: float, prevalence: float) -> float | None:
    """The precision that accuracy, recall and prevalence leave: rπ/(1 − a − π(1 − 2r)).

    None if nothing is flagged. Raises InvalidInput if the three cannot go together.

    >>> round(precision_at(0.98, 0.12, 0.02), 3), round(precision_at(0.98, 0.12, 0.01), 3)
    (0.5, 0.097)
    """
    _check_feasible(accuracy, recall, prevalence)
    hits = recall * prevalence
    false_alarms = 1 - accuracy - prevalence * (1 - recall)
    # What is left of 0.02 − 0.02 after rounding is no false alarm.
    false_alarms = false_alarms if false_alarms > 1e-12 else 0.0
    return hits / (hits + false_alarms) if hits + false_alarms > 0 else None


def implied_false_alarms(accuracy: float, recall: float, prevalence: float) -> float:
    """The share of false alarms among all that the three leave, 1 − a − π(1 − r): below 0 or above 1 − π, they clash.

    >>> round(implied_false_alarms(0.98, 0.12, 0.03), 4)
    -0.0064
    """
    _check_shares(accuracy=accuracy, recall=recall, prevalence=prevalence)
    return 1 - accuracy - prevalence * (1 - recall)


def fraud_example(n: int, prevalence: float, accuracy: float, recall: float) -> ConfusionMatrix:
    """n transactions with this share of fraud, judged with this accuracy and recall, to the nearest whole number.

    Raises InvalidInput if the three shares cannot go together.

    >>> fraud_example(10_000, 0.02, 0.98, 0.12)
    ConfusionMatrix(tp=24, fp=24, fn=176, tn=9776)
    """
    checks = Checks()
    checks.whole("n", n, least=1)
    checks.done()
    _check_feasible(accuracy, recall, prevalence)
    positives = round(n * prevalence)
    tp = round(positives * recall)
    # Rounding may push the rest by one beyond what there is.
    fp = min(max(round(n * (1 - accuracy)) - (positives - tp), 0), n - positives)
    return ConfusionMatrix(tp=tp, fp=fp, fn=positives - tp, tn=n - positives - fp)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _check_shares(**shares: float) -> None:
    checks = Checks()
    for name, share in shares.items():
        checks.number(name, share, least=0, most=1)
    checks.done()


def _check_feasible(accuracy: float, recall: float, prevalence: float) -> None:
    _check_shares(accuracy=accuracy, recall=recall, prevalence=prevalence)
    most = highest_prevalence(accuracy, recall)
    if prevalence > most * (1 + 1e-9):
        checks = Checks()
        checks.add(
            "prevalence",
            f"{prevalence:.4g} cannot go with accuracy {accuracy:.4g} and recall {recall:.4g}",
            f"give a share of at most {most:.4g}, or a lower accuracy, or another recall",
        )
        checks.done()
