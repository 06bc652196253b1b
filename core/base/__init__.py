"""Errors, checks and seeds: what every room of the core leans on."""

from core.base.checks import Checks
from core.base.errors import BatchwiseError, Fault, InvalidInput
from core.base.seeds import stream

__all__ = ["BatchwiseError", "Checks", "Fault", "InvalidInput", "stream"]
