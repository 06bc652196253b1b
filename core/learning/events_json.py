"""What may stand in an event: short names, bounded text, and plain JSON that every database and reader accepts."""

import json
import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import TypeAlias

from core.base import Checks

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

MAX_NAME = 200
MAX_JSON_BYTES = 64_000
MAX_DEPTH = 16


def name_fault(value: object) -> str | None:
    """What is wrong with an id, or None: 1 to 200 printable characters."""
    if not isinstance(value, str) or not value or len(value) > MAX_NAME or not value.isprintable():
        return f"{str(value)[:40]!r} is not an id"
    return text_fault(value, MAX_NAME)


def text_fault(value: object, most: int) -> str | None:
    """What is wrong with a text, or None: bounded, no NUL, no half of a surrogate pair."""
    if not isinstance(value, str):
        return f"{type(value).__name__} is not text"
    if len(value) > most:
        return f"has {len(value)} characters"
    return None if _writable(value) else "holds characters that cannot be written as UTF-8 text"


def plain_json(name: str, value: object) -> JsonObject:
    """A deep, plain copy of a mapping: tuples become lists, numpy numbers Python's, NaN and infinities None.

    Raises InvalidInput if something in it has no JSON form, or if it is larger than 64,000 bytes.

    >>> plain_json("summary", {"mean_ms": float("nan"), "bins": (1, 2)})
    {'mean_ms': None, 'bins': [1, 2]}
    """
    checks = Checks()
    copy = _plain(checks, name, value, 0) if isinstance(value, Mapping) else None
    if not isinstance(copy, dict):
        checks.add(name, f"{type(value).__name__} is not a JSON object", "give a dictionary")
        copy = {}
    checks.done()
    if len(json.dumps(copy)) > MAX_JSON_BYTES:
        checks.add(name, "is too large", f"give at most {MAX_JSON_BYTES} bytes of JSON")
    checks.done()
    return copy


def _plain(checks: Checks, path: str, value: object, depth: int) -> Json:
    if depth > MAX_DEPTH:
        checks.add(path, "is nested too deeply", f"give at most {MAX_DEPTH} levels")
        return None
    if isinstance(value, Mapping):
        return {
            _key(checks, path, key): _plain(checks, f"{path}.{key}", inner, depth + 1)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(checks, f"{path}[{place}]", inner, depth + 1) for place, inner in enumerate(value)]
    return _scalar(checks, path, value)


def _scalar(checks: Checks, path: str, value: object) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and _writable(value):
        return str(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    checks.add(path, f"{type(value).__name__} has no JSON form", "give text, a number, true, false or None")
    return None


def _key(checks: Checks, path: str, key: object) -> str:
    if not isinstance(key, str) or not _writable(key):
        checks.add(path, f"the key {key!r} is not text", "give keys that are text")
    return str(key)


def _writable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
