"""The sweep: time real calls at batch size 1, 2, 4 … and fit what a batch costs. Reads the clock; runs in the measuring process."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from core.base import Fault, InvalidInput
from core.experiment.live import Predictor, timed_call
from core.serving import CostFit, fit_cost

SWEEP_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
CALIBRATION_SIZES = (1, 4, 16, 64, 256)
SWEEP_S = 12.0
MOST_ROUNDS = 40
LEAST_ROUNDS = 3
# How long a paced call idles first, so that caches are as cold as between the requests of a quiet stream.
PACED_IDLE_S = 0.003

Samples = dict[int, list[float]]


def sweep(
    model: Predictor,
    texts: Sequence[str],
    *,
    sizes: Sequence[int] = SWEEP_SIZES,
    limit_s: float = SWEEP_S,
    most_rounds: int = MOST_ROUNDS,
    idle_s: float = 0.0,
    report: Callable[[Samples], None] = lambda _samples: None,
    stop: Callable[[], bool] = lambda: False,
) -> Samples:
    """Seconds per call at each batch size, measured in rounds over all sizes.

    Rounds, because the machine's own speed drifts: each size is hit by the same weather. One round is warm-up and is
    thrown away. Ends after ``limit_s`` seconds (but not before three rounds), after ``most_rounds``, or on Stop.
    idle_s > 0 idles before each call: the pace of a quiet stream rather than of a tight loop.
    """
    samples: Samples = {size: [] for size in sizes}
    batches = {size: [texts[i % len(texts)] for i in range(size)] for size in sizes}
    begun = time.perf_counter()
    for round_number in range(most_rounds + 1):
        for size in sizes:
            if stop():
                return samples
            if idle_s:
                time.sleep(idle_s)
            seconds = timed_call(model, batches[size])
            if round_number:
                samples[size].append(seconds)
        report(samples)
        if round_number >= LEAST_ROUNDS and time.perf_counter() - begun > limit_s:
            break
    return samples


class _Metered:
    """A model that keeps count of how long its calls took, and of how much of that the processor was theirs."""

    def __init__(self, model: Predictor) -> None:
        self._model, self.classes = model, model.classes
        self._clock_s = self._processor_s = 0.0

    def predict(self, texts: list[str]) -> Any:
        """The model's own answers."""
        clock, processor = time.perf_counter(), time.thread_time()
        answers = self._model.predict(texts)
        self._processor_s += time.thread_time() - processor
        self._clock_s += time.perf_counter() - clock
        return answers

    @property
    def disturbed(self) -> float:
        """The share of the calls' time in which other work had the processor."""
        return max(0.0, 1 - self._processor_s / self._clock_s) if self._clock_s else 0.0


def calibrate(
    model: Predictor,
    texts: Sequence[str],
    *,
    limit_s: float = 1.0,
    paced: bool = True,
    stop: Callable[[], bool] = lambda: False,
) -> CostFit:
    """A quick cost fit, at the pace of a stream (paced) or of a tight loop; for simulations. Raises InvalidInput on Stop."""
    metered = _Metered(model)
    samples = sweep(
        metered,
        texts,
        sizes=CALIBRATION_SIZES,
        limit_s=limit_s,
        most_rounds=12,
        idle_s=PACED_IDLE_S if paced else 0.0,
        stop=stop,
    )
    return replace(fit_cost(measured(samples)), disturbed=metered.disturbed)


def measured(samples: Samples) -> Samples:
    """The batch sizes that were timed at all. Raises InvalidInput if they are too few for a line."""
    found = {size: seconds for size, seconds in samples.items() if seconds}
    if len(found) < 2:
        raise InvalidInput(
            [Fault(field="sweep", problem="it was stopped too early", fix="let it run longer")]
        )
    return found


def samples_to_plain(samples: Samples) -> list[dict[str, Any]]:
    """The samples as JSON-ready rows: batch size and the seconds of each call."""
    return [{"batch_size": size, "seconds": seconds} for size, seconds in samples.items()]
