"""One server, one request at a time, Poisson arrivals: M/M/1, M/G/1 and M/D/1.

Rates in requests per second, times in seconds, shares from 0 to 1. Every function raises Unstable at ρ ≥ 1.
"""

import math

from core.base import Checks
from core.theory.stability import check_positive, check_rate, require_stable


def mm1_latency_s(arrival_rate: float, service_rate: float) -> float:
    """Mean latency of M/M/1: W = 1/(μ − λ).

    >>> mm1_latency_s(80, 100)
    0.05
    """
    _check_mm1(arrival_rate, service_rate)
    return 1 / (service_rate - arrival_rate)


def mm1_waiting_s(arrival_rate: float, service_rate: float) -> float:
    """Mean wait before service of M/M/1: Wq = ρ/(μ − λ).

    >>> round(mm1_waiting_s(80, 100), 9)
    0.04
    """
    return arrival_rate / service_rate * mm1_latency_s(arrival_rate, service_rate)


def mm1_latency_quantile_s(arrival_rate: float, service_rate: float, p: float) -> float:
    """The latency that a share p of requests stays within, M/M/1: −ln(1 − p)/(μ − λ).

    >>> round(mm1_latency_quantile_s(80, 100, 0.99), 4)
    0.2303
    """
    checks = Checks()
    checks.number("p", p, least=0)
    if p >= 1:
        checks.add("p", f"{p!r} is not a share below 1", "write the 99th percentile as 0.99")
    checks.done()
    return -math.log1p(-p) * mm1_latency_s(arrival_rate, service_rate)


def mg1_waiting_s(arrival_rate: float, mean_service_s: float, mean_square_service_s2: float) -> float:
    """Mean wait before service of M/G/1: Wq = λE[S²]/(2(1 − ρ)), ρ = λE[S] (Pollaczek 1930, Khinchine 1932).

    Raises InvalidInput if E[S²] < E[S]², which no distribution has.
    """
    check_rate(arrival_rate)
    check_positive("mean_service_s", mean_service_s, "seconds")
    checks = Checks()
    least = mean_service_s**2
    checks.number("mean_square_service_s2", mean_square_service_s2, least=least * (1 - 1e-12), unit="s²")
    checks.done()
    rho = arrival_rate * mean_service_s
    require_stable(rho)
    return arrival_rate * mean_square_service_s2 / (2 * (1 - rho))


def mg1_latency_s(arrival_rate: float, mean_service_s: float, mean_square_service_s2: float) -> float:
    """Mean latency of M/G/1: W = Wq + E[S]."""
    return mg1_waiting_s(arrival_rate, mean_service_s, mean_square_service_s2) + mean_service_s


def md1_waiting_s(arrival_rate: float, service_s: float) -> float:
    """Mean wait before service of M/D/1, service always D: Wq = ρD/(2(1 − ρ)).

    >>> round(md1_waiting_s(80, 0.010), 6)
    0.02
    """
    check_positive("service_s", service_s, "seconds")
    return mg1_waiting_s(arrival_rate, service_s, service_s**2)


def md1_latency_s(arrival_rate: float, service_s: float) -> float:
    """Mean latency of M/D/1: W = Wq + D."""
    return md1_waiting_s(arrival_rate, service_s) + service_s


def _check_mm1(arrival_rate: float, service_rate: float) -> None:
    check_rate(arrival_rate)
    check_positive("service_rate", service_rate, "requests per second")
    require_stable(arrival_rate / service_rate)
