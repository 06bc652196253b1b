"""Several equal servers and one queue, M/M/c: the Erlang C formula (Erlang 1917).

Rates in requests per second, times in seconds. Every function raises Unstable at ρ = λ/(cμ) ≥ 1.
"""

from core.base import Checks
from core.theory.stability import check_positive, check_rate, require_stable


def erlang_c(arrival_rate: float, service_rate: float, servers: int) -> float:
    """Probability that a request has to wait: C = B/(1 − ρ(1 − B)), B the Erlang B loss probability.

    >>> round(erlang_c(80, 100, servers=1), 12), round(erlang_c(150, 100, servers=2), 6)
    (0.8, 0.642857)
    """
    check_rate(arrival_rate)
    check_positive("service_rate", service_rate, "requests per second")
    checks = Checks()
    checks.whole("servers", servers, least=1)
    checks.done()
    offered = arrival_rate / service_rate
    rho = offered / servers
    require_stable(rho)
    # The recursion in the number of servers never overflows, as the factorials of the closed form would.
    loss = 1.0
    for count in range(1, servers + 1):
        loss = offered * loss / (count + offered * loss)
    return loss / (1 - rho * (1 - loss))


def mmc_waiting_s(arrival_rate: float, service_rate: float, servers: int) -> float:
    """Mean wait before service of M/M/c: Wq = C/(cμ − λ)."""
    return erlang_c(arrival_rate, service_rate, servers) / (servers * service_rate - arrival_rate)


def mmc_latency_s(arrival_rate: float, service_rate: float, servers: int) -> float:
    """Mean latency of M/M/c: W = Wq + 1/μ."""
    return mmc_waiting_s(arrival_rate, service_rate, servers) + 1 / service_rate
