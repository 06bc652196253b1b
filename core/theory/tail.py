"""The tail at scale: a page that asks many servers waits for the slowest (Dean & Barroso 2013)."""

from core.base import Checks


def slow_share(p: float, calls: int) -> float:
    """Share of requests with a slow call among n independent calls, each quick with probability p: 1 − pⁿ.

    >>> round(slow_share(0.99, calls=100), 3)
    0.634
    """
    checks = Checks()
    checks.number("p", p, least=0, most=1)
    checks.whole("calls", calls, least=1)
    checks.done()
    return 1 - p**calls
