"""The sweep: time real calls at batch size 1, 2, 4 … and fit what a batch costs. Reads the clock; runs in the measuring process."""

import time
from collections.abc import Callable, Sequence
from typing import Any

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


def calibrate(model: Predictor, texts: Sequence[str], *, limit_s: float = 1.0, paced: bool = True) -> CostFit:
    """A quick cost fit, at the pace of a stream (paced) or of a tight loop; for simulations."""
    samples = sweep(
        model,
        texts,
        sizes=CALIBRATION_SIZES,
        limit_s=limit_s,
        most_rounds=12,
        idle_s=PACED_IDLE_S if paced else 0.0,
    )
    return fit_cost(samples)


def samples_to_plain(samples: Samples) -> list[dict[str, Any]]:
    """The samples as JSON-ready rows: batch size and the seconds of each call."""
    return [{"batch_size": size, "seconds": seconds} for size, seconds in samples.items()]
