"""What holds for every schedule, policy and cost."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import stream
from core.batching import DynamicBatch, FixedBatch, RealTime
from core.experiment import Scenario, simulate
from core.serving import ExponentialCost, LinearCost, VirtualClock, serve
from core.serving.cost import sampler
from core.serving.dynamic import serve_dynamically
from core.serving.lindley import serve_one_by_one
from core.workload import Poisson, due_times

schedules = st.lists(st.floats(0, 100), max_size=60).map(sorted)
policies = st.one_of(
    st.just(RealTime()),
    st.integers(1, 20).map(lambda size: FixedBatch(batch_size=size)),
    st.builds(
        lambda size, wait: DynamicBatch(max_batch_size=size, max_wait_s=wait),
        st.integers(1, 20),
        st.floats(0, 5),
    ),
)
costs = st.builds(lambda a, b: LinearCost(fixed_s=a, per_item_s=b), st.floats(0.001, 2), st.floats(0, 0.5))


def served(due_s, policy, cost):
    clock = VirtualClock()
    return serve(due_s, policy, clock, lambda first, size: clock.advance(cost.batch_s(size)))


@given(schedules, policies, costs)
def test_nothing_is_lost_nothing_overtakes_and_batches_do_not_overlap(due_s, policy, cost):
    log = served(due_s, policy, cost)
    assert log.scheduled_s.tolist() == due_s
    assert np.all(np.diff(log.start_s) >= 0)
    firsts = np.flatnonzero(np.r_[True, np.diff(log.batch_id) != 0])[: len(log)]
    assert np.all(log.start_s[firsts][1:] >= log.finish_s[firsts][:-1])
    ids, counts = np.unique(log.batch_id, return_counts=True)
    assert np.array_equal(counts, log.batch_size[np.searchsorted(log.batch_id, ids)])


@given(schedules, costs)
def test_batches_of_one_are_real_time_bit_for_bit(due_s, cost):
    expected = served(due_s, RealTime(), cost)
    for policy in (
        FixedBatch(batch_size=1),
        DynamicBatch(max_batch_size=1, max_wait_s=0),
        DynamicBatch(max_batch_size=1, max_wait_s=3.0),
    ):
        log = served(due_s, policy, cost)
        assert np.array_equal(log.start_s, expected.start_s)
        assert np.array_equal(log.finish_s, expected.finish_s)


@given(st.integers(0, 1000), st.floats(1, 200))
def test_batches_of_one_are_real_time_bit_for_bit_in_a_whole_simulation(seed, rate):
    logs = [
        simulate(
            Scenario(classifier="c", policy=policy, arrivals=Poisson(rate=rate), requests=50, seed=seed),
            ExponentialCost(mean_s=0.01),
        ).log
        for policy in (RealTime(), FixedBatch(batch_size=1), DynamicBatch(max_batch_size=1, max_wait_s=0.5))
    ]
    for log in logs[1:]:
        assert np.array_equal(log.start_s, logs[0].start_s)
        assert np.array_equal(log.finish_s, logs[0].finish_s)


@given(st.integers(0, 10_000), st.floats(1, 300), st.floats(0.001, 0.05))
@settings(max_examples=50)
def test_the_vectorised_path_gives_the_loops_numbers(seed, rate, mean_s):
    due_s = due_times(Poisson(rate=rate), 300, seed)
    cost, clock = ExponentialCost(mean_s=mean_s), VirtualClock()
    draw = sampler(cost, stream(seed, "service"))
    service = []

    def work(first, size):
        service.append(draw(size))
        clock.advance(service[-1])

    slow = serve(due_s.tolist(), RealTime(), clock, work)
    fast = serve_one_by_one(due_s, np.array(service))
    assert np.allclose(fast.start_s, slow.start_s, rtol=1e-12, atol=1e-9)
    assert np.allclose(fast.finish_s, slow.finish_s, rtol=1e-12, atol=1e-9)


@given(schedules, costs, st.integers(1, 20), st.floats(0, 5))
def test_no_dynamic_batch_exceeds_its_size_or_leaves_early(due_s, cost, size, wait):
    log = served(due_s, DynamicBatch(max_batch_size=size, max_wait_s=wait), cost)
    assert np.all(log.batch_size <= size)
    partial = log.batch_size < size
    firsts = np.flatnonzero(np.r_[True, np.diff(log.batch_id) != 0])[: len(log)]
    oldest_waited = np.repeat(log.waiting_s[firsts], log.batch_size[firsts])
    assert np.all(oldest_waited[partial] >= wait - 1e-9 * (1 + wait))


@given(schedules, costs, st.integers(1, 20), st.floats(0, 5))
def test_the_written_out_loop_gives_the_loops_numbers_bit_for_bit(due_s, cost, size, wait):
    policy = DynamicBatch(max_batch_size=size, max_wait_s=wait)
    slow, fast = served(due_s, policy, cost), serve_dynamically(np.array(due_s), policy, cost)
    assert np.array_equal(fast.start_s, slow.start_s)
    assert np.array_equal(fast.finish_s, slow.finish_s)
    assert np.array_equal(fast.batch_id, slow.batch_id)
