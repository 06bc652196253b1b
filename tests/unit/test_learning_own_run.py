"""Questions about one's own run: ordinary questions whose keys come from the run and from simulating it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.base import InvalidInput
from core.batching import DynamicBatch, FixedBatch, FormedAhead, Offline, RealTime
from core.experiment import Result, Scenario, simulate
from core.learning.grading import Attempt
from core.learning.own_run import own_run_bank, own_run_seed, run_words
from core.learning.own_run_options import tail_s, turned
from core.serving import LinearCost
from core.workload import AllAtOnce, ClosedLoop, Poisson

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def run(policy, arrivals, requests=1000) -> Result:
    return simulate(
        Scenario(classifier="tfidf-logreg", policy=policy, arrivals=arrivals, requests=requests, seed=2), COST
    )


RUNS = {
    "one at a time": run(RealTime(), Poisson(rate=70)),
    "overloaded": run(RealTime(), Poisson(rate=100)),
    "waiting batches": run(DynamicBatch(max_batch_size=16, max_wait_s=0.2), Poisson(rate=50)),
    "take all": run(DynamicBatch(max_batch_size=64, max_wait_s=0), Poisson(rate=200)),
    "full batches": run(FixedBatch(batch_size=64), Poisson(rate=30)),
    "formed ahead": run(FormedAhead(max_batch_size=8, max_wait_s=0.05), Poisson(rate=50)),
    "a pile": run(Offline(batch_size=64), AllAtOnce()),
    "clients that wait": run(RealTime(), ClosedLoop(clients=8, think_s=0.05)),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_every_kind_of_run_gives_questions_with_one_key_that_can_be_answered(name):
    bank = own_run_bank(RUNS[name], COST, seed=1)
    assert bank.bank == "own-run" and bank.questions
    for question in bank.questions:
        right = (
            [f"{question.key:.6g}"]
            if question.kind == "number"
            else [o.id for o in question.options if o.correct]
        )
        assert len(right) == 1
        made = Attempt(question=question).answer(right)
        assert made.score == 1.0
        if question.kind == "single":
            assert len({option.text for option in question.options}) == len(question.options) >= 3


def test_the_tail_is_the_runs_own_and_its_median_is_a_known_mistake():
    result = RUNS["one at a time"]
    question = own_run_bank(result, COST, 1).question("own-p99")
    assert question.key == pytest.approx(1000 * result.summary.latency.p99)
    wrong = Attempt(question=question).answer([f"{1000 * result.summary.latency.p50:.1f}"])
    assert "median" in wrong.feedback.words


def test_the_stem_does_not_give_the_tail_away():
    for result in RUNS.values():
        for question in own_run_bank(result, COST, 1).questions:
            if question.id == "own-p99" and "Half of the texts" in question.stem:
                median_ms = 1000 * result.summary.latency.p50
                assert not Attempt(question=question).answer([f"{median_ms:.3f}"]).correct


def test_what_was_run_is_said_without_what_came_out():
    words = run_words(RUNS["one at a time"])
    assert words == "Your run: 1,000 texts at 70 a second, served one text at a time."


def test_one_way_meets_the_bound_and_the_others_miss_it_by_simulation():
    for name in ("one at a time", "overloaded", "waiting batches", "full batches"):
        scenario = RUNS[name].scenario
        question = own_run_bank(RUNS[name], COST, seed=3).question("own-knob")
        tails = {way.words: way.tail_s for way in turned(scenario, COST)}
        shown = {option.text: option.correct for option in question.options}
        best = min(shown, key=tails.__getitem__)
        assert [text for text, correct in shown.items() if correct] == [best]
        others = [tails[text] for text in shown if text != best]
        assert min(others) >= 1.5 * tails[best]


def test_what_would_have_met_the_bound_is_simulated_on_the_same_arrivals():
    scenario = RUNS["waiting batches"].scenario
    way = next(way for way in turned(scenario, COST) if way.words == "Let no batch wait for more texts")
    log = simulate(replace(scenario, policy=way.policy), COST).log
    assert way.tail_s == np.quantile(log.latency_s, 0.99, method="inverted_cdf")
    assert math.isinf(tail_s(RUNS["overloaded"].scenario, COST))


@pytest.mark.parametrize(
    ("policy", "rate", "effect"),
    [
        (RealTime(), 50, "endless"),
        (RealTime(), 40, "grows"),
        (FixedBatch(batch_size=64), 30, "falls"),
        (DynamicBatch(max_batch_size=64, max_wait_s=0.5), 10, "stays"),
    ],
)
def test_twice_the_load_does_what_the_simulation_says(policy, rate, effect):
    question = own_run_bank(run(policy, Poisson(rate=rate)), COST, 1).question("own-double")
    assert [option.id for option in question.options if option.correct] == [effect]


def test_twice_the_load_is_asked_of_streams_only():
    for name in ("a pile", "clients that wait"):
        assert "own-double" not in [question.id for question in own_run_bank(RUNS[name], COST, 1).questions]


def test_the_same_run_and_seed_give_the_same_questions():
    result = RUNS["waiting batches"]
    assert own_run_bank(result, COST, 5) == own_run_bank(result, COST, 5)
    assert own_run_seed("r1") == own_run_seed("r1") != own_run_seed("r2")


def test_a_run_of_a_handful_of_texts_is_refused_in_words():
    with pytest.raises(InvalidInput, match="too few texts"):
        own_run_bank(run(Offline(batch_size=4), AllAtOnce(), requests=8), COST, 1)
