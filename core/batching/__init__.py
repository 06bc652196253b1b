"""Batching policies: when the next batch leaves, and how many are on it."""

from core.batching.policies import DynamicBatch, FixedBatch, Offline, Policy, RealTime, largest_batch

__all__ = ["DynamicBatch", "FixedBatch", "Offline", "Policy", "RealTime", "largest_batch"]
