"""The number that a learner typed: read as people write numbers, with or without its unit; or a clear word on why not."""

import math
import re

from core.base import Fault, InvalidInput

_SPACES = "\u0020\u00a0\u2009\u202f"
_TYPED = re.compile(
    rf"([+-]?)([\d.,'’{_SPACES}]*\d[.,]?)(?:[eE]([+-]?\d{{1,3}}))?[{_SPACES}]*([^\d{_SPACES}].*)?"
)
_MOST_CHARS = 60
LARGEST_IN_FULL = 1e15

_PER_SECOND = " per second"

# What people write for a unit. A unit that is not here is compared as it stands.
_SPELLINGS = {
    "ms": ("msec", "millisecond", "milliseconds"),
    "s": ("sec", "second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "µs": ("us", "microsecond", "microseconds"),
    "%": ("percent", "per cent", "pct"),
    "texts per second": ("text/s", "texts / s"),
    "requests per second": ("request/s", "rps"),
    "times": ("x", "×", "fold"),
    "texts": ("text",),
    "requests": ("request",),
}


def read_number(text: str, unit: str = "") -> float:
    """The number in ``text``; the question's own unit may follow it. Raises InvalidInput, in words, for anything else.

    A comma or a point before exactly three digits, and any further one, parts the thousands if it is a comma and
    nothing else tells (1,200 is one thousand two hundred; 0,125 and 12,5 are decimals); spaces and apostrophes
    always part thousands.

    >>> read_number("12,5"), read_number("1 200"), read_number("1,200.5"), read_number("1.200,5"), read_number("12 ms", "ms")
    (12.5, 1200.0, 1200.5, 1200.5, 12.0)
    """
    typed = text.strip().replace("−", "-").replace("–", "-")
    found = _TYPED.fullmatch(typed) if len(typed) <= _MOST_CHARS else None
    if found is None:
        raise _refused(f"{_shown(typed)} is not a number", f"write one number{_such_as(unit)}")
    sign, digits, exponent, given_unit = found.groups()
    plain = _decimal(digits)
    if plain is None:
        raise _refused(f"{_shown(typed)} can be read in two ways", f"write one number{_such_as(unit)}")
    _check_unit((given_unit or "").strip(), unit)
    value = float(f"{sign}{plain}e{exponent or 0}")
    if not math.isfinite(value):
        raise _refused(f"{_shown(typed)} is too large", "write a smaller number")
    return value


def number_words(value: float, unit: str = "") -> str:
    """A number as a person reads it, with its unit, to four figures.

    >>> number_words(444.444, "texts per second"), number_words(12.0, "%"), number_words(0.25)
    ('444.4 texts per second', '12 %', '0.25')
    """
    if abs(value) >= LARGEST_IN_FULL:
        return f"{value:.4g} {unit}".strip()
    digits = max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0
    text = f"{round(value, digits):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} {unit}".strip()


def _decimal(digits: str) -> str | None:
    """The digits with at most a decimal point between them; None where their separators contradict each other."""
    plain = re.sub(rf"(?<=\d)[{_SPACES}'’](?=\d{{3}}(?!\d))", "", digits)
    if re.search(rf"[{_SPACES}'’]", plain):
        return None
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        mark = max(".,", key=plain.rfind)
        thousands = "," if mark == "." else "."
        whole, _, part = plain.rpartition(mark)
        return _joined(whole, thousands, part) if mark not in whole else None
    if commas > 1 or (commas == 1 and re.fullmatch(r"[1-9]\d{0,2},\d{3}", plain)):
        return _joined(plain, ",", "")
    if points > 1:
        return _joined(plain, ".", "")
    return plain.replace(",", ".")


def _joined(whole: str, thousands: str, part: str) -> str | None:
    if thousands in whole and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole):
        return None
    return f"{whole.replace(thousands, '') or '0'}.{part or '0'}"


def _check_unit(given: str, unit: str) -> None:
    if given and given.casefold() not in _forms(unit):
        if not unit:
            raise _refused(f"{_shown(given)} is no part of the answer", "write the number alone")
        raise _refused(f"the answer is asked for in {unit}, not in {_shown(given)}", f"give it in {unit}")


def _forms(unit: str) -> set[str]:
    """All that people write for a unit, the unit itself included.

    >>> "s" in _forms("seconds"), "recipes/s" in _forms("recipes per second"), "ms" in _forms("s")
    (True, True, False)
    """
    forms = {unit}
    for short, others in _SPELLINGS.items():
        if unit in (short, *others):
            forms |= {short, *others}
    if unit.endswith(_PER_SECOND):
        forms |= {"per second", "/s", "1/s", f"{unit.removesuffix(_PER_SECOND)}/s"}
    return {form.casefold() for form in forms if form}


def _such_as(unit: str) -> str:
    return f" in {unit}, such as 12.5" if unit else ", such as 12.5"


def _shown(text: str) -> str:
    return f"“{text[:40]}”" if text else "nothing"


def _refused(problem: str, fix: str) -> InvalidInput:
    return InvalidInput([Fault(field="answer", problem=problem, fix=fix)])
