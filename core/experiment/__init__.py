"""Scenarios, the engines that run them, and what comes back."""

from core.experiment.finding import agreement, comparison, finding
from core.experiment.result import Result
from core.experiment.scenario import BUILT_IN, Scenario
from core.experiment.simulate import simulate

__all__ = ["BUILT_IN", "Result", "Scenario", "agreement", "comparison", "finding", "simulate"]
