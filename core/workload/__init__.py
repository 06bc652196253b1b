"""When requests are due: the schedule that every run, live or simulated, is measured against."""

from core.workload.arrivals import AllAtOnce, Arrivals, Poisson, Steady, due_times
from core.workload.closed_loop import ClosedLoop
from core.workload.patterns import Bursty, Daily, Replay

__all__ = [
    "AllAtOnce",
    "Arrivals",
    "Bursty",
    "ClosedLoop",
    "Daily",
    "Poisson",
    "Replay",
    "Steady",
    "due_times",
]
