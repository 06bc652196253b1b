"""The run that the home page replays: a few texts served both ways, measured live once the server is up. Reads the clock."""

import time
from contextlib import suppress
from functools import partial

from core.batching import FixedBatch, Policy, RealTime
from core.experiment import BUILT_IN, Result, Scenario
from core.experiment.scenario import scenario_to_plain
from core.serving import LinearCost
from core.serving.host import HostBusy
from core.serving.job import Job
from core.workload import Poisson
from pages.parts import cached, runs

CLASSIFIER, TEXTS, BATCH = "tfidf-forest", 32, 8
# Busy enough for a queue now and then, not so busy that it never ends.
LOAD = 0.7
# No learner's token has a space in it.
OWNER = "the server itself"
# A run that the machine disturbed is tried again at once this often, and then when the home page is opened, not sooner
# than this after the last.
TRIES, AGAIN_S = 2, 60.0


def start(tries: int = TRIES) -> None:
    """Has the run measured."""
    cost = _cost()
    if cost is not None:
        run = cached.first_run()
        run.tried = time.monotonic()
        task = {"do": "run", "scenarios": [scenario_to_plain(one) for one in scenarios(cost)]}
        owner = f"{OWNER} {tries}"  # somebody else than the one whose run is ending when it is tried again
        with suppress(HostBusy):
            run.job = cached.host().submit(
                owner, task, limit_s=runs.OVERHEAD_S, on_done=partial(_keep, tries=tries - 1)
            )


def under_way() -> bool:
    """Whether it is being measured, or waits for its turn."""
    job = cached.first_run().job
    return job is not None and job.active


def sides() -> tuple[Result, ...]:
    """What was measured; until then the same texts, simulated with the cost of a call that is known; else nothing."""
    run, cost = cached.first_run(), _cost()
    if run.sides or cost is None:
        return run.sides
    if run.tried is not None and time.monotonic() - run.tried > AGAIN_S:
        start(tries=1)
    return tuple(cached.simulated(one, cost) for one in scenarios(cost))


def _cost() -> LinearCost | None:
    return cached.costs().get((CLASSIFIER, BUILT_IN, "paced"))


def scenarios(cost: LinearCost) -> tuple[Scenario, ...]:
    """One at a time, and in batches that wait until they are full."""
    policies: tuple[Policy, ...] = (RealTime(), FixedBatch(batch_size=BATCH))
    arrivals = Poisson(rate=round(LOAD * cost.capacity(1)))
    return tuple(
        Scenario(classifier=CLASSIFIER, policy=policy, arrivals=arrivals, requests=TEXTS, seed=1)
        for policy in policies
    )


def _keep(job: Job, *, tries: int) -> None:
    results = runs.results_of(job) if job.result is not None else []
    if results and all(result.void is None for result in results):
        cached.first_run().sides = tuple(results)
    elif tries:
        start(tries)
