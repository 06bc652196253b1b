"""Frames: each request is in exactly one place at any moment, places come in order, and windows are whole and bounded."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import InvalidInput
from core.batching import DynamicBatch, FixedBatch, Offline, Policy, RealTime
from core.experiment import Scenario, simulate
from core.experiment.frames_window import SPEEDS, Window, fitting_speed, is_long, lane, window_of
from core.metrics import RequestLog
from core.metrics.time_split import split_time
from core.serving import LinearCost
from core.workload import AllAtOnce, Poisson
from tests.frames import Frame, Place, frame_at, frame_words, places_at

POLICIES: list[Policy] = [
    RealTime(),
    FixedBatch(batch_size=4),
    DynamicBatch(max_batch_size=8, max_wait_s=0.02),
    DynamicBatch(max_batch_size=16, max_wait_s=0.0),
    Offline(batch_size=32),
]


def _log(policy: Policy, requests: int = 120, rate: float = 90.0, seed: int = 1) -> RequestLog:
    arrivals = AllAtOnce() if isinstance(policy, Offline) else Poisson(rate=rate)
    scenario = Scenario(classifier="x", policy=policy, arrivals=arrivals, requests=requests, seed=seed)
    return simulate(scenario, LinearCost(fixed_s=0.009, per_item_s=0.001)).log


logs = st.builds(
    _log,
    st.sampled_from(POLICIES),
    requests=st.integers(1, 150),
    rate=st.floats(5, 400),
    seed=st.integers(0, 99),
)


@settings(max_examples=60)
@given(logs, st.floats(0, 1))
def test_every_request_is_in_one_place_and_the_counts_say_so(log: RequestLog, share: float) -> None:
    at_s = share * 1.1 * float(log.finish_s.max())
    frame = frame_at(log, at_s)

    assert frame.to_come + frame.waiting + frame.served + frame.answered == len(log)
    assert frame.to_come == int((log.scheduled_s > at_s).sum())
    assert frame.answered == int((log.finish_s <= at_s).sum())
    assert frame.served == int(((log.start_s <= at_s) & (log.finish_s > at_s)).sum())
    assert frame.served in (0, *log.batch_size.tolist())


@settings(max_examples=40)
@given(logs, st.floats(0, 1), st.floats(0, 1))
def test_a_request_never_goes_back(log: RequestLog, one: float, other: float) -> None:
    end_s = float(log.finish_s.max())
    earlier, later = sorted((one * end_s, other * end_s))

    assert np.all(places_at(log, earlier) <= places_at(log, later))


@settings(max_examples=30)
@given(logs)
def test_the_time_in_each_place_is_the_time_split(log: RequestLog) -> None:
    """Where a request is at the middle of each of its three parts is what the part is called."""
    split = split_time(log)
    parts = (
        (log.scheduled_s, split.server_s, Place.FOR_SERVER),
        (log.start_s - split.filling_s, split.filling_s, Place.FOR_BATCH),
        (log.start_s, split.service_s, Place.SERVED),
    )
    for begin_s, length_s, place in parts:
        for row in np.flatnonzero(length_s > 1e-9):
            assert places_at(log, float(begin_s[row] + length_s[row] / 2))[row] == place


def test_the_first_moments_of_a_fixed_batch_by_hand() -> None:
    log = RequestLog(
        scheduled_s=np.array([0.0, 0.1, 0.2, 0.3]),
        start_s=np.array([0.1, 0.1, 0.6, 0.6]),
        finish_s=np.array([0.6, 0.6, 1.1, 1.1]),
        batch_id=np.array([0, 0, 1, 1]),
        batch_size=np.array([2, 2, 2, 2]),
    )

    assert (
        frame_words(frame_at(log, 0.05))
        == "1 waiting for the batch to fill, the classifier is free, 0 answered"
    )
    assert frame_at(log, 0.35) == Frame(at_s=0.35, to_come=0, for_server=2, for_batch=0, served=2, answered=0)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.kind)
@pytest.mark.parametrize("moment", ["start", "busiest", "slowest"])
def test_a_window_is_bounded_whole_and_shows_its_moment(policy: Policy, moment: str) -> None:
    sides = [_log(policy, requests=3000, rate=120.0), _log(RealTime(), requests=3000, rate=120.0)]
    window = window_of(sides, moment, most=500)  # type: ignore[arg-type]

    assert is_long(sides, 500)
    for log in sides:
        drawn = lane(log, window, most=500)
        assert len(drawn["due"]) == sum(size for _, _, size in drawn["calls"]) <= 500
        first, last = drawn["before"], drawn["before"] + len(drawn["due"])
        assert np.all(log.finish_s[:first] <= window.begin_s)
        assert last == len(log) or np.all(log.start_s[last:] >= window.end_s)
        assert len(drawn["behind"]) * drawn["step"] == int((log.scheduled_s[last:] <= window.end_s).sum())
    if moment == "slowest":
        log = max(sides, key=lambda one: float(one.latency_s.max()))
        drawn = lane(log, window, most=500)
        assert drawn["slowest"] == int(np.argmax(log.latency_s)) - drawn["before"]


def test_a_short_run_is_shown_whole_whatever_the_moment() -> None:
    sides = [_log(RealTime()), _log(FixedBatch(batch_size=4))]
    for moment in ("start", "busiest", "slowest"):
        window = window_of(sides, moment)  # type: ignore[arg-type]
        assert (window.begin_s, window.end_s) == (
            min(log.scheduled_s.min() for log in sides),
            max(log.finish_s.max() for log in sides),
        )
    slow = max(sides, key=lambda log: float(log.latency_s.max()))
    assert window.at_s == slow.scheduled_s[np.argmax(slow.latency_s)]


def test_the_busiest_moment_is_when_most_are_in_the_system() -> None:
    log = _log(RealTime(), requests=300)
    frame = frame_at(log, window_of([log], "busiest").at_s)
    most = max(frame_at(log, float(t)).waiting + frame_at(log, float(t)).served for t in log.scheduled_s)

    assert frame.waiting + frame.served == most > 3


def test_times_are_whole_microseconds_and_thinned_only_when_there_are_very_many() -> None:
    log = _log(Offline(batch_size=32), requests=25_000)
    drawn = lane(log, window_of([log]))

    assert all(isinstance(us, int) for us in drawn["due"])
    assert drawn["calls"][0] == [0, 41_000, 32]
    assert drawn["step"] == 3
    assert len(drawn["behind"]) == (25_000 - len(drawn["due"])) // 3


@pytest.mark.parametrize(("cost_s", "speed"), [(0.8, 1), (0.16, 5), (0.04, 20), (0.008, 100), (0.0005, 500)])
def test_a_call_is_slowed_down_until_it_can_be_seen(cost_s: float, speed: int) -> None:
    busy = Scenario(classifier="x", policy=RealTime(), arrivals=Poisson(rate=0.9 / cost_s), requests=200)
    log = simulate(busy, LinearCost(fixed_s=cost_s, per_item_s=0)).log

    assert fitting_speed([log]) == speed
    assert speed in SPEEDS


def test_a_window_must_hold_the_moment_that_it_begins_with() -> None:
    with pytest.raises(InvalidInput, match="at_s"):
        Window(begin_s=1.0, end_s=2.0, at_s=0.5)
