"""Many trials of one leak, each with messages of its own: promised against met, with intervals, and one sentence."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from core.experiment.leakage import Leak, LeakTrial, leak_trial, own_leak_trial
from core.text import Accuracy, Corpus

TRIALS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean over trials with its 95 % interval (Student's t); without one where there is a single trial."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakSummary:
    """Means over n trials of accuracy, as shares. gap: promised minus met, trial by trial."""

    n: int
    claimed: Mean
    live: Mean
    gap: Mean
    honest_claimed: Mean
    honest_live: Mean
    honest_gap: Mean
    inflation: Mean
    tested: int
    met: int


def run_trials(
    leak: Leak,
    corpus: Corpus | None,
    *,
    trials: int = TRIALS,
    report: Callable[[LeakTrial], None] = lambda _trial: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[LeakTrial, ...]:
    """One trial a seed, 0, 1, 2 …, on built-in messages (None) or on a learner's; fewer if it is stopped."""
    done = list[LeakTrial]()
    for seed in range(trials):
        if stop():
            break
        done.append(leak_trial(leak, seed) if corpus is None else own_leak_trial(leak, corpus, seed))
        report(done[-1])
    return tuple(done)


def summary_of(trials: Sequence[LeakTrial]) -> LeakSummary:
    """What at least one trial says. inflation: what the leaky test promised beyond the clean one."""
    claimed, live, honest_claimed, honest_live = (
        np.array([getattr(trial, name).value for trial in trials])
        for name in ("claimed", "live", "honest_claimed", "honest_live")
    )
    return LeakSummary(
        n=len(trials),
        claimed=_mean(claimed),
        live=_mean(live),
        gap=_mean(claimed - live),
        honest_claimed=_mean(honest_claimed),
        honest_live=_mean(honest_live),
        honest_gap=_mean(honest_claimed - honest_live),
        inflation=_mean(claimed - honest_claimed),
        tested=trials[0].claimed.n,
        met=trials[0].live.n,
    )


def leak_finding(found: LeakSummary) -> str:
    """What the trials found, in one sentence, with the gap's interval."""
    promised = f"The leaky test promised {_percent(found.claimed.value)} and new messages got {_percent(found.live.value)}"
    if found.gap.low is None or found.gap.high is None:
        return f"{promised}: one trial, so no interval yet"
    points = f"{_points(found.gap.value)} points ({_points(found.gap.low)} to {_points(found.gap.high)})"
    if found.gap.low > 0:
        return f"{promised}: {points} too much"
    if found.gap.high < 0:
        return f"{promised}: it promised too little, by {_points(-found.gap.value)} points; no inflation here"
    return f"{promised}: a gap of {points}, no more than chance would give"


def trials_to_plain(trials: Sequence[LeakTrial]) -> list[dict[str, Any]]:
    """The trials as JSON-ready values."""
    return [asdict(trial) for trial in trials]


def trials_from_plain(plain: Sequence[dict[str, Any]]) -> tuple[LeakTrial, ...]:
    """What ``trials_to_plain`` wrote."""
    return tuple(LeakTrial(**{name: Accuracy(**value) for name, value in trial.items()}) for trial in plain)


def _mean(values: np.ndarray[Any, np.dtype[np.float64]]) -> Mean:
    value, n = float(values.mean()), len(values)
    if n < 2:
        return Mean(value=value, low=None, high=None)
    half = float(stdtrit(n - 1, 0.975)) * float(values.std(ddof=1)) / math.sqrt(n)
    return Mean(value=value, low=value - half, high=value + half)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _points(share: float) -> str:
    """Percentage points, with a true minus.

    >>> _points(0.1234), _points(-0.01)
    ('12.3', '−1.0')
    """
    return f"{100 * share:.1f}".replace("-", "−")
