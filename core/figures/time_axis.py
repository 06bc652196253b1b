"""An axis of times on a log scale, from a hundredth of a millisecond to a week, marked in the words people use for them."""

import math

from core.experiment.finding import time_words
from core.figures.sketch import Sketch

_SHORT_S = tuple(digit * 10.0**power for power in range(-5, 1) for digit in (1, 2, 5))
# From ten seconds on in steps of the clock.
TIMES_S = (*_SHORT_S, 10, 20, 60, 120, 300, 900, 3600, 7200, 14_400, 43_200, 86_400, 259_200, 604_800)
FEW_S = (1e-5, 1e-4, 0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800)
# For an axis that is shorter than a step of those.
_BETWEEN_S = tuple(digit * 10.0**power for power in range(-5, 1) for digit in (3, 4, 7))
MOST, FEWEST = 9, 3


def time_axis(figure: Sketch, title: str, least_s: float, most_s: float) -> None:
    """Makes the y axis one of times in seconds between these two, with a little room beyond them."""
    marked = time_marks(least_s, most_s)
    figure.update_yaxes(
        title=title,
        type="log",
        range=[math.log10(0.7 * least_s), math.log10(1.5 * most_s)],
        tickvals=marked,
        ticktext=[time_words(time_s) for time_s in marked],
    )


def time_marks(least_s: float, most_s: float) -> list[float]:
    """The times to mark between these two, and a little beyond them: neither too few nor too many.

    >>> time_marks(0.02, 0.1)
    [0.02, 0.05, 0.1]
    """
    marked = [time_s for time_s in TIMES_S if 0.6 * least_s <= time_s <= 1.4 * most_s]
    if len(marked) < FEWEST:
        finer = sorted({*TIMES_S, *_BETWEEN_S})
        marked = [time_s for time_s in finer if 0.7 * least_s <= time_s <= 1.4 * most_s]
    if len(marked) > MOST:
        marked = [time_s for time_s in FEW_S if 0.6 * least_s <= time_s <= 1.4 * most_s]
    return marked
