"""A learner's recorded arrival times: one a line, checked row by row, as a schedule to replay."""

import math
from datetime import datetime

import numpy as np

from core.base import Fault, InvalidInput
from core.workload.patterns import MOST_RECORDED, Replay

MOST_BYTES = 5_000_000
MOST_FAULTS = 20
LONGEST_LINE = 200


def read_arrival_times(data: bytes) -> Replay:
    """The schedule in a file with one arrival a line: seconds, or a date and time (ISO 8601); a header is allowed.

    In a table (commas, semicolons or tabs between the cells) the first column counts. Times are sorted and counted
    from the first. Raises InvalidInput with every faulty row, up to twenty and then the number of the rest.

    >>> read_arrival_times(b"arrived_s\\n10.0\\n10.5\\n12\\n").times_s
    (0.0, 0.5, 2.0)
    """
    if len(data) > MOST_BYTES:
        raise _whole(f"{len(data):,} bytes", f"give a file of at most {MOST_BYTES:,} bytes")
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise _whole("is not text in UTF-8", "save it as CSV in UTF-8") from None
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if rows and _seconds(rows[0][1]) is None:
        rows = rows[1:]  # a header
    if not rows:
        raise _whole("holds no times", "give one arrival time a line")
    if len(rows) > MOST_RECORDED:
        raise _whole(f"{len(rows):,} times", f"give at most {MOST_RECORDED:,}")
    times = [_seconds(line) for _, line in rows]
    _refuse_faults([number for (number, _), time_s in zip(rows, times, strict=True) if time_s is None])
    sorted_s = np.sort(np.array(times, dtype=float))
    return Replay(times_s=tuple((sorted_s - sorted_s[0]).tolist()))


def _seconds(line: str) -> float | None:
    """The time in a line's first cell, in seconds; None if it is not one."""
    cell = line[:LONGEST_LINE].replace(";", ",").replace("\t", ",").split(",")[0].strip().strip('"')
    try:
        seconds = float(cell)
    except ValueError:
        try:
            return datetime.fromisoformat(cell).timestamp()
        except (ValueError, OverflowError, OSError):
            return None
    return seconds if math.isfinite(seconds) and abs(seconds) < 1e12 else None


def _refuse_faults(numbers: list[int]) -> None:
    faults = [
        Fault(
            where=f"row {number}",
            field="arrival time",
            problem="is no time",
            fix="give seconds, or a date and time",
        )
        for number in numbers[:MOST_FAULTS]
    ]
    if len(numbers) > MOST_FAULTS:
        more = f"{len(numbers) - MOST_FAULTS:,} more rows have no time"
        faults.append(Fault(field="arrival time", problem=more, fix="correct them in the same way"))
    if faults:
        raise InvalidInput(faults)


def _whole(problem: str, fix: str) -> InvalidInput:
    return InvalidInput([Fault(field="file", problem=problem, fix=fix)])
