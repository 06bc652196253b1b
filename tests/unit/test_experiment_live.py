"""A live run, with a classifier that is quick and knows what it was asked."""

import time

import numpy as np
import pytest

from core.base import InvalidInput
from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.experiment import Scenario, agreement, finding
from core.experiment.jobs import Bench
from core.experiment.live import run_live
from core.experiment.scenario import scenario_to_plain
from core.experiment.sweep import calibrate, sweep
from core.workload import AllAtOnce, Poisson, Steady

TEXTS = [f"text {i}" for i in range(400)]


class Echo:
    """Answers "even" or "odd" by the number in the text, and keeps the batches it was given."""

    classes = ("even", "odd")

    def __init__(self):
        self.batches = []

    def predict(self, texts):
        self.batches.append(list(texts))
        return np.array(["odd" if int(text.split()[1]) % 2 else "even" for text in texts])


def run(policy, arrivals, requests=200, model=None, **more):
    scenario = Scenario(
        classifier="tfidf-logreg", policy=policy, arrivals=arrivals, requests=requests, seed=5
    )
    return run_live(scenario, model or Echo(), TEXTS, **more)


def test_every_text_is_answered_once_and_in_order_whatever_the_policy():
    for policy in (RealTime(), FixedBatch(batch_size=16), DynamicBatch(max_batch_size=16, max_wait_s=0.002)):
        result = run(policy, Poisson(rate=2000))
        assert result.predictions.tolist() == [i % 2 for i in range(200)]
        assert result.label == "LIVE"
        assert result.ended == "complete"


def test_the_batches_are_those_that_the_log_tells_of():
    model = Echo()
    result = run(Offline(batch_size=64), AllAtOnce(), model=model)
    asked = [len(batch) for batch in model.batches if batch[0] != TEXTS[0] or len(batch) == 64][-4:]
    assert result.log.batch_size[[0, 64, 128, 192]].tolist() == [64, 64, 64, 8]
    assert sum(asked) >= 8


def test_warm_up_uses_the_batch_size_of_the_run():
    model = Echo()
    run(Offline(batch_size=50), AllAtOnce(), requests=100, model=model)
    assert [len(batch) for batch in model.batches[:3]] == [50, 50, 50]


def test_stop_ends_a_run_and_keeps_what_was_answered():
    asked = []
    result = run(RealTime(), Steady(rate=50), stop=lambda: len(asked) > 20 or asked.append(1))
    assert result.ended == "stopped"
    assert 0 < len(result.log) < 200
    assert "Stopped after" in result.warnings[0]


@pytest.mark.quiet
def test_a_run_ends_at_its_time_limit():
    result = run(RealTime(), Steady(rate=20), limit_s=0.3)
    assert result.ended == "time_limit"
    assert result.log.span_s < 5.0  # of the ten seconds that its texts would take


@pytest.mark.quiet
def test_snapshots_tell_where_a_run_stands():
    seen = []
    run(RealTime(), Steady(rate=200), report=seen.append)
    assert 2 <= len(seen) <= 5
    last = seen[-1]
    assert last["of"] == 200
    assert last["answered"] <= last["arrived"] <= 200
    assert all(finish >= start for start, finish, _, _ in last["batches"])


def test_both_ways_give_the_same_answers():
    one, other = run(RealTime(), Steady(rate=1000)), run(Offline(batch_size=32), AllAtOnce())
    assert "same answer to each of the 200 texts" in agreement(one, other)


def test_a_run_with_nothing_answered_says_so():
    result = run(FixedBatch(batch_size=400), Steady(rate=1), limit_s=0.05)
    assert len(result.log) == 0
    assert "Nothing was answered" in finding(result)


def test_a_sweep_measures_every_size_in_rounds_and_throws_the_first_away():
    model = Echo()
    samples = sweep(model, TEXTS, sizes=(1, 8), limit_s=0, most_rounds=5)
    assert {size: len(seconds) for size, seconds in samples.items()} == {1: 3, 8: 3}
    assert [len(batch) for batch in model.batches] == [1, 8] * 4


def test_a_stopped_sweep_keeps_its_rounds():
    rounds = []
    samples = sweep(
        Echo(), TEXTS, sizes=(1, 2), report=lambda s: rounds.append(1), stop=lambda: len(rounds) >= 3
    )
    assert len(samples[2]) == 2


def test_a_cost_fit_says_how_much_other_work_had_the_processor_and_needs_two_sizes(monkeypatch):
    with pytest.raises(InvalidInput, match="stopped too early"):
        calibrate(Echo(), TEXTS, stop=lambda: True)

    monkeypatch.setattr(time, "thread_time", lambda: 0.0)  # as if others had it all along
    assert calibrate(Echo(), TEXTS, limit_s=0, paced=False).disturbed == 1


def test_a_task_that_does_not_exist_is_refused():
    with pytest.raises(InvalidInput, match="not a task"):
        Bench().do({"do": "dance"}, report=lambda s: None, stop=lambda: False)


def test_texts_that_are_not_loaded_are_asked_for():
    with pytest.raises(InvalidInput, match="upload them again"):
        Bench().do(
            {"do": "train", "classifier": "tfidf-logreg", "corpus": "ab12"},
            report=lambda s: None,
            stop=lambda: False,
        )


def test_a_live_search_tries_rates_and_reports_them(monkeypatch):
    from core.experiment import search_live

    monkeypatch.setattr(search_live, "SEARCH_S", 1.5)
    scenario = Scenario(
        classifier="tfidf-logreg", policy=RealTime(), arrivals=Poisson(rate=1), requests=1, seed=5
    )
    task = {
        "do": "search",
        "scenario": scenario_to_plain(scenario),
        "trials": 3,
        "low_rate": 20,
        "high_rate": 20_000,
    }
    seen = []
    answer = Bench().do(
        {**task, "objective": {"bound_s": 0.5, "percentile": 0.9}}, report=seen.append, stop=lambda: False
    )
    assert len(answer["trials"]) == len(seen[-1]["trials"]) >= 1
    assert seen[0]["now"] == {"rate": 20, "answered": 0, "of": 20, "repeats": False}
    assert all(trial["arrival_rate"] <= 20_000 for trial in answer["trials"])
    if len(answer["trials"]) > 1:  # the machine answered the lowest rate in time
        assert 20 <= answer["best_rate"] < 20_000
