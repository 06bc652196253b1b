"""Every calculation that a bank may name in ``computes``: pure functions on the formulas of the core, by name."""

from collections.abc import Mapping

from core.learning import calculations_cost, calculations_load, calculations_modes, calculations_quality
from core.learning.calculation import Calculation, Numbers
from core.theory import batch_service_s


def full_batch_rate(drawn: Numbers) -> Numbers:
    """Texts per second with every batch full, B/τ(B), beside one at a time, 1/τ(1).

    batch_size, fixed_ms, per_text_ms → batch_ms, alone_ms, full_rate, alone_rate, gain; wrong_rate is 1/τ(B), which
    forgets the texts in the batch.

    >>> found = full_batch_rate({"batch_size": 8, "fixed_ms": 10, "per_text_ms": 1})
    >>> round(found["full_rate"], 1), round(found["gain"], 2)
    (444.4, 4.89)
    """
    size = round(drawn["batch_size"])
    fixed_s, per_text_s = drawn["fixed_ms"] / 1000, drawn["per_text_ms"] / 1000
    batch_s, alone_s = (batch_service_s(b, fixed_s, per_text_s) for b in (size, 1))
    return {
        "batch_ms": 1000 * batch_s,
        "alone_ms": 1000 * alone_s,
        "full_rate": size / batch_s,
        "alone_rate": 1 / alone_s,
        "gain": size * alone_s / batch_s,
        "wrong_rate": 1 / batch_s,
    }


CALCULATIONS: Mapping[str, Calculation] = {
    "full-batch-rate": full_batch_rate,
    **calculations_modes.CALCULATIONS,
    **calculations_cost.CALCULATIONS,
    **calculations_load.CALCULATIONS,
    **calculations_quality.CALCULATIONS,
}
