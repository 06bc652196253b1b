"""The two clocks of the serving loop. This file reads the wall clock: it is the only one in the loop's room that may."""

import time
from collections.abc import Callable
from typing import Protocol

# An operating system wakes a sleeper late; so sleep until this long before the due time and spin the rest.
SPIN_S = 0.001
# While nothing is due the loop looks up this often, to obey Stop and to report.
GLANCE_S = 0.02


class Clock(Protocol):
    """Seconds since the run began, and a way to let them pass."""

    def now(self) -> float:
        """Seconds since the run began."""
        ...

    def wait_until(self, moment_s: float) -> bool:
        """Returns at ``moment_s`` or, if that is past, at once; False if the run is to end here."""
        ...


class VirtualClock:
    """A clock that jumps: time passes only when it is told to.

    >>> clock = VirtualClock()
    >>> clock.wait_until(2.5), clock.now()
    (True, 2.5)
    >>> clock.advance(0.5); clock.now()
    3.0
    """

    __slots__ = ("_now",)

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        """Seconds since the run began."""
        return self._now

    def wait_until(self, moment_s: float) -> bool:
        """Jumps to ``moment_s`` unless that is past."""
        if moment_s > self._now:
            self._now = moment_s
        return True

    def advance(self, seconds: float) -> None:
        """Lets ``seconds`` of work pass."""
        self._now += seconds


class WallClock:
    """Real time, monotonic, from the moment of creation.

    ``keep_going(now_s)`` is asked before every batch and while waiting; when it says False the run ends.
    ``late_s`` collects how late the operating system woke us, each time that we waited.
    """

    __slots__ = ("_keep_going", "_zero", "late_s")

    def __init__(self, keep_going: Callable[[float], bool]) -> None:
        self._keep_going = keep_going
        self.late_s: list[float] = []
        self._zero = time.perf_counter()

    def now(self) -> float:
        """Seconds since the clock was made."""
        return time.perf_counter() - self._zero

    def wait_until(self, moment_s: float) -> bool:
        """Sleeps, then spins for the last millisecond; False as soon as the run is to end."""
        now = self.now()
        must_wait = now < moment_s
        while self._keep_going(now):
            left = moment_s - now
            if left > SPIN_S:
                time.sleep(min(left - SPIN_S, GLANCE_S))
                now = self.now()
                continue
            while now < moment_s:
                now = self.now()
            if must_wait:
                self.late_s.append(now - moment_s)
            return True
        return False
