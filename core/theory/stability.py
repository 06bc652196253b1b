"""Whether a server can keep up: the cost of a batch, utilisation, and the error for load that is too much."""

from core.base import BatchwiseError, Checks


class Unstable(BatchwiseError):
    """The load is at or beyond what the server can carry: queues grow without end and no mean exists."""

    def __init__(self, utilisation: float) -> None:
        self.utilisation = utilisation
        super().__init__(
            f"Unstable: the requests bring {100 * utilisation:.4g} % of the work that the server can do "
            f"(utilisation ρ = {utilisation:.4g}; it must stay below 1), so the queue grows for as long as they "
            "come and there is no mean to give. Lower the arrival rate, or serve faster or in larger batches."
        )

    def __reduce__(self) -> tuple[type["Unstable"], tuple[float]]:
        return (type(self), (self.utilisation,))


def batch_service_s(batch_size: int, fixed_s: float, per_item_s: float) -> float:
    """Time to serve a batch of b: τ(b) = τ₀ + αb, in seconds.

    >>> batch_service_s(8, fixed_s=0.010, per_item_s=0.001)
    0.018000000000000002
    """
    check_cost(fixed_s, per_item_s, batch_size)
    return fixed_s + per_item_s * batch_size


def batching_gain_bound(fixed_s: float, per_item_s: float) -> float:
    """How many times more requests a second batching can serve at the very most: (τ₀ + α)/α.

    >>> round(batching_gain_bound(fixed_s=0.010, per_item_s=0.001), 6)
    11.0
    """
    checks = Checks()
    checks.number("fixed_s", fixed_s, least=0, unit="seconds")
    checks.number("per_item_s", per_item_s, above=0, unit="seconds")
    checks.done()
    return (fixed_s + per_item_s) / per_item_s


def utilisation(arrival_rate: float, batch_size: int | None, fixed_s: float, per_item_s: float) -> float:
    """ρ = λτ(B)/B, the work brought over the work possible with full batches; λα when B is None (no limit).

    >>> round(utilisation(420, 8, fixed_s=0.010, per_item_s=0.001), 3)
    0.945
    """
    check_rate(arrival_rate)
    check_cost(fixed_s, per_item_s, batch_size)
    shared_s = fixed_s / batch_size if batch_size is not None else 0.0
    return arrival_rate * (shared_s + per_item_s)


def is_stable(arrival_rate: float, batch_size: int | None, fixed_s: float, per_item_s: float) -> bool:
    """Whether full batches of B (None: no limit) keep up with the arrivals: λ < B/τ(B).

    >>> is_stable(420, 8, fixed_s=0.010, per_item_s=0.001), is_stable(450, 8, fixed_s=0.010, per_item_s=0.001)
    (True, False)
    """
    return utilisation(arrival_rate, batch_size, fixed_s, per_item_s) < 1


def require_stable(rho: float) -> None:
    """Raises Unstable unless the utilisation ρ is below 1."""
    if rho >= 1:
        raise Unstable(rho)


def check_rate(arrival_rate: float) -> None:
    """Raises InvalidInput unless the arrival rate is a number above 0."""
    check_positive("arrival_rate", arrival_rate, "requests per second")


def check_positive(name: str, value: float, unit: str) -> None:
    """Raises InvalidInput unless ``value`` is a finite number above 0."""
    checks = Checks()
    checks.number(name, value, above=0, unit=unit)
    checks.done()


def check_cost(fixed_s: float, per_item_s: float, batch_size: int | None) -> None:
    """Raises InvalidInput unless τ₀ and α are at least 0, not both 0, and B is a whole number from 1 (or None)."""
    checks = Checks()
    checks.number("fixed_s", fixed_s, least=0, unit="seconds")
    checks.number("per_item_s", per_item_s, least=0, unit="seconds")
    if batch_size is not None:
        checks.whole("batch_size", batch_size, least=1)
    if fixed_s == 0 and per_item_s == 0:
        checks.add("fixed_s", "serving takes no time at all", "give fixed_s or per_item_s above 0")
    checks.done()
