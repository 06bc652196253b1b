"""What holds for the summary of every run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics import RequestLog, distribution, littles_law_residual, summarise


@st.composite
def logs(draw, least=1, most=400):
    """Complete logs of one server with batches of any size, work left over from one to the next."""
    sizes = draw(st.lists(st.integers(1, 20), min_size=least, max_size=most // 20))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = sum(sizes)
    due = np.sort(rng.exponential(draw(st.floats(1e-3, 10.0)), n)).cumsum() + draw(st.floats(0, 1e3))
    service = rng.exponential(draw(st.floats(1e-3, 10.0)), len(sizes))
    start, free, begun = np.empty(n), 0.0, 0
    for size, time in zip(sizes, service, strict=True):
        start[begun : begun + size] = free = max(free, due[begun + size - 1])
        free, begun = free + time, begun + size
    return RequestLog(
        scheduled_s=due,
        start_s=start,
        finish_s=start + np.repeat(service, sizes),
        batch_id=np.repeat(np.arange(len(sizes)), sizes),
        batch_size=np.repeat(sizes, sizes),
    )


@given(logs())
def test_littles_law_holds_for_every_complete_log(log):
    assert littles_law_residual(log) == pytest.approx(0, abs=1e-9)


@given(logs())
def test_a_summary_is_consistent(log):
    summary = summarise(log)
    assert summary.n == len(log)
    assert 0 < summary.utilisation <= 1 + 1e-9
    assert summary.latency.mean == pytest.approx(summary.waiting.mean + summary.service.mean)
    assert summary.mean_batch_size == pytest.approx(len(log) / (log.batch_id[-1] + 1))
    assert summary.throughput_per_s * log.span_s == pytest.approx(len(log))


@given(logs(), st.integers(-4, 4))
def test_a_slower_clock_scales_times_and_leaves_ratios(log, power):
    scale = 2.0**power
    scaled = RequestLog(
        scheduled_s=scale * log.scheduled_s,
        start_s=scale * log.start_s,
        finish_s=scale * log.finish_s,
        batch_id=log.batch_id,
        batch_size=log.batch_size,
    )
    before, after = summarise(log), summarise(scaled)
    # A power of two is exact in floating point, so equality is, too.
    assert after.latency.p50 == (None if before.latency.p50 is None else scale * before.latency.p50)
    assert after.latency.max == scale * before.latency.max
    assert after.utilisation == before.utilisation
    assert after.throughput_per_s == before.throughput_per_s / scale


@given(
    st.integers(0, 1500),
    st.integers(0, 2**32 - 1),
    st.sampled_from(["exponential", "standard_cauchy", "geometric"]),
)
def test_percentiles_ascend_and_lie_in_their_intervals(n, seed, shape):
    rng = np.random.default_rng(seed)
    draw = {
        "exponential": lambda: rng.exponential(size=n),
        "standard_cauchy": lambda: np.abs(rng.standard_cauchy(n)),
        "geometric": lambda: rng.geometric(0.3, n).astype(float),
    }
    found = distribution(draw[shape]())
    names = ("p50", "p90", "p95", "p99")
    given_values = [getattr(found, name) for name in names if getattr(found, name) is not None]
    ascending = [*given_values, found.max] if n else given_values
    assert ascending == sorted(ascending)
    for name in names:
        value, interval = getattr(found, name), getattr(found.ci, name)
        assert (value is None) == (interval is None)
        assert value is None or interval[0] <= value <= interval[1] <= found.max


@given(st.integers(1, 1000), st.integers(0, 2**32 - 1))
def test_the_order_of_requests_changes_no_percentile(n, seed):
    rng = np.random.default_rng(seed)
    values = rng.exponential(size=n)
    one, other = distribution(values), distribution(rng.permutation(values))
    assert [one.p50, one.p90, one.p95, one.p99, one.max] == [
        other.p50,
        other.p90,
        other.p95,
        other.p99,
        other.max,
    ]
