"""A case's values, its piles, the price of each knob, and the words for all of it."""

from dataclasses import replace

import numpy as np
import pytest

from core.base import InvalidInput
from core.experiment.case import (
    Decision,
    Errors,
    Offer,
    Serving,
    Situation,
    decision_from_plain,
    decision_to_plain,
)
from core.experiment.case_brief import brief, changes, decision_words
from core.experiment.case_gap import Gap, gap
from core.experiment.case_outcome import Solution, serve, solve
from core.experiment.case_pile import piles
from core.experiment.case_replay import BEST, BOTH, YOURS, watched, watched_words
from core.experiment.case_words import kept_words, latency_words, step_words, threshold_words, verdict_words
from core.experiment.plan import Need
from core.experiment.plan_job import batch_job
from core.experiment.plan_runs import Setup, load_of, run
from core.metrics.classification_scores import Examined, HeldOut, examine
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Daily, Poisson

NEED = Need(
    arrivals=Poisson(rate=60),
    objective=LatencyObjective(bound_s=0.2),
    cost=LinearCost(fixed_s=0.03, per_item_s=0.006),
    hour_price=1.0,
    start_s=60,
    largest_batch=16,
)
ERRORS = Errors(classifier="tfidf-logreg", positive="spam", prevalence=0.1, miss_cost=0.09, alarm_cost=0.01)
OFFER = Offer(
    batch_sizes=(4, 16), waits_s=(0.0, 0.15), collects_s=(60.0, 600.0), replicas=(1, 2, 4, 6), thresholds=(0.2, 0.5, 0.8)
)  # fmt: skip


def _examined() -> Examined:
    rng = np.random.default_rng(3)
    truth = rng.random(400) < 0.5
    scores = np.clip(rng.normal(np.where(truth, 0.7, 0.3), 0.15), 0, 1)
    held_out = HeldOut(
        classes=("ok", "spam"), labels=truth.astype(np.int64), probabilities=np.column_stack([1 - scores, scores])
    )  # fmt: skip
    return examine(held_out, "spam")


@pytest.fixture(scope="module")
def solution() -> Solution:
    return solve(Situation(need=NEED, errors=ERRORS), OFFER, _examined())


def serving(mode: str, size: int, wait_s: float, replicas: int) -> Serving:
    return Serving(mode=mode, batch_size=size, wait_s=wait_s, replicas=replicas)  # type: ignore[arg-type]


def judged(solution: Solution, chosen: Serving, threshold: float = 0.5) -> Gap:
    return gap(solution, solution.outcome(Decision(serving=chosen, threshold=threshold)))


def test_a_serving_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(InvalidInput):
        serving("real_time", 4, 0, 1)
    with pytest.raises(InvalidInput):
        serving("sometimes", 1, 0, 1)


def test_a_decision_reads_back_and_what_is_not_offered_does_not() -> None:
    decision = Decision(serving=serving("dynamic", 16, 0.15, 2), threshold=0.8)
    assert OFFER.holds(decision)
    assert decision_from_plain(decision_to_plain(decision), OFFER) == decision
    assert decision_from_plain({**decision_to_plain(decision), "replicas": 3}, OFFER) is None
    assert decision_from_plain({}, OFFER) is None


def test_piles_agree_with_the_planner_s_arithmetic() -> None:
    need = replace(NEED, objective=LatencyObjective(bound_s=7200))
    job = batch_job(need)
    assert job is not None and job.period_s is not None
    found = piles(need, job.max_batch_size, job.period_s, job.replicas)
    assert found.latest_s is not None
    assert np.quantile(found.latest_s, 0.998) == pytest.approx(job.tail_s, rel=0.005)
    assert found.on_share * job.replicas * need.hour_price == pytest.approx(job.hour_cost, rel=0.005)


def test_a_pile_that_takes_longer_than_the_next_grows_without_end() -> None:
    found = serve(NEED, serving("batch", 4, 60.0, 1))
    assert found.tail.tail_s is None and not found.met and found.interval_s is None


def test_a_wave_makes_larger_piles_by_day_than_the_average() -> None:
    wave = replace(NEED, arrivals=Daily(rate=60, swing=0.8, period_s=86_400))
    even, waved = piles(NEED, 16, 600.0, 2), piles(wave, 16, 600.0, 2)
    assert even.latest_s is not None and waved.latest_s is not None
    assert waved.latest_s.max() > 1.1 * even.latest_s.max()
    assert waved.on_share == pytest.approx(even.on_share, rel=0.05)


def test_a_denser_day_costs_more_in_errors_and_a_limit_of_reviews_raises_the_line(solution: Solution) -> None:
    assert solution.best is not None
    least = min(one.flagged for one in solution.judged)
    tight = Situation(need=NEED, errors=replace(ERRORS, reviews=int(least) + 1))
    limited = solve(tight, OFFER, _examined())
    assert limited.best is not None
    assert limited.best.flagged.threshold == 0.8 > solution.best.flagged.threshold
    mine = gap(limited, limited.outcome(Decision(serving=limited.best.served.serving, threshold=0.2)))
    assert mine.verdict == "missed"
    assert verdict_words(mine, tight).startswith("Too many flags to review:")
    assert "more than can be reviewed" in threshold_words(mine, 400)


