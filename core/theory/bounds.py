"""Simple upper bounds on the mean latency of take-all batching without a limit on the batch (Inoue 2019).

Valid only without a limit (B = ∞): at λ = 300, B = 8, τ₀ = 10 ms, α = 1 ms the exact mean is above φ₁.
Source: Y. Inoue, "Queueing analysis of GPU-based inference servers with dynamic batching", arXiv 1912.06322.
"""

from core.theory.stability import require_stable, utilisation


def phi_0_s(arrival_rate: float, fixed_s: float, per_item_s: float) -> float:
    """φ₀ = (α + τ₀)/(2(1 − λα)) · (1 + 2λτ₀ + (1 − λτ₀)/(1 + λα)), in seconds; the closer one at low load.

    Only for batches without a limit. Raises Unstable if λα ≥ 1.
    """
    load = _load(arrival_rate, fixed_s, per_item_s)
    fixed_load = arrival_rate * fixed_s
    inner = 1 + 2 * fixed_load + (1 - fixed_load) / (1 + load)
    return (per_item_s + fixed_s) / (2 * (1 - load)) * inner


def phi_1_s(arrival_rate: float, fixed_s: float, per_item_s: float) -> float:
    """φ₁ = (3/2)τ₀/(1 − λα) + (α/2)(λα + 2)/(1 − λ²α²), in seconds; the closer one at high load.

    Only for batches without a limit. Raises Unstable if λα ≥ 1.

    >>> round(1e3 * phi_1_s(300, fixed_s=0.010, per_item_s=0.001), 3)
    22.692
    """
    load = _load(arrival_rate, fixed_s, per_item_s)
    return 1.5 * fixed_s / (1 - load) + per_item_s / 2 * (load + 2) / (1 - load**2)


def take_all_bound_s(arrival_rate: float, fixed_s: float, per_item_s: float) -> float:
    """min(φ₀, φ₁): the mean latency of take-all batching without a limit is never more."""
    return min(phi_0_s(arrival_rate, fixed_s, per_item_s), phi_1_s(arrival_rate, fixed_s, per_item_s))


def _load(arrival_rate: float, fixed_s: float, per_item_s: float) -> float:
    load = utilisation(arrival_rate, None, fixed_s, per_item_s)
    require_stable(load)
    return load
