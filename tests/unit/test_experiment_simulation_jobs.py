"""The simulating process answers what the same call would: nothing changes on the way there and back."""

import json

import pytest

from core.base import BatchwiseError, InvalidInput
from core.experiment.case import Serving
from core.experiment.case_outcome import serve
from core.experiment.plan import Need
from core.experiment.planner import plan
from core.experiment.simulation_jobs import do, plan_by, serve_by
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.serving.job import Job
from core.workload import Bursty, Daily, Poisson, Replay

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


class Host:
    """Does a task at once; what it is given and what it answers go through JSON, as through the pipe."""

    def __init__(self, *, dies: bool = False) -> None:
        self.dies, self.forgotten = dies, []

    def submit(self, owner, task, *, limit_s):
        answer = None if self.dies else json.loads(json.dumps(do(json.loads(json.dumps(task)))))
        job = Job(1, owner, task, limit_s, lambda _job: None, state="done", result=answer)
        job.ended.set()
        return job

    def forget(self, owner):
        self.forgotten.append(owner)


def need(arrivals, bound_s=0.1, **others):
    return Need(
        arrivals=arrivals, objective=LatencyObjective(bound_s=bound_s), cost=COST, largest_batch=8, **others
    )


@pytest.mark.parametrize(
    "asked",
    [
        need(Poisson(rate=100 / 3)),
        need(Bursty(rate=20.0, cycle_s=2.0)),
        need(Daily(rate=30.0, period_s=86_400.0), deadline_s=3600.0),
        need(Replay(times_s=(0.1, 0.2, 1 / 3, 5.0))),
    ],
    ids=lambda asked: asked.arrivals.kind,
)
def test_a_plan_made_elsewhere_is_the_plan(asked):
    host = Host()
    assert plan_by(host, asked) == plan(asked)
    assert len(host.forgotten) == 1


def test_ways_to_serve_tried_elsewhere_do_as_they_would_here():
    asked = need(Poisson(rate=200.0))
    ways = (
        Serving(mode="real_time", batch_size=1, wait_s=0.0, replicas=1),
        Serving(mode="dynamic", batch_size=8, wait_s=0.01, replicas=3),
        Serving(mode="batch", batch_size=8, wait_s=60.0, replicas=2),
    )
    served = serve_by(Host(), asked, ways)
    assert served == tuple(serve(asked, way) for way in ways)
    assert served[0].tail.tail_s is None and served[1].interval_s is not None


def test_what_nothing_can_meet_is_refused_in_the_same_words():
    asked = need(Poisson(rate=1.0), bound_s=0.005)
    with pytest.raises(InvalidInput) as here:
        plan(asked)
    with pytest.raises(InvalidInput) as there:
        plan_by(Host(), asked)
    assert there.value.faults == here.value.faults


def test_a_process_that_died_is_said_in_words():
    with pytest.raises(BatchwiseError, match="Load the page again"):
        plan_by(Host(dies=True), need(Poisson(rate=1.0)))
