"""A drawing as inline SVG: put together from lines, marks and words; it runs nothing and takes its ink from the page."""

import math
from dataclasses import dataclass
from html import escape
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Mark = Literal["circle", "diamond", "square"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where values lie along one side of a drawing: from ``least`` at ``start`` to ``most`` at ``end``.

    >>> Scale(least=1, most=100, start=0, end=200, log=True)(10)
    100.0
    """

    least: float
    most: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """The place of a value, in the drawing's own unit."""
        bend = math.log10 if self.log else float
        share = (bend(value) - bend(self.least)) / (bend(self.most) - bend(self.least))
        return self.start + share * (self.end - self.start)


class Drawing:
    """Parts in the order in which they are laid over each other.

    >>> drawing = Drawing(20, 10)
    >>> drawing.line(0, 5, 20, 5)
    >>> drawing.words("a < b", 1, 4)
    >>> "a &lt; b" in drawing.whole("Two values") and 'aria-label="Two values"' in drawing.whole("Two values")
    True
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def line(self, x1: float, y1: float, x2: float, y2: float, **style: object) -> None:
        """A straight line."""
        ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        self._parts.append(f"<line {ends}{_written({'stroke': 'currentColor', **style})}/>")

    def path(self, points: list[tuple[float, float]], **style: object) -> None:
        """A line through points."""
        there = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        look = {"fill": "none", "stroke": "currentColor", **style}
        self._parts.append(f'<polyline points="{there}"{_written(look)}/>')

    def box(self, x: float, y: float, wide: float, tall: float, **style: object) -> None:
        """A rectangle from its upper left corner."""
        where = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
        self._parts.append(f"<rect {where}{_written(style)}/>")

    def mark(self, kind: Mark, x: float, y: float, size: float, **style: object) -> None:
        """A shape around a point, of the same area whatever its kind."""
        match kind:
            case "circle":
                self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"{_written(style)}/>')
            case "square":
                half = 0.89 * size
                self.box(x - half, y - half, 2 * half, 2 * half, **style)
            case "diamond":
                far = 1.25 * size
                there = (
                    f"{x:.1f},{y - far:.1f} {x + far:.1f},{y:.1f} {x:.1f},{y + far:.1f} {x - far:.1f},{y:.1f}"
                )
                self._parts.append(f'<polygon points="{there}"{_written(style)}/>')

    def words(self, words: str, x: float, y: float, anchor: Anchor = "start", **style: object) -> None:
        """Words on one line, y at their foot."""
        look = _written({"fill": "currentColor", "text-anchor": anchor, **style})
        self._parts.append(f'<text x="{x:.1f}" y="{y:.1f}"{look}>{escape(words)}</text>')

    def whole(self, alternative: str) -> str:
        """The element, with what it says for those who do not see it."""
        size = f'viewBox="0 0 {self.width:g} {self.height:g}"'
        return (
            f'<svg {size} role="img" aria-label="{escape(alternative, quote=True)}" font-size="12">'
            f"{''.join(self._parts)}</svg>"
        )


def _written(style: dict[str, object]) -> str:
    """Attributes; an underscore in a name is a hyphen there."""
    return "".join(f' {name.replace("_", "-")}="{escape(str(value))}"' for name, value in style.items())
