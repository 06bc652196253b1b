"""What a run found, in plain words, every figure computed from the result."""

from core.experiment.result import Result

# At this utilisation the server was the limit; below it, the arrivals were.
SATURATED = 0.95


def finding(result: Result) -> str:
    """One or two sentences on a single run: how fast, how long, and what set the limit."""
    summary = result.summary
    if summary.n == 0 or summary.throughput_per_s is None:
        return "Nothing was answered, so there is nothing to say about speed."
    speed = f"{_who(result)} answered {rate_words(summary.throughput_per_s)} texts per second"
    if result.unstable:
        return f"{speed}, fewer than arrived: the queue grew for as long as the run lasted, so no percentile holds."
    median = summary.latency.p50
    if median is None:
        return f"{speed}. {summary.n} texts are too few for a median."
    tail = summary.latency.p99 or summary.latency.p95
    name = "one in a hundred" if summary.latency.p99 else "one in twenty"
    slow = f"; {name} waited longer than {time_words(tail)}" if tail else ""
    return f"{speed}. Half of the texts had their answer within {time_words(median)}{slow}.{_limit(result)}"


def comparison(batch: Result, single: Result) -> str:
    """Batches against one at a time on the same texts: what was gained in throughput, what was paid in latency."""
    fast, slow = batch.summary, single.summary
    if not fast.throughput_per_s or not slow.throughput_per_s or not fast.n or not slow.n:
        alone = [finding(result) for result in (batch, single) if result.summary.throughput_per_s]
        return " ".join(["One side answered nothing, so there is nothing to compare.", *alone])
    words = [_throughput_words(batch, single, fast.throughput_per_s / slow.throughput_per_s)]
    if not (batch.unstable or single.unstable) and fast.latency.p50 and slow.latency.p50:
        words.append(_median_words(fast.latency.p50 - slow.latency.p50))
    elif single.unstable and not batch.unstable:
        words.append("One at a time could not keep up: its queue grew for as long as the run lasted.")
    elif batch.unstable:
        words.append("The batches could not keep up: their queue grew for as long as the run lasted.")
    words.append(_limit(single).strip())
    return " ".join(word for word in words if word)


def agreement(one: Result, other: Result) -> str | None:
    """Whether two live runs gave the same answers to the texts that both answered; None if that is not known."""
    if one.predictions is None or other.predictions is None:
        return None
    both = min(len(one.predictions), len(other.predictions))
    if both == 0:
        return None
    differ = int((one.predictions[:both] != other.predictions[:both]).sum())
    if differ == 0:
        return f"Both ways gave the same answer to each of the {both:,} texts: the mode changes speed, not answers."
    return f"The two ways gave different answers to {differ:,} of {both:,} texts."


def time_words(seconds: float) -> str:
    """A time as a person reads it, to two or three figures.

    >>> time_words(0.00042), time_words(0.0123), time_words(0.456), time_words(12.34)
    ('0.42 ms', '12 ms', '456 ms', '12.3 s')
    >>> time_words(0.9997), time_words(3210), time_words(7199), time_words(86_400)
    ('1 s', '53.5 min', '2 h', '24 h')
    """
    ms = seconds * 1000
    if ms < 10:
        return f"{ms:.2g} ms"
    # From where the smaller unit would be rounded up to one of the larger: 7,199 s are 2 h, as 7,200 s are.
    if seconds < 119.5:
        return f"{ms:.0f} ms" if ms < 999.5 else f"{seconds:.3g} s"
    return f"{seconds / 60:.3g} min" if seconds < 7170 else f"{seconds / 3600:.3g} h"


def rate_words(per_s: float) -> str:
    """A rate as a person reads it.

    >>> rate_words(3.21), rate_words(87.6), rate_words(12345.6)
    ('3.2', '88', '12,300')
    """
    if per_s < 10:
        return f"{per_s:.2g}"
    return f"{float(f'{per_s:.3g}'):,.0f}"


def _who(result: Result) -> str:
    size = result.summary.mean_batch_size or 1
    if result.scenario.largest_batch == 1:
        return "One text at a time, it"
    return (
        f"Batches of {result.scenario.largest_batch:,}"
        if size > 0.9 * result.scenario.largest_batch
        else (f"Batches of {rate_words(size)} on average")
    )


def _throughput_words(batch: Result, single: Result, ratio: float) -> str:
    if 0.95 <= ratio <= 1.05:
        return f"{_who(batch)} answered as many texts per second as one at a time."
    if ratio < 1:
        return f"{_who(batch)} answered {rate_words(1 / ratio)} × fewer texts per second than one at a time."
    return f"{_who(batch)} answered {rate_words(ratio)} × more texts per second."


def _median_words(longer_s: float) -> str:
    if abs(longer_s) < 1e-4:
        return "The median text waited as long either way."
    return f"The median text waited {time_words(abs(longer_s))} {'longer' if longer_s > 0 else 'less'}."


def _limit(result: Result) -> str:
    rate, used = result.scenario.arrival_rate, result.summary.utilisation
    if rate is None or used is None or used >= SATURATED or result.unstable:
        return ""
    return f" The server was busy {100 * used:.0f} % of the time: arrivals set its throughput, not the classifier."
