"""The serving loop, its clocks, what a batch costs, and the process that measures."""

from core.serving.clocks import Clock, VirtualClock, WallClock
from core.serving.cost import Cost, CostFit, ExponentialCost, LinearCost, fit_cost
from core.serving.loop import serve

__all__ = [
    "Clock",
    "Cost",
    "CostFit",
    "ExponentialCost",
    "LinearCost",
    "VirtualClock",
    "WallClock",
    "fit_cost",
    "serve",
]
