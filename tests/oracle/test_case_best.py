"""The best choice of every case and twist: by brute force, by other random numbers, and against the planner."""

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from core.batching import DynamicBatch, RealTime
from core.experiment.case import Case
from core.experiment.case_gap import gap
from core.experiment.case_outcome import Solution, serve, solve
from core.experiment.held_out import held_out
from core.experiment.plan_runs import one_share
from core.experiment.planner import plan
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulated_log
from core.learning.case_file import load_cases
from core.metrics.classification_scores import Examined, examine
from tests.built_in import built_in

# One worker takes them all: every one looks at all ways to solve all cases, worked out once a process.
pytestmark = pytest.mark.xdist_group("cases")

CASES = load_cases(Path(__file__).parents[2] / "lessons" / "cases")
EVERY = [(case, twisted) for case in CASES for twisted in (False, True)]
# Bursts take the planner several seconds each; of the rest a choice that has every mode as its best.
PLANNED = ("spam-filter", "ticket-archive", "hospital-triage", "search-index")


@cache
def examined(classifier: str, positive: str) -> Examined:
    return examine(held_out(built_in(classifier)), positive)


@cache
def solved(case: Case, twisted: bool) -> Solution:
    errors = case.at(twisted).errors
    return solve(case.at(twisted), case.offer, examined(errors.classifier, errors.positive))


def _name(value: object) -> str:
    return value.id if isinstance(value, Case) else "twist" if value else "first"


@pytest.mark.parametrize(("case", "twisted"), EVERY, ids=_name)
def test_no_choice_offered_is_cheaper_and_keeps_to_everything(case: Case, twisted: bool) -> None:
    situation, best = case.at(twisted), solved(case, twisted).best
    assert best is not None and best.met
    errors, found = situation.errors, examined(situation.errors.classifier, situation.errors.positive)
    texts = situation.texts_a_day
    totals = []
    for serving, threshold in product(case.offer.servings, case.offer.thresholds):
        served, flagged = serve(situation.need, serving), found.scores >= threshold
        misses = texts * errors.prevalence * np.mean(~flagged[found.truth])
        hits = texts * errors.prevalence * np.mean(flagged[found.truth])
        alarms = texts * (1 - errors.prevalence) * np.mean(flagged[~found.truth])
        if served.met and (errors.reviews is None or hits + alarms <= errors.reviews):
            totals.append(served.day_cost + errors.miss_cost * misses + errors.alarm_cost * alarms)
    assert best.day_cost == pytest.approx(min(totals), rel=1e-9)


@pytest.mark.parametrize(("case", "twisted"), EVERY, ids=_name)
def test_the_best_keeps_to_the_objective_with_other_random_numbers_too(case: Case, twisted: bool) -> None:
    need, best = case.at(twisted).need, solved(case, twisted).best
    assert best is not None
    serving, bound_s = best.served.serving, need.objective.bound_s
    if serving.mode == "batch":
        pile = need.rate * serving.wait_s / serving.replicas
        work_s = need.cost.batch_s(serving.batch_size) * pile / serving.batch_size
        assert serving.wait_s + need.start_s + work_s < bound_s
        assert need.start_s + work_s < serving.wait_s
        return
    policy = (
        RealTime()
        if serving.mode == "real_time"
        else DynamicBatch(max_batch_size=serving.batch_size, max_wait_s=serving.wait_s)
    )
    late = []
    for seed in range(100, 108):
        arrivals = one_share(need.arrivals, serving.replicas, seed)
        scenario = Scenario(classifier="case", policy=policy, arrivals=arrivals, requests=10_000, seed=seed)
        late.append(float((simulated_log(scenario, need.cost).latency_s > bound_s).mean()))
    spread = np.std(late, ddof=1) / np.sqrt(len(late))
    assert np.mean(late) <= 1 - need.objective.percentile + 3 * spread


@pytest.mark.parametrize("case", [case for case in CASES if case.id in PLANNED], ids=_name)
@pytest.mark.parametrize("twisted", [False, True], ids=_name)
def test_the_planner_agrees_where_the_two_overlap(case: Case, twisted: bool) -> None:
    need, solution = case.at(twisted).need, solved(case, twisted)
    assert solution.best is not None
    planned = plan(need).best
    day_cost = 24 * planned.hour_cost
    assert day_cost <= solution.best.served.day_cost * (1 + 1e-9)
    same = [
        one
        for one in solution.served
        if (one.serving.mode, one.serving.batch_size, one.serving.wait_s, one.serving.replicas)
        == (planned.mode, planned.max_batch_size, planned.max_wait_s, planned.replicas)
    ]
    for one in same:
        assert one.met and one.day_cost == pytest.approx(solution.best.served.day_cost)
        assert one.tail.tail_s == planned.tail_s


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_twist_bites(case: Case) -> None:
    """What was best before misses what is needed, or costs at least a twentieth more than what is best now."""
    before, after = solved(case, False), solved(case, True)
    assert before.best is not None
    judged = gap(after, after.outcome(before.best.decision))
    assert judged.verdict == "missed" or judged.day_extra > 0.05 * judged.best.day_cost


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_price_of_the_knobs_adds_up_to_the_whole_gap(case: Case) -> None:
    solution = solved(case, False)
    choices = [
        replace(solution.best.decision, serving=serving, threshold=threshold)
        for serving in case.offer.servings
        for threshold in case.offer.thresholds[::4]
    ]
    for decision in choices:
        judged = gap(solution, solution.outcome(decision))
        prices = sum(step.day_saving for step in judged.steps) + judged.threshold_extra
        assert prices == pytest.approx(judged.day_extra, abs=1e-6)
        assert all(step.mends or step.day_saving > 0 for step in judged.steps)
        assert judged.mine.served.met or judged.steps[0].mends


def test_each_mode_is_the_best_of_some_case_and_thresholds_differ() -> None:
    best = [solved(case, twisted).best for case, twisted in EVERY]
    assert {one.served.serving.mode for one in best if one} == {"real_time", "dynamic", "batch"}
    assert len({one.flagged.threshold for one in best if one}) >= 4
