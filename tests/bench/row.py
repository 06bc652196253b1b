"""One line of the table of ratios."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was compared, what came out, what was aimed at, and whether it was met."""

    what: str
    measured: str
    aim: str
    met: bool
    note: str = ""
