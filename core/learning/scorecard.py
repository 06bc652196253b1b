"""A run held against targets, line by line, each judged in words: met, missed, or not enough to say."""

from dataclasses import dataclass
from typing import Literal

from core.base.numbers_format import minutes, pct
from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.learning.numbers import Targets
from core.text import Accuracy, Trained

Verdict = Literal["Met", "Missed", "Not enough to say"]

ARCHIVE_TEXTS = 1_000_000
"""The pile whose turnaround is worked out from a throughput, as in the lesson."""
IN_MINUTES_S = 3_600.0
"""What still counts as minutes of turnaround."""

UNKNOWN: Verdict = "Not enough to say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a scorecard. times_as_good: 1 at the target, more is better; None if that is not known."""

    what: str
    target: str
    measured: str
    verdict: Verdict
    times_as_good: float | None


def batch_lines(result: Result, trained: Trained | None, targets: Targets) -> tuple[Line, ...]:
    """Throughput, turnaround of a million texts at that throughput, and accuracy where the classifier is known."""
    rate = result.summary.throughput_per_s
    turnaround_s = ARCHIVE_TEXTS / rate if rate else None
    wanted = targets.batch_throughput_rate
    return (
        _line(
            "Throughput",
            f"at least {rate_words(wanted)} texts per second",
            f"{rate_words(rate)} texts per second" if rate else "nothing answered",
            rate / wanted if rate else None,
        ),
        _line(
            "Turnaround",
            "minutes, so under an hour",
            f"{_long(turnaround_s)} for {ARCHIVE_TEXTS:,} texts" if turnaround_s else "nothing answered",
            IN_MINUTES_S / turnaround_s if turnaround_s else None,
        ),
        *([quality_line("Accuracy", trained.accuracy, targets.accuracy)] if trained else []),
    )


def real_time_lines(
    result: Result, trained: Trained | None, positive: str, targets: Targets
) -> tuple[Line, ...]:
    """Latency of the tail, the steady rate, and recall on the class that matters where the classifier is known."""
    rate, wanted = result.summary.throughput_per_s, targets.throughput_rate
    return (
        _tail(result, targets.latency_s),
        _line(
            "Steady rate",
            f"at least {rate_words(wanted)} requests per second",
            "the queue kept growing" if result.unstable else f"{rate_words(rate or 0)} requests per second",
            (0.0 if result.unstable else rate / wanted) if rate else None,
        ),
        *(
            [quality_line(f"Recall on {positive}", recall_of(trained, positive), targets.recall)]
            if trained
            else []
        ),
    )


def _tail(result: Result, target_s: float) -> Line:
    """The highest percentile that there are enough requests for."""
    wanted = f"under {time_words(target_s)}"
    if result.unstable:
        return _line("Latency of the slowest", wanted, "no percentile holds: the queue kept growing", 0.0)
    for name in ("p99", "p95", "p90"):
        seconds: float | None = getattr(result.summary.latency, name)
        if seconds is not None:
            return _line(f"Latency, {name}", wanted, time_words(seconds), target_s / seconds)
    return _line("Latency, p90", wanted, f"{result.summary.n} requests are too few", None)


def quality_line(what: str, share: Accuracy, target: float) -> Line:
    """The target says "around": missed only if the whole interval is below it. As good: errors allowed/errors made."""
    made = 1 - share.value
    return Line(
        what=what,
        target=f"around {pct(target)}",
        measured=f"{pct(share.value)} ({pct(share.low)} to {pct(share.high)}, n = {share.n:,})",
        verdict="Missed" if share.high < target else "Met",
        times_as_good=(1 - target) / made if made and target < 1 else None,
    )


def _long(seconds: float) -> str:
    return minutes(seconds) if seconds >= 90 else time_words(seconds)


def recall_of(trained: Trained, positive: str) -> Accuracy:
    """The share of a class that was found, among the messages that were not trained on."""
    row = trained.classes.index(positive)
    counts = trained.confusion[row]
    return Accuracy.of(counts[row], sum(counts))


def _line(what: str, target: str, measured: str, times_as_good: float | None) -> Line:
    verdict: Verdict = UNKNOWN if times_as_good is None else "Met" if times_as_good >= 1 else "Missed"
    return Line(what=what, target=target, measured=measured, verdict=verdict, times_as_good=times_as_good)
