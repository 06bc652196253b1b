"""M/M/c: the Erlang C formula."""

from math import factorial

import pytest

from core.base import InvalidInput
from core.theory import erlang_c, mm1_latency_s, mmc_latency_s, mmc_waiting_s


@pytest.mark.parametrize("servers", [1, 2, 5, 20])
def test_the_recursion_is_the_closed_form(servers):
    offered = 0.8 * servers
    last = offered**servers / factorial(servers) / (1 - 0.8)
    expected = last / (sum(offered**k / factorial(k) for k in range(servers)) + last)
    assert erlang_c(offered, 1.0, servers) == pytest.approx(expected)


def test_one_server_is_mm1():
    assert erlang_c(80, 100, 1) == pytest.approx(0.8)
    assert mmc_latency_s(80, 100, 1) == pytest.approx(mm1_latency_s(80, 100))


def test_two_servers_have_the_textbook_wait():
    # M/M/2: Wq = ρ²/(μ(1 − ρ²)).
    assert mmc_waiting_s(150, 100, 2) == pytest.approx(0.75**2 / (100 * (1 - 0.75**2)))


def test_a_thousand_servers_do_not_overflow():
    assert 0 < erlang_c(950, 1.0, 1000) < 0.1


def test_the_number_of_servers_is_a_whole_number_from_one():
    with pytest.raises(InvalidInput, match="servers"):
        erlang_c(1, 1, 0)
