"""What a calculation of a question is: numbers drawn by a seed in, the numbers that follow from them out."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

Numbers: TypeAlias = Mapping[str, float]
Calculation: TypeAlias = Callable[[Numbers], Numbers]
