"""What of a run decides which choice of a lesson's prediction holds: each measure by its name, with its words.

Of two sides, the first is the batch side. A queue that grew all along has no latency of its own, so a ratio with it on
top is without end.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.experiment import Result
from core.experiment.finding import rate_words, time_words
from core.metrics import mean_in_system

Results = Sequence[Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonMeasure:
    """of: the figure; None where the run does not have it. words: such a figure as a person reads it.

    sides: how many sides the run must have; None if either will do (then the first is meant).
    """

    of: Callable[[Results], float | None]
    words: Callable[[float], str]
    sides: int | None = None


def _latency(name: str) -> Callable[[Results], float | None]:
    def of(results: Results) -> float | None:
        seconds = getattr(results[0].summary.latency, name)
        if results[0].unstable:
            return math.inf
        return None if seconds is None else 1000 * float(seconds)

    return of


def _ratio(top: str, bottom: str) -> Callable[[Results], float | None]:
    def of(results: Results) -> float | None:
        latency = results[0].summary.latency
        high, low = getattr(latency, top), getattr(latency, bottom)
        return None if results[0].unstable or not high or not low else float(high / low)

    return of


def _over_call(results: Results) -> float | None:
    """How many times as long as its call the average text took."""
    summary = results[0].summary
    if results[0].unstable:
        return math.inf
    return (
        summary.latency.mean / summary.service.mean if summary.latency.mean and summary.service.mean else None
    )


def _alone_over_batch(name: str) -> Callable[[Results], float | None]:
    def of(results: Results) -> float | None:
        batch, alone = (getattr(result.summary.latency, name) for result in results)
        if results[0].unstable or not batch:
            return None
        return math.inf if results[1].unstable else float(alone / batch) if alone else None

    return of


def _gain(results: Results) -> float | None:
    batch, alone = (result.summary.throughput_per_s for result in results)
    return batch / alone if batch and alone else None


def _above_mean(results: Results) -> float | None:
    """The share of texts that took longer than the mean."""
    result = results[0]
    mean = result.summary.latency.mean
    return None if result.unstable or not mean else float((result.log.latency_s > mean).mean())


def _times(what: str) -> Callable[[float], str]:
    def words(value: float) -> str:
        return "without end" if math.isinf(value) else f"{rate_words(value)} × {what}"

    return words


def _ms(value: float) -> str:
    return "without end" if math.isinf(value) else time_words(value / 1000)


def _per_cent(what: str) -> Callable[[float], str]:
    return lambda value: f"{100 * value:.0f} % {what}"


MEASURES: Mapping[str, LessonMeasure] = {
    "p50-ms": LessonMeasure(of=_latency("p50"), words=_ms),
    "p95-ms": LessonMeasure(of=_latency("p95"), words=_ms),
    "p99-ms": LessonMeasure(of=_latency("p99"), words=_ms),
    "mean-ms": LessonMeasure(of=_latency("mean"), words=_ms),
    "p99-over-p50": LessonMeasure(of=_ratio("p99", "p50"), words=_times("the median")),
    "mean-over-p50": LessonMeasure(of=_ratio("mean", "p50"), words=_times("the median")),
    "mean-over-call": LessonMeasure(of=_over_call, words=_times("the length of a call")),
    "share-above-mean": LessonMeasure(of=_above_mean, words=_per_cent("of the texts")),
    "busy": LessonMeasure(of=lambda results: results[0].summary.utilisation, words=_per_cent("of the time")),
    "mean-inside": LessonMeasure(
        of=lambda results: mean_in_system(results[0].log), words=lambda mean: f"{mean:.2g} texts inside"
    ),
    "mean-batch": LessonMeasure(
        of=lambda results: results[0].summary.mean_batch_size,
        words=lambda size: f"{size:.2g} texts in a call",
    ),
    "gain": LessonMeasure(of=_gain, words=_times("as many texts per second"), sides=2),
    "alone-over-batch-p50": LessonMeasure(
        of=_alone_over_batch("p50"), words=_times("as long as in batches"), sides=2
    ),
    "alone-over-batch-p99": LessonMeasure(
        of=_alone_over_batch("p99"), words=_times("as long as in batches"), sides=2
    ),
}
