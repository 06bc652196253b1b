"""Calculations behind the questions on percentiles, load, thresholds and prevalence, by name."""

from collections.abc import Mapping

from core.learning.calculation import Calculation

CALCULATIONS: Mapping[str, Calculation] = {}
