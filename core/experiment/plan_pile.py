"""How many texts come in while a pile is collected: the most that is to be expected, for every kind of stream."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from core.experiment.plan import Stream
from core.workload import Bursty, Daily, Replay, Steady

# A pile is larger than expected now and then: planned for is an excess that a Poisson pile has once in 700.
EXCESS = 3.0
# Of a recording, from how many of its moments on a pile is counted.
MOMENTS = 500

Column = NDArray[np.float64]


def largest_pile(arrivals: Stream, percentile: float) -> Callable[[float], float]:
    """The largest pile to be expected, as a function of the seconds that it is collected: its mean where that is
    highest, and an excess of so many standard deviations.

    Bursts: the time that is on has the variance of a renewal reward process. A wave: at its height. A recording: as it
    was at its densest, played over and over.

    >>> from core.workload import Poisson
    >>> largest_pile(Poisson(rate=1.0), 0.99)(100.0)
    130.0
    """
    rate, excess = arrivals.rate, max(EXCESS, float(ndtri(percentile)))

    def usual(seconds: float) -> float:
        return rate * seconds + excess * math.sqrt(rate * seconds)

    match arrivals:
        case Steady():
            return lambda seconds: rate * seconds
        case Bursty(on_share=on_share, cycle_s=cycle_s):
            bursts = 2 * rate**2 * (1 - on_share) ** 2 * cycle_s
            return lambda seconds: min(
                rate * seconds + excess * math.sqrt((rate + bursts) * seconds), usual(seconds / on_share)
            )
        case Daily(swing=swing, period_s=day_s):
            wave_s = swing * day_s / math.pi
            return lambda seconds: usual(seconds + wave_s * abs(math.sin(math.pi * seconds / day_s)))
        case Replay(times_s=times_s):
            recorded_s = np.asarray(times_s)
            from_s = recorded_s[:: max(1, len(recorded_s) // MOMENTS)]
            return lambda seconds: max(float(counted(recorded_s, from_s, seconds).max()), usual(seconds))
        case _:
            return usual


def counted(recorded_s: Column, from_s: Column, seconds: float) -> NDArray[np.int64]:
    """How many texts a recording that is played over and over brings in so many seconds, from each moment on.

    >>> counted(np.array([0.0, 1.0, 2.0]), np.array([0.0, 2.0]), 2.0).tolist()
    [2, 2]
    """
    n = len(recorded_s)
    # One gap more, so that the last text and the first of the next round are as far apart as texts are on average.
    round_s = (recorded_s[-1] - recorded_s[0]) * n / (n - 1)

    def until(moments_s: Column) -> NDArray[np.int64]:
        rounds, left_s = np.divmod(moments_s - recorded_s[0], round_s)
        texts: NDArray[np.int64] = rounds.astype(np.int64) * n
        texts += np.searchsorted(recorded_s - recorded_s[0], left_s)
        return texts

    return until(from_s + seconds) - until(from_s)
