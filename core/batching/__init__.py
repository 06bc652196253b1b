"""Batching policies: when the next batch leaves, and how many are on it."""

from core.batching.policies import DynamicBatch, FixedBatch, Offline, Policy, RealTime, largest_batch
from core.batching.variants import FormedAhead, LoopWindow, SerialWindow

__all__ = [
    "DynamicBatch",
    "FixedBatch",
    "FormedAhead",
    "LoopWindow",
    "Offline",
    "Policy",
    "RealTime",
    "SerialWindow",
    "largest_batch",
]
