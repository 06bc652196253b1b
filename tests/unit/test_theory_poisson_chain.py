"""The chain solver against a plain dense solution."""

import numpy as np
import pytest
from scipy import stats

from core.theory.poisson_chain import decay_rate, states_needed, stationary


def dense(left, newcomers):
    """The stationary law by the plain eigenvector of the full transition matrix."""
    states = np.arange(len(left))
    transition = stats.poisson.pmf(states[None, :] - left[:, None], newcomers[:, None])
    values, vectors = np.linalg.eig(transition.T)
    law = np.real(vectors[:, np.argmax(np.real(values))])
    return law / law.sum()


@pytest.mark.parametrize(("limit", "mean"), [(1, 0.5), (4, 3.0), (8, 2.0), (30, 24.0)])
def test_the_banded_solution_is_the_eigenvector_of_the_full_matrix(limit, mean):
    states = np.arange(200)
    left = np.maximum(states - limit, 0)
    newcomers = np.full(200, mean)
    found = stationary(left, newcomers, round(mean))
    assert found.sum() == pytest.approx(1)
    assert np.allclose(found, dense(left, newcomers), atol=1e-12)


def test_newcomers_may_depend_on_the_state():
    states = np.arange(120)
    newcomers = 1.0 + 0.5 * states
    left = np.zeros(120, int)
    assert np.allclose(stationary(left, newcomers, 2), dense(left, newcomers), atol=1e-12)


@pytest.mark.parametrize("rho", [0.05, 0.5, 0.9, 0.99])
def test_the_law_falls_off_at_the_rate_given(rho):
    limit = 4
    size = states_needed(limit * rho, limit, 1.0)
    states = np.arange(size)
    law = stationary(np.maximum(states - limit, 0), np.full(size, limit * rho), round(limit * rho))
    # Far out the probability ratio of neighbours settles; measured where it is well above rounding.
    far = int(np.flatnonzero(law > 1e-11)[-1])
    if rho >= 0.5:
        assert -np.log(law[far] / law[far - 5]) / 5 == pytest.approx(decay_rate(rho), rel=1e-3)
    assert law[-1] < 1e-13
