"""Runs side by side: which of them repeat one experiment with other draws, and how far the repetitions spread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.experiment.finding import time_words
from core.experiment.result import Result
from core.metrics.intervals import Interval, replication_interval

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
    interval_s = None if None in values else replication_interval(values)
    if interval_s is None:
        return None
    return Spread(
        measure=MEASURES[name],
        mean_s=float(np.mean(values)),
        interval_s=interval_s,
        alone_s=values[0],
        alone_interval_s=getattr(results[0].summary.latency.ci, name),
    )


def _interval(interval: Interval) -> str:
    """Both ends in words; a latency is never below 0, whatever a symmetric interval says.

    >>> _interval((-0.001, 0.02))
    '0 ms to 20 ms'
    """
    low, high = interval
    return f"{time_words(low) if low > 0 else '0 ms'} to {time_words(high)}"
