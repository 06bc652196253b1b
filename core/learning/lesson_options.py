"""Which options the figures of a lesson take: where a control stands at first, the one case to show, or, for "run", a whole set-up."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.base import Fault, InvalidInput
from core.learning.lesson_live import live_figure
from core.learning.workloads import WORKLOADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A number from low to high in steps, as a slider has them."""

    low: float
    high: float
    step: float

    @property
    def words(self) -> str:
        """What may be written."""
        return f"a number from {self.low:g} to {self.high:g} in steps of {self.step:g}"

    def has(self, text: str) -> bool:
        """Whether the text is a number at one of the steps."""
        try:
            value = float(text)
        except ValueError:
            return False
        steps = (value - self.low) / self.step
        return self.low <= value <= self.high and abs(steps - round(steps)) < 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One of a few words."""

    options: tuple[str, ...]

    @property
    def words(self) -> str:
        """What may be written."""
        return f"one of {', '.join(self.options)}"

    def has(self, text: str) -> bool:
        """Whether the text is one of them."""
        return text in self.options


STALL = Span(low=0.0, high=3.0, step=0.1)
SALE_DAY = Span(low=60, high=130, step=5)
LOAD = Span(low=5, high=440, step=5)
MISS_TIMES = OneOf(options=("0.1", "0.2", "0.5", "1", "2", "5", "9", "20", "50"))
FRAUD_PERCENT = Span(low=0.05, high=2.25, step=0.05)
LEAKS = OneOf(options=("copies", "mark"))
CHANGES = OneOf(options=("rarer", "disguised"))
CAUSES = OneOf(options=("nothing", "leak", "drift", "skew"))
WORKLOAD = OneOf(options=tuple(one.id for one in WORKLOADS))

STARTS: Mapping[str, Span | OneOf] = {
    "pitfall-latency": STALL,
    "pitfall-accuracy-only": SALE_DAY,
    "pitfall-leakage": LEAKS,
    "pitfall-drift": CHANGES,
    "dynamic-batching": LOAD,
    "threshold-cost": MISS_TIMES,
    "paradox": FRAUD_PERCENT,
    "broken-promise": CAUSES,
    "choose-serving": WORKLOAD,
}
"""Where the one control of a figure stands at first, if the lesson says ``start="…"``."""
ONLY: Mapping[str, OneOf] = {"broken-promise": CAUSES}
"""The one case that a figure shows, without a control to change it, if the lesson says ``only="…"``."""


def check_options(figure: str, options: Mapping[str, str]) -> None:
    """Raises InvalidInput with every option that the figure does not take, by the option's name.

    >>> check_options("pitfall-drift", {"start": "rarer"})
    >>> check_options("pitfall-drift", {"start": "sideways"})
    Traceback (most recent call last):
      ...
    core.base.errors.InvalidInput: start: 'sideways' cannot be; write one of rarer, disguised
    """
    if figure == "run":
        live_figure(options)
        return
    faults = []
    for name, value in options.items():
        may = {"start": STARTS, "only": ONLY}.get(name, {}).get(figure)
        if may is None:
            faults.append(
                Fault(field=name, problem=f"{figure} takes no such option", fix=f"leave {name} out")
            )
        elif not may.has(value):
            faults.append(Fault(field=name, problem=f"{value!r} cannot be", fix=f"write {may.words}"))
    if faults:
        raise InvalidInput(faults)
