"""The wall clock of the pages: all of them ask this one, so that a test can set it."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


def now_s() -> float:
    """The same in seconds since 1970, as stored events count time."""
    return now().timestamp()


def today() -> date:
    """The day it is: a day begins at midnight UTC."""
    return now().date()
