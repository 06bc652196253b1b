"""Speed and quality together: models on one plane, those that no other beats in both, and who is fit for which mode."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.metrics.classification_measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPoint:
    """One model. quality: a measure of its matrix. tail_s: p99 of the latency in real time; None if the queue grows.

    tail_interval: its 95 % interval in seconds. batch_rate: texts per second in batches.
    """

    name: str
    title: str
    quality: Measure
    tail_s: float | None
    tail_interval: tuple[float, float] | None
    batch_rate: float

    @property
    def value(self) -> float:
        """The quality; 0 where there is nothing to divide by, for such a model is good for nothing."""
        return self.quality.value or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The learner's targets: p99 within tail_s in real time, batch_rate texts per second in batches, least quality."""

    tail_s: float
    batch_rate: float
    quality: float


def front_by_tail(models: Sequence[ModelPoint]) -> tuple[ModelPoint, ...]:
    """The models that no other beats in both p99 and quality, the quickest first. Models without a p99 are left out."""
    steady = [model for model in models if model.tail_s is not None]
    return _front(steady, [-(model.tail_s or 0.0) for model in steady])


def front_by_rate(models: Sequence[ModelPoint]) -> tuple[ModelPoint, ...]:
    """The models that no other beats in both texts per second and quality, the quickest first."""
    return _front(models, [model.batch_rate for model in models])


def fit_for_real_time(models: Sequence[ModelPoint], wanted: Wanted) -> tuple[ModelPoint, ...]:
    """Those that keep the latency target and the quality target; the best first."""
    fit = [m for m in models if m.tail_s is not None and m.tail_s <= wanted.tail_s]
    return _good_enough(fit, wanted)


def fit_for_batch(models: Sequence[ModelPoint], wanted: Wanted) -> tuple[ModelPoint, ...]:
    """Those that keep the throughput target and the quality target; the best first."""
    return _good_enough([m for m in models if m.batch_rate >= wanted.batch_rate], wanted)


def _good_enough(models: Sequence[ModelPoint], wanted: Wanted) -> tuple[ModelPoint, ...]:
    good = [model for model in models if model.value >= wanted.quality]
    return tuple(sorted(good, key=lambda model: -model.value))


def _front(models: Sequence[ModelPoint], speeds: Sequence[float]) -> tuple[ModelPoint, ...]:
    """Not beaten: no other is at least as good in both and better in one."""
    pairs = [(speed, model.value) for speed, model in zip(speeds, models, strict=True)]
    kept = [
        (speed, model)
        for (speed, value), model in zip(pairs, models, strict=True)
        if not any(s >= speed and v >= value and (s > speed or v > value) for s, v in pairs)
    ]
    return tuple(model for _, model in sorted(kept, key=lambda one: -one[0]))
