"""Checks for values on birth: collect every fault, then raise them together."""

import math
from dataclasses import dataclass, field

from core.base.errors import Fault, InvalidInput


@dataclass(slots=True)
class Checks:
    """Collects faults of one value; ``done`` raises them all at once.

    >>> checks = Checks()
    >>> checks.number("arrival_rate", -1.0, above=0, unit="requests per second")
    >>> checks.whole("requests", 0, least=1)
    >>> checks.done()
    Traceback (most recent call last):
      ...
    core.base.errors.InvalidInput: arrival_rate: -1.0 is out of range; give a number above 0 requests per second
    requests: 0 is out of range; give a whole number of at least 1
    """

    faults: list[Fault] = field(default_factory=list)

    def number(
        self,
        name: str,
        value: float,
        *,
        least: float | None = None,
        above: float | None = None,
        most: float | None = None,
        unit: str = "",
    ) -> None:
        """Faults ``value`` unless it is a finite number within the bounds given."""
        finite = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if finite and _within(value, least, above, most):
            return
        problem = f"{value!r} is out of range" if finite else f"{value!r} is not a finite number"
        self.add(name, problem, f"give a number {_bounds(least, above, most)} {unit}".strip())

    def whole(self, name: str, value: int, *, least: int, most: int | None = None) -> None:
        """Faults ``value`` unless it is a whole number from ``least`` to ``most``."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and _within(value, least, None, most):
            return
        problem = f"{value!r} is out of range" if whole else f"{value!r} is not a whole number"
        self.add(name, problem, f"give a whole number {_bounds(least, None, most)}")

    def add(self, name: str, problem: str, fix: str) -> None:
        """Records one fault of the field ``name``."""
        self.faults.append(Fault(field=name, problem=problem, fix=fix))

    def done(self) -> None:
        """Raises InvalidInput with all the faults collected, if there are any."""
        if self.faults:
            raise InvalidInput(self.faults)


def _within(value: float, least: float | None, above: float | None, most: float | None) -> bool:
    return (
        (least is None or value >= least)
        and (above is None or value > above)
        and (most is None or value <= most)
    )


def _bounds(least: float | None, above: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f"from {least} to {most}"
    low = f"of at least {least}" if least is not None else f"above {above}" if above is not None else ""
    high = f"of at most {most}" if most is not None else ""
    return " and ".join(part for part in (low, high) if part)
