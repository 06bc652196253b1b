"""Runs side by side: which of them repeat one experiment with other draws, and how far the repetitions spread."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from core.base import Checks
from core.experiment.finding import time_words
from core.experiment.result import Result
from core.metrics.intervals import Interval

MEASURES = {"mean": "mean latency", "p50": "median latency", "p95": "p95 latency", "p99": "p99 latency"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One figure over several runs, in seconds: its mean, the mean's 95 % interval, and what one run alone said.

    alone_s, alone_interval_s: of the first run; the interval is None where that run had too few requests for one.
    """

    measure: str
    mean_s: float
    interval_s: Interval
    alone_s: float
    alone_interval_s: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replications:
    """Two or more trustworthy runs that differ in nothing but their seed. spreads: of the figures that all of them have."""

    results: tuple[Result, ...]
    spreads: tuple[Spread, ...]


def replications(results: Sequence[Result]) -> list[Replications]:
    """The groups of runs that repeat each other with other seeds, in the order given.

    Left out: a run that is void, unstable or cut short, and a second run with the same seed, since the same arrivals
    again tell nothing new about chance.
    """
    groups: dict[object, dict[int, Result]] = {}
    for result in results:
        if result.void or result.unstable or result.ended != "complete" or not len(result.log):
            continue
        key = (result.engine, result.cost, replace(result.scenario, seed=0))
        groups.setdefault(key, {}).setdefault(result.scenario.seed, result)
    return [_replications(tuple(group.values())) for group in groups.values() if len(group) > 1]


def replication_interval(values: Sequence[float], confidence: float = 0.95) -> Interval:
    """Where the true mean lies, from one value of each independent run: mean ± t(k−1) · sd/√k.

    Independent replications with Student's t (Law 2015, section 9.4.1). Runs with other seeds are independent;
    requests of one run are not, since neighbours in a queue are alike.

    >>> [round(end, 3) for end in replication_interval([1.0, 2.0, 3.0])]
    [-0.484, 4.484]
    """
    checks = Checks()
    checks.whole("values", len(values), least=2)
    checks.done()
    column = np.asarray(values, dtype=np.float64)
    mean, k = float(column.mean()), len(column)
    half = float(stdtrit(k - 1, (1 + confidence) / 2)) * float(column.std(ddof=1)) / math.sqrt(k)
    return mean - half, mean + half


def replication_words(found: Replications) -> str:
    """What the repetitions say of p99 (or of the highest percentile that all runs have), beside one run's own interval."""
    spread, k = found.spreads[-1], len(found.results)
    words = (
        f"{k} runs of the same set-up with other draws: {spread.measure} {time_words(spread.mean_s)} on average, "
        f"95 % interval {_interval(spread.interval_s)} (between runs, Student's t with {k - 1} "
        f"{'degree' if k == 2 else 'degrees'} of freedom)."
    )
    if spread.alone_interval_s is None:
        return f"{words} One of them alone says {time_words(spread.alone_s)}, with too few texts for an interval."
    alone = f"One of them alone says {time_words(spread.alone_s)}, {_interval(spread.alone_interval_s)}."
    between, within = (high - low for low, high in (spread.interval_s, spread.alone_interval_s))
    if between > within:
        why = (
            "Its interval is the narrower one: it takes texts to be independent, and texts that queue together are "
            "not. Few runs make the other one wide, too: more draws narrow it."
        )
    else:
        why = "The runs agree at least as well as one alone would have it."
    return f"{words} {alone} {why}"


def _replications(results: tuple[Result, ...]) -> Replications:
    spreads = [spread for name in MEASURES if (spread := _spread(name, results)) is not None]
    return Replications(results=results, spreads=tuple(spreads))


def _spread(name: str, results: tuple[Result, ...]) -> Spread | None:
    values = [getattr(result.summary.latency, name) for result in results]
    if any(value is None for value in values):
        return None
    latency = results[0].summary.latency
    return Spread(
        measure=MEASURES[name],
        mean_s=float(np.mean(values)),
        interval_s=replication_interval(values),
        alone_s=values[0],
        alone_interval_s=getattr(latency.ci, name),
    )


def _interval(interval: Interval) -> str:
    """Both ends in words; a latency is never below 0, whatever a symmetric interval says.

    >>> _interval((-0.001, 0.02))
    '0 ms to 20 ms'
    """
    low, high = interval
    return f"{time_words(low) if low > 0 else '0 ms'} to {time_words(high)}"
