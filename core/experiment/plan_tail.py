"""The tail of one set-up under a load, from several independent simulated runs, judged by an objective."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from core.experiment.plan_runs import RUNS, Load, Setup, run
from core.metrics.objective import LatencyObjective

CONFIDENCE = 0.95

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """tail_s: latency at the objective's percentile, over all runs; None where the queue would grow without end.

    late_share: the share of texts beyond the bound that it is at most, with 95 % confidence (Student's t over the runs).
    met: that share is within what the objective allows. busy: share of a replica's time spent on calls.
    runs_s: that percentile in each run; n: texts judged in all runs together.
    """

    tail_s: float | None
    late_share: float
    met: bool
    busy: float
    runs_s: tuple[float, ...] = ()
    n: int = 0


UNSTABLE = Tail(tail_s=None, late_share=1.0, met=False, busy=1.0)


def tail(load: Load, objective: LatencyObjective, setup: Setup) -> Tail:
    """The tail of a set-up."""
    found = _judged(load, objective, setup, all_runs=True)
    assert found is not None  # only a hurried one gives up
    return found


def tail_if_met(load: Load, objective: LatencyObjective, setup: Setup) -> Tail | None:
    """The same where the objective is met, else None: that is known once the first runs hold too many late texts."""
    found = _judged(load, objective, setup, all_runs=False)
    return found if found is not None and found.met else None


def first_tail_s(load: Load, objective: LatencyObjective, setup: Setup) -> float:
    """The percentile in the first run alone, which tells what is worth four more; inf where the queue has no end."""
    if not load.stable(setup):
        return math.inf
    first = run(load, setup, 0)
    return quantile([first.latency_s], objective.percentile)


def _judged(load: Load, objective: LatencyObjective, setup: Setup, *, all_runs: bool) -> Tail | None:
    if not load.stable(setup):
        return UNSTABLE
    runs, late = [], []
    for seed in range(RUNS):
        runs.append(run(load, setup, seed))
        late.append(_late(runs[-1].latency_s, objective.bound_s))
        if not all_runs and least_upper_end(late, RUNS) > 1 - objective.percentile:
            return None
    late_share = upper_end(late)
    return Tail(
        tail_s=quantile([one.latency_s for one in runs], objective.percentile),
        late_share=late_share,
        met=late_share <= 1 - objective.percentile,
        busy=float(np.mean([one.busy for one in runs])),
        runs_s=tuple(quantile([one.latency_s], objective.percentile) for one in runs),
        n=sum(len(one.latency_s) for one in runs),
    )


def _late(latency_s: Column, bound_s: float) -> float:
    """The share beyond the bound, of sorted latencies."""
    return (len(latency_s) - int(latency_s.searchsorted(bound_s, side="right"))) / len(latency_s)


def quantile(columns: list[Column], share: float) -> float:
    """What ``np.quantile`` gives for all columns together; each is sorted, so that only their upper ends are looked at.

    >>> quantile([np.array([1.0, 3.0]), np.array([2.0, 4.0, 5.0])], 0.625)
    3.5
    """
    count = sum(map(len, columns))
    place = share * (count - 1)
    below = int(place)
    top = np.sort(np.concatenate([column[-(count - below) :] for column in columns]))[-(count - below) :]
    low, high = float(top[0]), float(top[min(1, count - below - 1)])
    beyond = place - below
    # From the nearer end, as numpy does.
    return low + beyond * (high - low) if beyond < 0.5 else high - (1 - beyond) * (high - low)


def upper_end(shares: list[float]) -> float:
    """mean + t(n − 1) · sd/√n: what the true share is at most, with 95 % confidence."""
    spread = float(np.std(shares, ddof=1)) / math.sqrt(len(shares))
    return float(np.mean(shares)) + float(stdtrit(len(shares) - 1, CONFIDENCE)) * spread


def least_upper_end(shares: list[float], runs: int) -> float:
    """The least that ``upper_end`` can be once these shares have become so many: what further runs can still bring.

    The others are best all alike. With m shares of mean a and squared deviations S, and k = n - m others that lie d
    below a, it is a - dk/n + c·√(S + d²·mk/n), c = t/√(n(n - 1)): its least for d > 0, as far as no share is below 0.

    >>> least_upper_end([0.01, 0.01], 2), round(least_upper_end([0.02], 5), 4)
    (0.01, 0.0125)
    """
    many, others = len(shares), runs - len(shares)
    mean = sum(shares) / many
    spread = sum((share - mean) ** 2 for share in shares)
    part, pull = others / runs, many * others / runs
    width = float(stdtrit(runs - 1, CONFIDENCE)) / math.sqrt(runs * (runs - 1))
    steep = width**2 * pull - part**2
    below = min(mean, part * math.sqrt(spread / (pull * steep))) if steep > 0 else mean
    if not others:
        below = 0.0
    return mean - part * below + width * math.sqrt(spread + pull * below**2)
