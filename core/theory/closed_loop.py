"""Closed loop: N clients who each wait for the reply, think, and only then send the next request."""

from core.base import Checks


def closed_loop_throughput_bound(clients: int, service_s: float, think_s: float = 0.0) -> float:
    """Requests a second, at most: X ≤ min(N/(D + Z), 1/D) (asymptotic bounds; Denning & Buzen 1978).

    With one client and no thinking the bound is met: throughput = 1/latency. That holds nowhere else.

    >>> closed_loop_throughput_bound(1, service_s=0.010)
    100.0
    >>> closed_loop_throughput_bound(20, service_s=0.010, think_s=0.090)
    100.0
    """
    _check(clients, service_s, think_s)
    return min(clients / (service_s + think_s), 1 / service_s)


def closed_loop_latency_bound_s(clients: int, service_s: float, think_s: float = 0.0) -> float:
    """Mean latency, at least: R = N/X − Z ≥ max(D, ND − Z), in seconds.

    >>> round(closed_loop_latency_bound_s(20, service_s=0.010, think_s=0.090), 6)
    0.11
    """
    _check(clients, service_s, think_s)
    return max(service_s, clients * service_s - think_s)


def _check(clients: int, service_s: float, think_s: float) -> None:
    checks = Checks()
    checks.whole("clients", clients, least=1)
    checks.number("service_s", service_s, above=0, unit="seconds")
    checks.number("think_s", think_s, least=0, unit="seconds")
    checks.done()
