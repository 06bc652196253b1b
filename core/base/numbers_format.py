"""How a number looks in words: in prose, titles and tables; the filters of a lesson, as {{ value | pct }}.

A space inside a number and its unit is a no-break space, so that no line ends between the two.
"""

import math
import re
from collections.abc import Callable, Mapping

NO_BREAK = "\u00a0"
_WORD_JOINER = "\u2060"
_TOGETHER = re.compile(r"(?<=\d) (?=(?:ms|s|min|h)\b)|(?<=\bn) (?== )|(?<=\bn =) (?=\d)")


def unbroken(words: str) -> str:
    """Words in which no line ends within a time, within a number of texts, or between a minus and its amount.

    >>> unbroken("within 20 ms, n = 50") == f"within 20{NO_BREAK}ms, n{NO_BREAK}={NO_BREAK}50"
    True
    """
    return _TOGETHER.sub(NO_BREAK, words).replace("−£", f"−{_WORD_JOINER}£")


def pct(share: float, decimals: int = 1) -> str:
    """A share as per cent, without idle zeros: ``pct(0.85)`` is 85 %, ``pct(8 / 9)`` is 88.9 %."""
    return f"{number(100 * share, decimals)}{NO_BREAK}%"


def ms(duration_s: float, decimals: int = 1) -> str:
    """Seconds as milliseconds: ``ms(0.0229)`` is 22.9 ms."""
    return f"{number(1000 * duration_s, decimals)}{NO_BREAK}ms"


def seconds(duration_s: float, decimals: int = 0) -> str:
    """Seconds: ``seconds(3.2)`` is 3 s."""
    return f"{number(duration_s, decimals)}{NO_BREAK}s"


def minutes(duration_s: float, decimals: int = 0) -> str:
    """Seconds as minutes: ``minutes(1000)`` is 17 minutes."""
    text = number(duration_s / 60, decimals)
    return f"{text}{NO_BREAK}{'minute' if text == '1' else 'minutes'}"


def count(value: float) -> str:
    """A count to the nearest whole, thousands apart.

    >>> count(9776)
    '9,776'
    """
    return number(value, 0)


def number(value: float, decimals: int = 1) -> str:
    """A number with thousands apart and without idle zeros; ValueError unless it is finite.

    >>> number(90.909), number(50.0), number(1234.5)
    ('90.9', '50', '1,234.5')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is not a finite number")
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


FILTERS: Mapping[str, Callable[..., str]] = {
    "pct": pct,
    "ms": ms,
    "seconds": seconds,
    "minutes": minutes,
    "count": count,
    "number": number,
}
