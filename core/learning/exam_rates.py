"""How often the ten-question test is wrong: who passes it, by chance or by skill, from the binomial distribution."""

from dataclasses import dataclass

from scipy.stats import binom

from core.base import Checks
from core.learning.exam_rule import HELD, ITEMS, LASTING_ITEMS, RESERVE, STRONG, UNSETTLED

ACCURACIES = (0.60, 0.70, 0.90, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often a learner who answers this share of all such questions right is called strong.

    ten: with ten items. with_more: with the up to five further ones of an unsettled test counted in.
    held: how often a check after a day is passed.
    """

    accuracy: float
    ten: float
    with_more: float
    held: float


def rate(accuracy: float) -> Rate:
    """The rates for a true accuracy p: P(k ≥ 9 of 10), that plus P(8 of 10)·p⁵, and P(k ≥ 4 of 5).

    From 8 of 10 only five right answers more bring the evidence of nine of ten (core.learning.exam_rule).

    >>> [round(rate(p).ten, 3) for p in (0.60, 0.70, 0.90, 0.95)]
    [0.046, 0.149, 0.736, 0.914]
    """
    checks = Checks()
    checks.number("accuracy", accuracy, least=0, most=1)
    checks.done()
    ten = float(binom.sf(STRONG - 1, ITEMS, accuracy))
    unsettled = float(binom.pmf(UNSETTLED, ITEMS, accuracy))
    return Rate(
        accuracy=accuracy,
        ten=ten,
        with_more=ten + unsettled * accuracy ** len(RESERVE),
        held=float(binom.sf(HELD - 1, LASTING_ITEMS, accuracy)),
    )


def error_rates() -> tuple[Rate, ...]:
    """The rates that a verdict prints."""
    return tuple(rate(accuracy) for accuracy in ACCURACIES)
