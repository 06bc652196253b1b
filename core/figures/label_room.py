"""Where a word beside a point of a log-log chart covers no other point."""

import math
from collections.abc import Sequence
from typing import Literal

Side = Literal["top", "bottom", "left", "right"]
Ends = tuple[float, float]

# The middle of a word from its point, and half of a word's size: shares of the chart's width and height.
_OFFSETS: dict[Side, tuple[float, float]] = {
    "top": (0.0, 0.07),
    "bottom": (0.0, -0.07),
    "right": (0.05, 0.0),
    "left": (-0.05, 0.0),
}
_HALF_WIDE, _HALF_TALL = 0.04, 0.045


class Room:
    """The room around the points of a chart between two ends of each axis.

    >>> room = Room([(10, 10), (10, 14)], (1, 100), (1, 100))
    >>> room.beside(10, 10, "top"), room.beside(10, 10, "right")
    ('bottom center', 'middle right')
    """

    def __init__(self, points: Sequence[tuple[float, float]], x_ends: Ends, y_ends: Ends) -> None:
        self._ends = x_ends, y_ends
        self._points = [self._place(x, y) for x, y in points]

    def beside(self, x: float, y: float, first: Side) -> str:
        """The side with the fewest points, the one preferred if it is among them: plotly's word for it."""
        there = self._place(x, y)

        def crowd(side: Side) -> int:
            right, up = (at + by for at, by in zip(there, _OFFSETS[side], strict=True))
            return sum(abs(right - a) < _HALF_WIDE and abs(up - b) < _HALF_TALL for a, b in self._points)

        best = min((first, *_OFFSETS), key=crowd)
        return f"middle {best}" if best in ("left", "right") else f"{best} center"

    def _place(self, x: float, y: float) -> tuple[float, float]:
        across, up = (
            math.log(value / low) / math.log(high / low)
            for value, (low, high) in zip((x, y), self._ends, strict=True)
        )
        return across, up