def test_too_many_machines_are_priced(solution: Solution) -> None:
    mine = judged(solution, serving("dynamic", 16, 0.0, 4))
    [step] = mine.steps
    assert step_words(step) == "Three machines too many: £72 a day. 1 machine would do."
    assert step.day_saving == 72 == pytest.approx(mine.day_extra - mine.threshold_extra)


def test_one_at_a_time_is_priced_by_its_machines_and_then_its_mode(solution: Solution) -> None:
    mine = judged(solution, serving("real_time", 1, 0, 6))
    assert [step.knob for step in mine.steps] == ["replicas", "mode"]
    assert step_words(mine.steps[1]).startswith("One text at a time rather than dynamic batches: £72 a day.")


@pytest.mark.parametrize(
    ("chosen", "knob", "said"),
    [
        (serving("real_time", 1, 0, 2), "replicas", "Two machines too few. One text at a time on 4 machines"),
        (serving("dynamic", 16, 0.15, 4), "wait_s", "No number of machines offered will do with a wait of 150 ms."),
        (serving("batch", 16, 600.0, 2), "mode", "Nothing offered will do with a batch job."),
    ],
)  # fmt: skip
def test_what_breaks_the_objective_is_named(
    solution: Solution, chosen: Serving, knob: str, said: str
) -> None:
    mine = judged(solution, chosen)
    assert mine.verdict == "missed" and mine.steps[0].mends
    assert mine.steps[0].knob == knob
    assert step_words(mine.steps[0]).startswith(said)
    assert "Misses the objective" in verdict_words(mine, solution.situation)


def test_a_queue_without_end_is_said(solution: Solution) -> None:
    mine = judged(solution, serving("real_time", 1, 0, 1))
    assert "grows without end" in latency_words(mine.mine.served, solution.situation)


def test_the_best_is_best_and_a_threshold_is_priced_with_its_uncertainty(solution: Solution) -> None:
    assert solution.best is not None
    assert gap(solution, solution.best).verdict == "best"
    mine = judged(solution, solution.best.served.serving, 0.2)
    low, high = mine.threshold_range
    assert low < mine.threshold_extra < high
    assert threshold_words(mine, 400).startswith("Threshold too low, 20 % rather than 50 %: £")
    assert mine.verdict == "dear"


def test_a_twist_is_told_in_facts_and_only_those_that_differ() -> None:
    now = Situation(need=replace(NEED, hour_price=2.0), errors=replace(ERRORS, reviews=500))
    told = changes(Situation(need=NEED, errors=ERRORS), now, "spam")
    assert told == (
        ("A machine", "£1 an hour, 60 s to start", "£2 an hour, 60 s to start"),
        ("Can be reviewed", "no limit", "500 flagged texts a day"),
    )
    assert ("How common", "spam in 10 of 100 texts") in brief(now, "spam")


def test_after_a_twist_what_holds_and_what_breaks(solution: Solution) -> None:
    assert solution.best is not None
    harder = Situation(need=replace(NEED, arrivals=Poisson(rate=180)), errors=ERRORS)
    after = solve(harder, OFFER, _examined())
    assert after.best is not None
    old = solution.best
    serving_line, threshold_line = kept_words(old, old, after.outcome(old.decision), after.best, harder)
    assert serving_line.startswith("**Breaks:** the way of serving. The queue would grow without end")
    assert threshold_line.startswith("**Holds:** the threshold of 50 %")
    assert decision_words(old.decision) == (
        "Dynamic batches of up to 16, with no waiting, on 1 machine; flag from a score of 50 % on"
    )


def test_the_decided_and_the_best_are_watched_in_the_runs_they_were_judged_by(solution: Solution) -> None:
    case = solution.situation
    found = judged(solution, serving("real_time", 1, 0, 4))
    best = found.best.served.serving
    assert best.mode == "dynamic"  # else this says nothing
    lanes = watched(found, case)
    assert [name for name, _ in lanes] == [YOURS, BEST]
    by_name = {name: result.log for name, result in lanes}
    of_best = run(load_of(NEED.arrivals, NEED.cost), Setup(size=best.batch_size, wait_s=best.wait_s, replicas=best.replicas), 0)  # fmt: skip
    latency_s = by_name[BEST].latency_s
    assert np.allclose(np.sort(latency_s[len(latency_s) // 10 :]), of_best.latency_s)
    # On one clock, so that neither stands still while the other is watched.
    ends_s = [log.scheduled_s.max() for log in by_name.values()]
    assert min(ends_s) > 0.9 * max(ends_s)
    late = int((by_name[YOURS].latency_s > 0.2).sum())
    said = watched_words(lanes, found, case)
    assert (
        said[0]
        == f"**Yours**, one of the 4 machines: {late:,} of {len(by_name[YOURS]):,} texts answered later than the 200 ms allowed."
    )
    assert [name for name, _ in watched(judged(solution, best), case)] == [BOTH]


def test_what_cannot_be_watched_is_told(solution: Solution) -> None:
    case = solution.situation
    hopeless = judged(solution, serving("real_time", 1, 0, 1))
    assert "the queue only grows" in watched_words(watched(hopeless, case), hopeless, case)[0]
    job = judged(solution, serving("batch", 16, 60.0, 1))
    lanes = watched(job, case)
    assert [name for name, _ in lanes] == [BEST]
    assert "Your batch job is not shown: it collects texts for 60 s" in watched_words(lanes, job, case)[-1]
