"""When requests are due: the schedule that every run, live or simulated, is measured against."""

from core.workload.arrivals import AllAtOnce, Arrivals, Poisson, Steady, due_times

__all__ = ["AllAtOnce", "Arrivals", "Poisson", "Steady", "due_times"]
