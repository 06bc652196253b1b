"""Markov chains of the form next = those left behind + Poisson(newcomers), solved for their stationary law.

Both exact batch models are such chains: how many are in the queue, looked at once a service.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_banded
from scipy.special import gammaln, lambertw

from core.base import Checks

# Some 300 MB and one second at the most: a page may ask for this while a slider moves.
LARGEST_BAND = 8_000_000
LARGEST_WORK = 30_000_000_000
# e⁻³⁵ is less than 10⁻¹⁵.
NEGLIGIBLE_EXPONENT = 35.0


def stationary(left: NDArray[np.int64], newcomers: NDArray[np.float64], likely: int) -> NDArray[np.float64]:
    """Stationary probabilities π of q' = left[q] + Poisson(newcomers[q]), shape (states,), summing to 1.

    left, newcomers: shape (states,), with left[q] ≤ q and newcomers > 0. States beyond the last are taken to be
    impossible, so give enough of them (see ``states_needed``). likely: a state that is not rare.

    >>> pi = stationary(np.zeros(40, np.int64), np.full(40, 2.0), likely=2)   # each time Poisson(2) anew
    >>> np.round(pi[:3], 6).tolist()
    [0.135335, 0.270671, 0.270671]
    """
    states = np.arange(len(left))
    down = int((states - left).max())
    widest = newcomers + 12 * np.sqrt(newcomers) + 40
    up = min(int((left + widest - states).max()) + 1, len(left) - 1)
    check_size(len(left), up + down + 1, up * (up + down + 1))
    # Column q of the band holds the step from q: row `down + d` is the probability of q' = q + d.
    arrived = np.arange(-down, up + 1)[:, None] + (states - left)[None, :]
    band = _poisson(arrived, newcomers)
    band[down] -= 1.0
    # One balance equation follows from the others: in its place fix π[likely] = 1, and scale at the end.
    rows, columns = down + likely - states, states
    inside = (rows >= 0) & (rows < len(band))
    band[rows[inside], columns[inside]] = 0.0
    band[down, likely] = 1.0
    unit = np.zeros(len(left))
    unit[likely] = 1.0
    weights: NDArray[np.float64] = np.maximum(solve_banded((up, down), band, unit), 0.0)
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def states_needed(arrival_rate: float, batch_size: int, service_s: float) -> int:
    """States that hold all but a negligible share when batches of B leave and Poisson(λτ(B)) come.

    Raises InvalidInput if they are too many to solve for.
    """
    mean = arrival_rate * service_s
    decay = decay_rate(mean / batch_size)
    return check_size(batch_size + 12 * math.sqrt(mean) + 40 + NEGLIGIBLE_EXPONENT / decay)


def decay_rate(rho: float) -> float:
    """ln z, where the law of the queue falls off as z⁻ᑫ far out: z > 1 solves ln z = ρ(z − 1).

    In closed form z = −W₋₁(−ρe^−ρ)/ρ with Lambert's W. Tends to 0 as ρ tends to 1.

    >>> round(decay_rate(0.5), 4)
    1.2564
    """
    decay = math.log(-float(lambertw(-rho * math.exp(-rho), -1).real) / rho)
    # So near to 1 that rounding decides: as good as no decay.
    return decay if decay > 1e-9 else 1e-9


def check_size(states: float, width: int = 1, row_work: int = 1) -> int:
    """The number of states as a whole number. Raises InvalidInput if solving would take too long or too much room."""
    if width * states > LARGEST_BAND or row_work * states > LARGEST_WORK:
        checks = Checks()
        checks.add(
            "arrival_rate",
            "the load is so close to the limit, or the batches so large, that the exact solution would take too long",
            "lower the arrival rate or the batch size, or simulate instead",
        )
        checks.done()
    return math.ceil(states)


def _poisson(count: NDArray[np.int64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(Poisson(mean) = count), 0 for a negative count; count (steps, states), mean (states,)."""
    factorials = gammaln(np.arange(max(int(count.max()), 0) + 1) + 1.0)
    known = np.maximum(count, 0)
    return np.where(count >= 0, np.exp(known * np.log(mean) - mean - factorials[known]), 0.0)
