"""The population stability index: how far a sample's scores have moved from those of a reference."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri

from core.base import Checks

BINS = 10
RULE_OF_THUMB = 0.2


def psi(reference: ArrayLike, sample: ArrayLike, *, bins: int = BINS) -> float:
    """Σ (aᵢ − eᵢ) · ln(aᵢ/eᵢ) over bins that each hold an equal share of the reference.

    reference: shape (m,), sample: shape (n,), any numbers without NaN. eᵢ, aᵢ: the shares of reference and sample in
    bin i, with half a value added to each bin, so that an empty one does not make the index endless (Siddiqi 2006).
    0 for equal samples, else above 0. By a rule of thumb over 0.2 is a large change.

    >>> psi([1, 2, 3, 4], [1, 2, 3, 4], bins=2), round(psi([1, 2, 3, 4], [4, 4, 4, 4], bins=2), 3)
    (0.0, 0.879)
    """
    expected, actual = _column("reference", reference), _column("sample", sample)
    checks = Checks()
    checks.whole("bins", bins, least=2)
    checks.done()
    inner = np.unique(np.quantile(expected, np.linspace(0, 1, bins + 1)[1:-1]))
    e, a = (_shares(column, inner) for column in (expected, actual))
    return float(np.sum((a - e) * np.log(a / e)))


def psi_bound(n_reference: int, n_sample: int, *, alpha: float, bins: int = BINS) -> float:
    """What PSI exceeds with chance ``alpha`` though nothing has changed: χ²(1 − α, bins − 1) · (1/n + 1/m) (Yurdakul 2018).

    >>> round(psi_bound(1800, 200, alpha=0.01), 3)
    0.12
    """
    checks = Checks()
    checks.whole("n_reference", n_reference, least=1)
    checks.whole("n_sample", n_sample, least=1)
    checks.number("alpha", alpha, above=0, most=1)
    checks.done()
    return float(chdtri(bins - 1, alpha)) * (1 / n_reference + 1 / n_sample)


def _shares(column: NDArray[np.float64], inner: NDArray[np.float64]) -> NDArray[np.float64]:
    counts = np.bincount(np.searchsorted(inner, column, side="right"), minlength=len(inner) + 1) + 0.5
    shares: NDArray[np.float64] = counts / counts.sum()
    return shares


def _column(name: str, values: ArrayLike) -> NDArray[np.float64]:
    column = np.asarray(values, dtype=np.float64).ravel()
    checks = Checks()
    if not len(column) or np.isnan(column).any():
        checks.add(name, "there are no values, or one is missing", "give numbers, at least one")
    checks.done()
    return column
