"""The tail at scale."""

import pytest

from core.base import InvalidInput
from core.theory import slow_share


def test_a_hundred_calls_meet_the_slowest_hundredth_in_two_of_three_requests():
    assert round(100 * slow_share(0.99, 100), 1) == 63.4


def test_one_call_is_slow_as_often_as_it_is():
    assert slow_share(0.99, 1) == pytest.approx(0.01)


def test_a_percentile_is_a_share():
    with pytest.raises(InvalidInput, match="p: 99 is out of range"):
        slow_share(99, 10)
