"""Open against closed loop: the same demand either way, and the course of a run small enough to keep."""

import json

import numpy as np
import pytest

from core.base import InvalidInput
from core.batching import RealTime
from core.experiment import Scenario, simulate
from core.experiment.live import run_live
from core.experiment.loops import (
    FEWEST,
    MOST,
    POINTS,
    course,
    course_from_plain,
    course_to_plain,
    loop_scenarios,
)
from core.learning.events_json import plain_json
from core.serving import LinearCost
from core.workload import ClosedLoop, Poisson

COST = LinearCost(fixed_s=0.010, per_item_s=0.0)
BASE = Scenario(classifier="x", policy=RealTime(), arrivals=Poisson(rate=1), requests=10, seed=3)


def test_both_loops_want_the_same_and_serve_as_many_texts() -> None:
    opened, closed = loop_scenarios(BASE, 100.0, 10)

    assert opened.arrivals == Poisson(rate=130)
    assert isinstance(closed.arrivals, ClosedLoop)
    assert closed.arrivals.clients / closed.arrivals.think_s == pytest.approx(130)
    assert opened.requests == closed.requests == 780


@pytest.mark.parametrize(("capacity", "requests"), [(1.0, FEWEST), (1e5, MOST)])
def test_slow_and_fast_servers_get_a_bounded_number_of_texts(capacity: float, requests: int) -> None:
    assert loop_scenarios(BASE, capacity, 5)[0].requests == requests


def test_a_course_keeps_the_ends_the_tail_and_fits_into_an_event() -> None:
    result = simulate(loop_scenarios(BASE, 100.0, 10)[0], COST)
    found = course(result)

    assert (found.n, len(found.finish_s)) == (780, POINTS)
    assert (found.first_s, found.last_s) == (result.log.latency_s[0], result.log.latency_s[-1])
    assert found.tail_s == result.summary.latency.p99
    assert found.finish_s[-1] == pytest.approx(result.log.finish_s[-1], abs=1e-4)
    kept = plain_json("summary", {"loops": [course_to_plain(found)] * 2})
    assert course_from_plain(json.loads(json.dumps(kept))["loops"][0]) == found


def test_a_run_that_answered_nothing_has_no_course() -> None:
    quiet = simulate(BASE, COST)
    nothing = type(quiet.log)(**{name: getattr(quiet.log, name)[:0] for name in quiet.log.__slots__})

    with pytest.raises(InvalidInput, match="nothing was answered"):
        course(type(quiet)(engine="live", scenario=BASE, log=nothing, summary=quiet.summary))


class _Instant:
    """Answers at once."""

    classes = ("yes",)

    def predict(self, texts: list[str]) -> np.ndarray:
        return np.array(["yes"] * len(texts))


def test_the_closed_loop_runs_on_the_wall_clock_too() -> None:
    closed = Scenario(
        classifier="x", policy=RealTime(), arrivals=ClosedLoop(clients=4, think_s=0.002), requests=100
    )
    result = run_live(closed, _Instant(), ["text"] * 100)

    assert len(result.log) == 100
    # Each of four clients sends its next text no sooner than 2 ms after its reply.
    assert result.log.finish_s[-1] >= 24 * 0.002
    assert np.all(np.diff(result.log.scheduled_s) >= 0)
