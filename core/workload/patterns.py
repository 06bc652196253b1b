"""Streams that are not even: bursts, a daily wave, and the replay of recorded times."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, stream

MOST_PER_SECOND = 1e6
MOST_RECORDED = 200_000
GRID_PER_WAVE = 2_000
MOST_BURSTS = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bursty:
    """On and off in turn: Poisson at rate/on_share while on, nothing while off; both last a random time.

    rate: requests per second on average. on_share: the share of time that is on.
    cycle_s: mean seconds of one on and one off together. (An interrupted Poisson process: Kuczura 1973.)
    """

    rate: float
    on_share: float = 0.25
    cycle_s: float = 2.0
    kind: Literal["bursty"] = "bursty"

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("arrival_rate", self.rate, above=0, most=MOST_PER_SECOND, unit="requests per second")
        checks.number("on_share", self.on_share, least=0.01, most=1)
        checks.number("cycle_s", self.cycle_s, above=0, most=86_400, unit="seconds")
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """A wave: Poisson with rate·(1 + swing·sin(2πt/period)).

    rate: requests per second on average. swing: from 0 (even) to 1 (down to nothing at night).
    period_s: the length of the day, in seconds of the run.
    """

    rate: float
    swing: float = 0.8
    period_s: float = 10.0
    kind: Literal["daily"] = "daily"

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("arrival_rate", self.rate, above=0, most=MOST_PER_SECOND, unit="requests per second")
        checks.number("swing", self.swing, least=0, most=1)
        checks.number("period_s", self.period_s, above=0, most=86_400 * 7, unit="seconds")
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Recorded due times, in seconds from the start, sorted; at most 200,000."""

    times_s: tuple[float, ...]
    kind: Literal["replay"] = "replay"

    def __post_init__(self) -> None:
        checks = Checks()
        times_s = np.asarray(self.times_s, dtype=float)
        if not 1 <= len(times_s) <= MOST_RECORDED:
            checks.add("times_s", f"{len(times_s):,} times", f"give from 1 to {MOST_RECORDED:,}")
        elif not np.all(np.isfinite(times_s)) or times_s[0] < 0:
            checks.add(
                "times_s", "a time is negative or not a number", "give seconds from the start, from 0 on"
            )
        elif np.any(np.diff(times_s) < 0):
            checks.add("times_s", "a time runs backwards", "sort the times")
        checks.done()

    @property
    def rate(self) -> float:
        """Requests per second on average; inf if all are due at one moment."""
        span_s = self.times_s[-1] - self.times_s[0]
        return (len(self.times_s) - 1) / span_s if span_s > 0 else math.inf


def bursty_times(bursty: Bursty, requests: int, seed: int) -> NDArray[np.float64]:
    """Due times of an on/off stream, shape (requests,), in seconds."""
    on_s, off_s = bursty.cycle_s * bursty.on_share, bursty.cycle_s * (1 - bursty.on_share)
    busy_s = stream(seed, "arrivals").exponential(bursty.on_share / bursty.rate, requests).cumsum()
    checks = Checks()
    if busy_s[-1] / on_s > MOST_BURSTS:
        fix = "give a longer cycle, a higher rate or fewer requests"
        checks.add("cycle_s", f"over {MOST_BURSTS:,} bursts would be drawn", fix)
    checks.done()
    # Time that is on runs from 0 to busy_s[-1]; the pauses are put in between.
    phases = stream(seed, "bursts")
    ends_s, pauses_s, reached = [], [], 0.0
    while reached < busy_s[-1]:
        more = max(16, int((busy_s[-1] - reached) / on_s * 1.2))
        ends_s.append(reached + phases.exponential(on_s, more).cumsum())
        pauses_s.append(phases.exponential(off_s, more) if off_s else np.zeros(more))
        reached = float(ends_s[-1][-1])
    paused_s = np.r_[0.0, np.concatenate(pauses_s).cumsum()]
    pauses_before = np.searchsorted(np.concatenate(ends_s), busy_s, side="left")
    due_s: NDArray[np.float64] = busy_s + paused_s[pauses_before]
    return due_s


def daily_times(daily: Daily, requests: int, seed: int) -> NDArray[np.float64]:
    """Due times of the wave, shape (requests,): unit-rate arrivals put through the inverse of Λ(t) (Çinlar 1975)."""
    wanted = stream(seed, "arrivals").exponential(1.0, requests).cumsum()
    # Every wave is alike, so one of them is enough: a table over thousands would fill the memory.
    day, left = np.divmod(wanted, daily.rate * daily.period_s)
    t, turn = np.linspace(0, daily.period_s, GRID_PER_WAVE + 1), 2 * np.pi / daily.period_s
    expected = daily.rate * (t + daily.swing * (1 - np.cos(turn * t)) / turn)
    # Rounding must not let a day begin before the one before it ends.
    due_s: NDArray[np.float64] = np.maximum.accumulate(day * daily.period_s + np.interp(left, expected, t))
    return due_s
