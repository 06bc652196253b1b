"""Theory's mean latency of one scenario at every load from nearly none to just below what can be served."""

from functools import lru_cache

import numpy as np

from core.experiment.predict import predict
from core.experiment.scenario import Scenario
from core.experiment.search import at_rate
from core.serving import Cost

# Closer together where the curve bends; the exact chain takes its time, so not more of them than are seen.
SHARES = (0.02, *np.arange(0.1, 0.8, 0.1).tolist(), 0.76, 0.82, 0.87, 0.91, 0.94, 0.96, 0.975, 0.985)


@lru_cache(maxsize=128)
def theory_curve(scenario: Scenario, cost: Cost, most_rate: float) -> tuple[tuple[float, float], ...]:
    """(texts per second, mean latency in s) by rising rate, up to ``most_rate`` or to just below what can be served.

    Empty where no formula covers the scenario. Pure, so kept: a slider that moves back costs nothing.
    """
    capacity = cost.capacity(scenario.largest_batch)
    reach = min(capacity, most_rate)
    rates = [share * reach for share in SHARES] + ([most_rate] if most_rate < capacity else [])
    said = [(rate, predict(at_rate(scenario, rate), cost)) for rate in rates]
    return tuple((rate, one.mean_latency_s) for rate, one in said if one and one.mean_latency_s)
