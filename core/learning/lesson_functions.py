"""What {{ }} in a lesson may work out from numbers that the lesson states: the theory of the example server.

Each takes plain numbers (rates per second, sizes, shares) and gives seconds, shares or plain numbers. One that has no
answer (a queue without end) is a fault of the lesson.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.learning.numbers import FIXED_S, PER_TEXT_S
from core.theory import (
    batch_service_s,
    fixed_batch,
    md1_latency_s,
    mm1_latency_quantile_s,
    mm1_latency_s,
    mm1_waiting_s,
    slow_share,
    take_all,
    utilisation,
)


def call_s(batch_size: float = 1) -> float:
    """How long a call with this many texts takes.

    >>> round(call_s(8), 6)
    0.018
    """
    return batch_service_s(int(batch_size), FIXED_S, PER_TEXT_S)


def most_rate(batch_size: float = 1) -> float:
    """Texts per second that calls of this many can answer at the very most.

    >>> round(most_rate(1), 1)
    90.9
    """
    return batch_size / call_s(batch_size)


def busy(rate: float, batch_size: float = 1) -> float:
    """The share of time that the server is at work, ρ.

    >>> round(busy(80), 2)
    0.88
    """
    return utilisation(rate, int(batch_size), FIXED_S, PER_TEXT_S)


def alone_s(rate: float) -> float:
    """Mean latency one at a time, texts coming at random: M/D/1.

    >>> round(1000 * alone_s(85), 1)
    90.1
    """
    return md1_latency_s(rate, call_s(1))


def alone_wait_s(rate: float) -> float:
    """Mean wait in the queue one at a time: its latency without the call itself."""
    return alone_s(rate) - call_s(1)


def alone_queue(rate: float) -> float:
    """How many texts wait on average one at a time: rate × wait (Little)."""
    return rate * alone_wait_s(rate)


def full_s(rate: float, batch_size: float) -> float:
    """Mean latency if every batch waits until it is full."""
    return fixed_batch(rate, int(batch_size), FIXED_S, PER_TEXT_S).mean_latency_s


def fill_s(rate: float, batch_size: float) -> float:
    """Mean time that a text waits for its full batch to fill."""
    return fixed_batch(rate, int(batch_size), FIXED_S, PER_TEXT_S).mean_filling_s


def taken_s(rate: float, most: float) -> float:
    """Mean latency if each call takes whoever waits, up to ``most``: the exact chain."""
    return take_all(rate, int(most), FIXED_S, PER_TEXT_S).mean_latency_s


def taken_size(rate: float, most: float) -> float:
    """Mean number of texts in a call that takes whoever waits, up to ``most``."""
    return take_all(rate, int(most), FIXED_S, PER_TEXT_S).mean_batch_size


def random_s(rate: float, service_s: float) -> float:
    """Mean latency of one server whose service times vary at random about a mean: M/M/1."""
    return mm1_latency_s(rate, 1 / service_s)


def random_wait_s(rate: float, service_s: float) -> float:
    """Mean wait of one server whose service times vary at random about a mean: M/M/1."""
    return mm1_waiting_s(rate, 1 / service_s)


def random_tail_s(rate: float, service_s: float, share: float) -> float:
    """The latency within which this share of texts has its answer, service times varying at random: M/M/1."""
    return mm1_latency_quantile_s(rate, 1 / service_s, share)


def any_slow(share: float, calls: float) -> float:
    """Chance that at least one of independent calls is slow: 1 − (1 − share)ⁿ.

    >>> round(any_slow(0.01, 100), 3)
    0.634
    """
    return slow_share(1 - share, int(calls))


def cheapest_threshold(miss_times: float) -> float:
    """The cheapest threshold for probabilities that can be trusted: 1 / (1 + what a miss costs in false alarms)."""
    return 1 / (1 + miss_times)


FUNCTIONS: Mapping[str, Callable[..., float]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            call_s, most_rate, busy, alone_s, alone_wait_s, alone_queue, full_s, fill_s, taken_s, taken_size,
            random_s, random_wait_s, random_tail_s, any_slow, cheapest_threshold,
        )
    }
)  # fmt: skip
