"""The words around the numbers of the short lessons are true of the numbers."""

from pathlib import Path

import pytest

from core.batching import DynamicBatch, RealTime
from core.experiment import Result, Scenario, simulate
from core.learning.lesson_functions import FUNCTIONS
from core.learning.lesson_yaml import given_in
from core.learning.numbers import FIXED_S, PER_TEXT_S
from core.serving import LinearCost
from core.workload import Poisson

LESSONS = Path(__file__).parents[2] / "lessons"


def premises(lesson: str) -> dict[str, float]:
    return given_in((LESSONS / f"{lesson}.md").read_text(encoding="utf-8").split("---")[1])


def simulated(policy: DynamicBatch | RealTime, rate: float) -> Result:
    scenario = Scenario(
        classifier="tfidf-logreg", policy=policy, arrivals=Poisson(rate=rate), requests=40_000
    )
    return simulate(scenario, LinearCost(fixed_s=FIXED_S, per_item_s=PER_TEXT_S))


def test_why_queues_explode() -> None:
    given, alone_s, wait_when = premises("why-queues-explode"), FUNCTIONS["alone_s"], FUNCTIONS["wait_when"]
    assert 1.5 < given["may"] / given["april"] < 1.7  # "a good half more messages"
    assert alone_s(given["may"]) / alone_s(given["april"]) == pytest.approx(2, abs=0.1)  # "twice as long"
    assert 1 - FUNCTIONS["busy"](given["may"]) == pytest.approx(0.2, abs=0.015)  # "a fifth to spare"
    assert (
        FUNCTIONS["every_s"](given["may"]) > FUNCTIONS["call_s"]()
    )  # "over before the next message is there"
    waits = [wait_when(given[name]) for name in ("most", "nearly", "tight")]
    assert waits[1] > 2 * waits[0] and waits[2] > 2 * waits[1]  # "more than doubled", and again
    assert waits[2] - waits[1] > waits[1]  # "the last few per cent cost more than all before them"
    assert FUNCTIONS["most_rate"]() < given["rush"]  # "more than the filter can answer"


def test_tails_and_percentiles() -> None:
    given = premises("tails-and-percentiles")
    assert (
        given["quick"] + given["slow"] == given["of"] and given["quick"] / given["of"] == 0.95
    )  # p95 is quick
    assert FUNCTIONS["any_slow"](given["wider"], given["screen"]) > 0.5  # "more likely than not"
    latency = simulated(RealTime(), 0.5 * FUNCTIONS["most_rate"]()).summary.latency
    assert latency.p50 == pytest.approx(FUNCTIONS["call_s"](), rel=0.05)  # "half … did not wait at all"
    assert latency.p99 is not None and 3 < latency.p99 / latency.p50 < 8  # the choice that holds


def test_dynamic_batching() -> None:
    given, taken = premises("dynamic-batching"), FUNCTIONS["taken_s"]
    alone = FUNCTIONS["alone_s"](given["june"])
    assert FUNCTIONS["alone_wait_s"](given["june"]) / alone > 0.85  # "nearly all of it in the queue"
    assert FUNCTIONS["alone_queue"](given["june"]) == pytest.approx(given["most"], abs=0.5)  # "eight of them"
    assert FUNCTIONS["taken_size"](given["june"], given["most"]) < 1.5  # "hardly more than one message"
    assert taken(given["quiet"], given["most"]) <= FUNCTIONS["alone_s"](given["quiet"])  # "nothing is lost"
    june = simulated(DynamicBatch(max_batch_size=int(given["most"]), max_wait_s=0.0), given["june"])
    assert june.log.latency_s.max() <= 2 * FUNCTIONS["call_s"](given["most"])  # "at most two calls"
    assert (june.log.batch_size == 1).sum() > june.log.batch_id[-1] / 2  # "most calls carry one"


def test_choosing_for_a_workload() -> None:
    given = premises("choosing-for-a-workload")
    assert FUNCTIONS["machines"](given["rate"], given["one"]) not in (given["one"], given["eight"])
    most_rate, loads = FUNCTIONS["most_rate"], given["rate"] * given["more"]
    assert most_rate(given["few"]) < given["rate"] < most_rate(given["eight"])  # "does fewer", "keeps up"
    assert most_rate(given["eight"]) < 1.2 * loads < most_rate(given["many"])  # "little to spare"
    job_s = FUNCTIONS["job_s"](given["quiet"] * given["day_s"], given["many"], given["start_s"])
    assert job_s / given["day_s"] < 1 / 50  # "less than a fiftieth"
