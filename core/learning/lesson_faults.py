"""The faults of a file in the making, each with its file and line, raised together at the end."""

from dataclasses import dataclass, field

from core.base import Fault, InvalidInput


@dataclass(slots=True)
class Complaints:
    """Collects what is wrong with one file, in any order.

    >>> complaints = Complaints(file="lessons/a.md")
    >>> complaints.add(7, "figure", "'pie' is not known", "name one of the figures")
    >>> complaints.done()
    Traceback (most recent call last):
      ...
    core.base.errors.InvalidInput: lessons/a.md:7: figure: 'pie' is not known; name one of the figures
    """

    file: str
    found: list[tuple[int, Fault]] = field(default_factory=list)

    def add(self, line: int, name: str, problem: str, fix: str) -> None:
        """Records one fault of the field ``name`` at ``line`` (from 1)."""
        fault = Fault(where=f"{self.file}:{line}", field=name, problem=problem, fix=fix)
        self.found.append((line, fault))

    def done(self) -> None:
        """Raises InvalidInput with all faults in the order of the lines, if there are any."""
        if self.found:
            raise InvalidInput([fault for _, fault in sorted(self.found, key=lambda pair: pair[0])])
