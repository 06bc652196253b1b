"""What {{ }} in a lesson may work out from numbers that the lesson states: the theory of the example server.

Each takes plain numbers (rates per second, sizes, shares) and gives seconds, shares or plain numbers. One that has no
answer (a queue without end) is a fault of the lesson.
"""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.learning.numbers import FIXED_S, PER_TEXT_S
from core.theory import (
    batch_service_s,
    batching_gain_bound,
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


def wait_when(share: float) -> float:
    """Mean wait one at a time when the server is busy for this share of the time: half a call × busy ÷ free.

    >>> round(1000 * wait_when(0.9), 1)
    49.5
    """
    return call_s() / 2 * share / (1 - share)


def rest(share: float) -> float:
    """What is left of a share: 1 − share."""
    return 1 - share


def most_gain() -> float:
    """How many times more texts per second large batches can serve at the very most: (τ₀ + α) ÷ α.

    >>> round(most_gain())
    11
    """
    return batching_gain_bound(FIXED_S, PER_TEXT_S)


def every_s(rate: float) -> float:
    """The time from one text to the next, if they came evenly."""
    return 1 / rate


def backlog(rate: float, for_s: float) -> float:
    """How many texts wait after a rush of this length, one at a time, beyond what can be served.

    >>> round(backlog(120, for_s=10))
    291
    """
    return (rate - most_rate()) * for_s


def drained_s(texts: float, rate: float) -> float:
    """How long it takes to work a backlog off, one at a time, while texts go on coming: texts ÷ what is free.

    >>> round(drained_s(291, rate=72))
    15
    """
    return texts / (most_rate() - rate)


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


def reweighted(probability: float, there: float, here: float) -> float:
    """What a probability means where positives are rarer or more common than where it was learned.

    odds here = odds · (π/(1 − π) here)/(π/(1 − π) there) (Saerens, Latinne and Decaestecker 2002), shares π.

    >>> round(reweighted(0.5, 0.45, 0.05), 3)
    0.06
    """
    odds = probability / (1 - probability) * (here / (1 - here)) / (there / (1 - there))
    return odds / (1 + odds)


def machines(rate: float, batch_size: float = 1) -> float:
    """The fewest machines that keep up with calls of this many.

    >>> machines(300), machines(300, 8)
    (4, 1)
    """
    return math.floor(busy(rate, batch_size)) + 1


def job_s(texts: float, batch_size: float, start_s: float) -> float:
    """How long a job runs on one machine: its start, then this many texts in full batches.

    >>> round(job_s(864_000, 32, 60))
    1194
    """
    return start_s + texts * call_s(batch_size) / batch_size


FUNCTIONS: Mapping[str, Callable[..., float]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            call_s, most_rate, busy, alone_s, alone_wait_s, alone_queue, wait_when, rest, most_gain, every_s, backlog, drained_s, full_s, fill_s, taken_s, taken_size,
            random_s, random_wait_s, random_tail_s, any_slow, cheapest_threshold, reweighted, machines, job_s,
        )
    }
)  # fmt: skip
