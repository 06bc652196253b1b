"""The banks on percentiles, queues, thresholds, prevalence, leakage and drift: clean, and what they claim is true.

Keys are worked out here a second time, by counting, simulating or another formula, not by the code that makes them.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from core.base import stream
from core.batching import RealTime
from core.experiment import Scenario, simulate
from core.experiment.presets import PRESETS
from core.learning import predict
from core.learning.bank import load_bank
from core.learning.lesson import load_lessons
from core.learning.lint import lint_paths
from core.learning.pitfall_latency import stalled_run, two_readings
from core.learning.question import (
    KnownMistake,
    MultiQuestion,
    NumberQuestion,
    OrderQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
)
from core.learning.snippet import can_run, run_option, run_stem
from core.learning.variants import all_draws, with_numbers
from core.metrics import smallest_n
from core.metrics.intervals import percentile_ranks
from core.serving import ExponentialCost, LinearCost
from core.serving.lindley import serve_one_by_one
from core.workload import Bursty, Poisson, Steady

NAMES = ("percentiles", "queueing", "thresholds", "prevalence", "leakage-drift")
BANKS = {name: load_bank(Path(f"quizzes/{name}.yaml")) for name in NAMES}
QUESTIONS = {question.id: question for bank in BANKS.values() for question in bank.questions}
DRAWN = {key: question for key, question in QUESTIONS.items() if question.params}
CHOICES = [q for q in QUESTIONS.values() if isinstance(q, SingleQuestion | MultiQuestion)]
SERVICE_S = 0.010

Draw = Mapping[str, float]


def number(question_id: str) -> NumberQuestion:
    question = QUESTIONS[question_id]
    assert isinstance(question, NumberQuestion)
    return question


def words(question: Question, draw: Draw | None = None) -> str:
    """Everything that the question says, its numbers filled in, with plain spaces."""
    concrete = with_numbers(question, draw) if draw is not None else question
    return concrete.model_dump_json().replace("\u00a0", " ")


def fits(question: NumberQuestion, given: float, answer: float) -> bool:
    room = question.abs_tol if question.abs_tol is not None else (question.rel_tol or 0) * abs(answer)
    return abs(given - answer) <= room


# --- the banks -----------------------------------------------------------------------------------------------


def test_the_banks_have_no_findings() -> None:
    sections = {address for lesson in load_lessons(Path("lessons")) for address in lesson.addresses}
    paths = [Path(f"quizzes/{name}.yaml") for name in NAMES]

    findings = lint_paths(paths, known_sections=sections, known_presets=set(PRESETS))

    assert [str(finding) for finding in findings] == []


def test_there_are_questions_of_every_kind_and_difficulty() -> None:
    test_pool = Counter(question.difficulty for question in QUESTIONS.values() if question.pool == "test")
    kinds = Counter(question.kind for question in QUESTIONS.values())

    assert test_pool["easy"] >= 9 and test_pool["medium"] >= 12 and test_pool["hard"] >= 9
    assert kinds["multi"] >= 4 and kinds["number"] >= 9 and kinds["order"] >= 2 and kinds["predict"] >= 3
    assert len(DRAWN) >= 10
    for bank in BANKS.values():
        pools = Counter((question.pool, question.objective) for question in bank.questions)
        assert all(
            pools[pool, one.id] >= 2  # type: ignore[index]
            for pool in ("test", "review")
            for one in bank.objectives
        )


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_each_question_is_complete(question: Question) -> None:
    wanted = ["nudge", "principle", "step"] if question.pool == "review" else []

    assert [hint.level for hint in question.hints] == wanted
    assert len(question.solution) >= 2 and len(question.common_mistakes) >= 2
    if isinstance(question, SingleQuestion):
        assert len(question.options) == 4


def test_no_two_explanations_or_whys_are_the_same() -> None:
    said = [option.why for question in CHOICES for option in question.options]
    said += [question.explanation for question in QUESTIONS.values()]
    said += [question.stem for question in QUESTIONS.values()]

    assert [text for text, times in Counter(said).items() if times > 1] == []


# --- drawn numbers -------------------------------------------------------------------------------------------


def pooled_p99_ms(draw: Draw) -> float:
    slow_ones = [draw["slow_ms"]] * int(draw["slow_requests"])
    rest = [draw["fast_ms"]] * int(draw["many"] + draw["few"] - draw["slow_requests"])
    everything = sorted(slow_ones + rest)
    return everything[math.ceil(0.99 * len(everything)) - 1]


def fewest_clean_requests(draw: Draw) -> float:
    n = 1
    while binom.pmf(n, n, draw["percent"] / 100) > 1 - draw["sure_pct"] / 100:
        n += 1
    return n


def smallest_batch_that_keeps_up(draw: Draw) -> float:
    size = 1
    while size <= draw["arrival_rate"] * (draw["fixed_ms"] + size * draw["per_text_ms"]) / 1000:
        size += 1
    return size


def minutes_until_empty(draw: Draw) -> float:
    """Minute by minute would be too coarse, so second by second."""
    backlog = (draw["burst_rate"] - draw["capacity_rate"]) * draw["burst_minutes"] * 60
    seconds = 0
    while backlog > 0:
        backlog += draw["calm_rate"] - draw["capacity_rate"]
        seconds += 1
    return seconds / 60


def cheapest_row(draw: Draw) -> float:
    rows = {20: (95, 300), 40: (88, 120), 60: (75, 40), 80: (50, 10)}
    costs = {pct: alarms + draw["miss_times"] * (100 - found) for pct, (found, alarms) in rows.items()}
    return min(costs, key=costs.__getitem__)


def highest_share_of_fraud(draw: Draw) -> float:
    """The largest of 100,000 shares at which the misses alone are not more than the errors."""
    shares = np.linspace(0, 1, 100_001)
    misses = shares * (1 - draw["recall_pct"] / 100)
    return 100 * float(shares[misses <= 1 - draw["accuracy_pct"] / 100].max())


def flagged_payment_is_fraud(draw: Draw) -> float:
    positives = draw["cases"] * draw["positive_pct"] / 100
    found = positives * draw["recall_pct"] / 100
    errors = draw["cases"] * (1 - draw["accuracy_pct"] / 100)
    false_alarms = errors - (positives - found)
    return 100 * found / (found + false_alarms)


def flagged_is_positive(draw: Draw) -> float:
    positive, others = draw["positive_pct"] / 100, 1 - draw["positive_pct"] / 100
    right = positive * draw["recall_pct"] / 100
    return 100 * right / (right + others * (1 - draw["specificity_pct"] / 100))


def share_with_a_copy_in_training(draw: Draw) -> float:
    """By throwing the copies of 100,000 adverts on the two sides."""
    copies = int(draw["copies"])
    in_test = stream(1, "copies").random((100_000, copies)) < draw["test_pct"] / 100
    tested = in_test[:, 0]
    return 100 * float((~in_test[tested][:, 1:]).any(axis=1).mean())


ANSWERS: dict[str, Callable[[Draw], float]] = {
    "pct-003": lambda d: 100 * (1 - math.prod([1 - d["slow_pct"] / 100] * int(d["calls"]))),
    "pct-004": pooled_p99_ms,
    "pct-009": fewest_clean_requests,
    "pct-013": lambda d: d["held_ms"] + d["reply_ms"],
    "que-002": lambda d: d["arrival_rate"] * d["latency_ms"] / 1000,
    "que-004": smallest_batch_that_keeps_up,
    "que-005": minutes_until_empty,
    "que-008": lambda d: min(d["clients"] * 1000 / (d["service_ms"] + d["think_ms"]), 1000 / d["service_ms"]),
    "thr-001": lambda d: 100 * d["tp"] / (d["tp"] + d["fp"]),
    "thr-003": lambda d: 100 * d["alarm_cost"] / (d["alarm_cost"] + d["miss_cost"]),
    "thr-005": cheapest_row,
    "thr-009": lambda d: d["messages"] * (100 - d["positive_pct"]) * (100 - d["specificity_pct"]) / 10_000,
    "prv-002": lambda d: 100 * (d["total"] - d["positives"]) / d["total"],
    "prv-003": highest_share_of_fraud,
    "prv-004": flagged_payment_is_fraud,
    "prv-009": lambda d: 100 / flagged_is_positive(d),
    "lkd-010": share_with_a_copy_in_training,
}
IN_THE_KEY: dict[str, Callable[[Draw], str]] = {
    "que-003": lambda d: f"About {9 * d['service_ms'] / 2:g} ms",
    "prv-005": lambda d: f"About {flagged_is_positive(d):.0f} %",
    "prv-008": lambda d: f"{100 - d['positives'] / 100:g} % accurate",
}


def test_every_question_with_drawn_numbers_is_worked_out_again_here() -> None:
    assert set(ANSWERS) | set(IN_THE_KEY) == set(DRAWN)


@pytest.mark.parametrize("question_id", ANSWERS)
def test_the_key_is_right_for_every_draw(question_id: str) -> None:
    for draw in all_draws(DRAWN[question_id]):
        concrete = with_numbers(DRAWN[question_id], draw)
        assert isinstance(concrete, NumberQuestion)
        slack = 0.01 if question_id == "que-005" else 0.3 if question_id == "lkd-010" else 1e-3
        assert concrete.key == pytest.approx(ANSWERS[question_id](draw), rel=1e-6, abs=slack), draw


@pytest.mark.parametrize("question_id", IN_THE_KEY)
def test_the_right_option_states_the_right_number_for_every_draw(question_id: str) -> None:
    for draw in all_draws(DRAWN[question_id]):
        concrete = with_numbers(DRAWN[question_id], draw)
        assert isinstance(concrete, SingleQuestion)
        (key,) = [option.text for option in concrete.options if option.correct]
        assert IN_THE_KEY[question_id](draw) in key.replace("\u00a0", " ")


@pytest.mark.parametrize("question_id", ANSWERS)
def test_no_known_mistake_is_taken_for_the_key_or_for_another(question_id: str) -> None:
    for draw in all_draws(DRAWN[question_id]):
        concrete = with_numbers(DRAWN[question_id], draw)
        assert isinstance(concrete, NumberQuestion)
        for mistake in concrete.feedback:
            assert not fits(concrete, mistake.number, concrete.key), (draw, mistake)
        for one, other in combinations(concrete.feedback, 2):
            assert not _same(concrete, one, other), (draw, one, other)


def _same(question: NumberQuestion, one: KnownMistake, other: KnownMistake) -> bool:
    return one.misconception != other.misconception and fits(question, one.number, other.number)


@pytest.mark.parametrize("question_id", DRAWN)
def test_numbers_are_written_as_people_write_them(question_id: str) -> None:
    for draw in all_draws(DRAWN[question_id]):
        said = words(DRAWN[question_id], draw)
        assert "{{" not in said and "nan" not in said.split() and "-0" not in said.split()


# --- claims: percentiles -------------------------------------------------------------------------------------


def p99(values: list[float]) -> float:
    return sorted(values)[math.ceil(0.99 * len(values)) - 1]


def test_the_ten_waits_are_as_their_explanation_says() -> None:
    waits = [20, 21, 22, 22, 23, 24, 25, 26, 27, 790]

    assert sum(waits) == 1000 and sum(waits[:-1]) == 210 and waits[4] == 23
    assert f"{sum(waits[:-1]) / 9:.1f}" == "23.3"
    assert (waits[0] + waits[-1]) / 2 == 405


def test_two_steps_with_the_same_p99s_may_have_any_p99_together() -> None:
    quick, slow = 10.0, 100.0
    first = [slow] * 2 + [quick] * 98
    elsewhere = [quick] * 98 + [slow] * 2
    far, far_elsewhere = [5000.0] + [slow] * 99, [slow] * 99 + [5000.0]

    assert p99(first) == p99(elsewhere) == p99(far) == p99(far_elsewhere) == 100
    assert p99([a + b for a, b in zip(first, first, strict=True)]) == 200
    assert p99([a + b for a, b in zip(first, elsewhere, strict=True)]) == 110
    assert p99([a + b for a, b in zip(far, far_elsewhere, strict=True)]) > 5000


def test_a_stall_is_hidden_from_who_counts_from_sending() -> None:
    log = stalled_run(1.0)
    from_due, from_sending = two_readings(log)

    assert len(log) == 1_000 and int((log.service_s > 0.1).sum()) == 1
    assert 90 <= int((log.latency_s > 0.1).sum()) <= 120  # "about a hundred were due in that second"
    assert from_sending.p99 == pytest.approx(0.002)
    assert from_due.p99 is not None and from_due.p99 > 0.9


def test_sixty_requests_have_their_maximum_for_a_p99() -> None:
    assert math.ceil(0.99 * 60) == 60
    assert percentile_ranks(60, 0.99) is None


def test_the_five_calls_average_to_the_figure_in_the_report() -> None:
    assert sum([848, 4, 5, 4, 4]) / 5 == 173


def test_459_clean_requests_are_needed_for_a_p99() -> None:
    assert smallest_n(0.99, confidence=0.99) == 459 and "459" in QUESTIONS["pct-009"].explanation
    assert 0.99**459 <= 0.01 < 0.99**458


# --- claims: queues ------------------------------------------------------------------------------------------


def waiting_ms(arrivals: Poisson | Steady | Bursty, cost: LinearCost | ExponentialCost) -> float:
    scenario = Scenario(
        classifier="tfidf-logreg", policy=RealTime(), arrivals=arrivals, requests=200_000, seed=3
    )
    return 1000 * float(simulate(scenario, cost).log.waiting_s.mean())


def test_the_four_services_stand_in_the_order_of_their_waits() -> None:
    question = QUESTIONS["que-009"]
    assert isinstance(question, OrderQuestion)
    fixed = LinearCost(fixed_s=SERVICE_S, per_item_s=0)
    waits = {
        "even": waiting_ms(Steady(rate=80), fixed),
        "random": waiting_ms(Poisson(rate=80), fixed),
        "varied": waiting_ms(Poisson(rate=80), ExponentialCost(mean_s=SERVICE_S)),
        "bursts": mean_wait_in_bursts_ms(),
    }

    assert sorted(waits, key=waits.__getitem__) == [item.id for item in question.items]
    assert waits["even"] == pytest.approx(0, abs=1e-6)
    assert waits["random"] == pytest.approx(20, rel=0.05)
    assert waits["varied"] == pytest.approx(40, rel=0.05)
    assert waits["bursts"] > 200


def mean_wait_in_bursts_ms() -> float:
    """A second with 160 a second at random, a second with none, and so on; each takes 10 ms."""
    rng = stream(3, "bursts of a second")
    due_s = np.concatenate([2 * k + np.sort(rng.random(rng.poisson(160))) for k in range(500)])
    return 1000 * float(serve_one_by_one(due_s, np.full(len(due_s), SERVICE_S)).waiting_s.mean())


def test_half_of_the_requests_find_a_half_busy_server_free_and_the_mean_wait_is_5_ms() -> None:
    due_s = np.cumsum(stream(3, "arrivals").exponential(1 / 50, 200_000))
    log = serve_one_by_one(due_s, np.full(len(due_s), SERVICE_S))

    assert float((log.waiting_s == 0).mean()) == pytest.approx(0.5, abs=0.01)
    assert 1000 * float(log.waiting_s.mean()) == pytest.approx(5, rel=0.05)
    assert float((log.latency_s > 0.030).mean()) > 0  # "yet some answers take over 30 ms"


@pytest.mark.parametrize(("rate", "wait_ms"), [(50, 5), (80, 20), (95, 95), (55, 6.1), (88, 36.7)])
def test_the_waits_of_the_three_servers_are_right(rate: float, wait_ms: float) -> None:
    rho = rate * SERVICE_S
    assert 1000 * rho * SERVICE_S / (2 * (1 - rho)) == pytest.approx(wait_ms, rel=0.01)


def test_ten_per_cent_more_are_too_many_at_95_per_cent() -> None:
    assert pytest.approx(104.5) == 1.1 * 95
    assert "104.5 %" in words(QUESTIONS["que-010"])


def test_a_faster_service_shortens_the_mean_wait_and_another_order_does_not() -> None:
    rho, service_ms = 80 * 0.008, 8
    assert f"{rho * service_ms / (2 * (1 - rho)):.1f}" == "7.1"
    assert "7.1 ms" in words(QUESTIONS["que-013"])

    due_s = np.cumsum(stream(5, "arrivals").exponential(1 / 80, 20_000))
    first_come = serve_one_by_one(due_s, np.full(len(due_s), SERVICE_S)).waiting_s
    newest_first = newest_first_waits_s(due_s.tolist())
    assert np.mean(newest_first) == pytest.approx(float(first_come.mean()), rel=0.002)
    assert np.quantile(newest_first, 0.99) > 1.5 * np.quantile(first_come, 0.99)


def newest_first_waits_s(due_s: list[float]) -> list[float]:
    """Waits when the newest of those who wait is served next."""
    waits: list[float] = []
    stack: list[float] = []
    place, free_s = 0, 0.0
    while place < len(due_s) or stack:
        if not stack:
            free_s = max(free_s, due_s[place])
        while place < len(due_s) and due_s[place] <= free_s:
            stack.append(due_s[place])
            place += 1
        waits.append(free_s - stack.pop())
        free_s += SERVICE_S
    return waits


def test_eighteen_searches_are_under_way() -> None:
    assert pytest.approx(18) == 90 * 0.2


# --- claims: thresholds --------------------------------------------------------------------------------------


def test_the_chat_filters_shares_are_right() -> None:
    assert (80 + 880) / 1000 == 0.96 and (95 + 805) / 1000 == 0.90
    assert 80 / (80 + 20) == 0.8 and 95 / (95 + 95) == 0.5


def test_reports_seen_peak_at_the_lowest_threshold_that_can_be_read() -> None:
    rows = {30: (900, 95), 50: (400, 88), 70: (190, 74), 90: (60, 41)}
    seen = {pct: reports * min(1, 200 / flags) for pct, (flags, reports) in rows.items()}

    assert {pct: round(reports) for pct, reports in seen.items()} == {30: 21, 50: 44, 70: 74, 90: 41}
    assert max(seen, key=seen.__getitem__) == 70
    assert max(95 / 900, 88 / 400, 74 / 190) < 41 / 60
    assert round(100 * (88 - 74) / (400 - 190)) == 7


def test_added_quiet_posts_move_accuracy_and_specificity_alone() -> None:
    question = QUESTIONS["thr-011"]
    assert isinstance(question, MultiQuestion)

    def measures(tn: int) -> dict[str, float]:
        tp, fp, fn = 60, 20, 40
        return {
            "accuracy": (tp + tn) / (tp + fp + fn + tn),
            "precision": tp / (tp + fp),
            "recall": tp / (tp + fn),
            "specificity": tn / (tn + fp),
            "F1": 2 * tp / (2 * tp + fp + fn),
        }

    before, after = measures(880), measures(1880)
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {option.text for option in question.options if option.correct}
    assert (before["accuracy"], after["accuracy"]) == (0.94, 0.97)
    assert (round(before["specificity"], 3), round(after["specificity"], 3)) == (0.978, 0.989)


def test_the_f1s_of_the_two_models_are_right() -> None:
    f1s = [2 * found / (flags + 100) for flags, found in ((53, 50), (117, 70))]
    assert [round(100 * f1, 1) for f1 in f1s] == [65.4, 64.5]


# --- claims: prevalence --------------------------------------------------------------------------------------


def test_a_broken_egg_machine_is_always_the_more_accurate_one() -> None:
    for draw in all_draws(DRAWN["prv-008"]):
        errors = 0.015 * draw["total"]
        assert 1 - draw["positives"] / draw["total"] > 0.985
        assert errors >= 0.1 * draw["positives"]  # the careful one's figures can go together


def test_false_alarms_take_over_where_fakes_are_rare() -> None:
    flagged = 0.9 * 500 / 0.95
    alarm_share = (flagged - 450) / 500

    assert round(flagged) == 474 and round(flagged - 450) == 24 and f"{100 * alarm_share:.1f}" == "4.7"
    assert round(980 * alarm_share) == 46 and 0.9 * 20 == 18
    assert round(100 * 18 / (18 + 980 * alarm_share)) == 28


def test_98_and_12_per_cent_leave_what_they_are_said_to_leave() -> None:
    for positives, found, alarms in ((200, 24, 24), (100, 12, 112)):
        assert (positives - found) + alarms == 200 and found == 0.12 * positives
    assert round(2 / 0.88, 2) == 2.27
    assert 24 / (24 + 24) == 0.5 and 12 / (12 + 112) < 0.10
    assert 1 - 0.02 == 0.98 and 1 - 0.01 > 0.98


def test_three_times_the_positives_raise_precision_from_60_to_82_per_cent() -> None:
    assert round(100 * 180 / 220) == 82
    rare, share = 0.01, 0.80
    alarm_share = rare * share * (40 / 60) / (1 - rare)
    spring = 3 * rare * share / (3 * rare * share + (1 - 3 * rare) * alarm_share)
    assert round(100 * spring) == 82


def test_the_model_with_the_better_test_is_the_worse_one_live() -> None:
    alarms_a, alarms_b = 0.8 * 0.5 / 4 / 0.5, 0.8 * 0.05 * 1.5 / 0.95
    assert alarms_a == pytest.approx(0.2) and round(alarms_b * 950) == 60
    assert round(100 * 40 / (40 + alarms_a * 950)) == 17
    assert 0.2 / alarms_b == pytest.approx(3, abs=0.2)


# --- claims: leakage and drift -------------------------------------------------------------------------------


def test_the_best_of_sixty_equals_is_lucky_by_about_three_points() -> None:
    best = stream(2, "sixty").binomial(400, 0.9, size=(20_000, 60)).max(axis=1) / 400

    assert 100 * float(best.mean()) - 90 == pytest.approx(3, abs=0.5)
    assert float(np.quantile(best, 0.05)) >= 0.92
    assert float((best >= 0.935).mean()) > 0.25  # so 93.5 % is nothing special
    assert 100 * math.sqrt(0.9 * 0.1 / 400) == pytest.approx(1.5)


def test_an_accuracy_on_500_messages_is_unsure_by_over_two_points() -> None:
    assert 196 * math.sqrt(0.915 * 0.085 / 500) > 2


def test_with_three_copies_and_a_fifth_cut_off_96_per_cent_are_known() -> None:
    assert round(100 * (1 - 0.2**2)) == 96


# --- predictions and code ------------------------------------------------------------------------------------

COSTS = [
    LinearCost(fixed_s=f, per_item_s=a) for f, a in ((0.0004, 0.00002), (0.0015, 0.00005), (0.004, 0.0003))
]
GUESSES = {  # a sound guess, and what learners guess by mistake
    "pct-012": (100.0, (55.0, 300.0)),
    "que-011": (11.0, (64.0, 1.0)),
    "que-012": (1.0, (64.0, 32.0)),
}


def test_every_prediction_has_its_guesses_here() -> None:
    assert {key for key, q in QUESTIONS.items() if isinstance(q, PredictQuestion)} == set(GUESSES)


@pytest.mark.parametrize("question_id", GUESSES)
@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_a_sound_guess_is_right_on_any_likely_machine_and_the_usual_mistakes_are_not(
    question_id: str, cost: LinearCost
) -> None:
    question = QUESTIONS[question_id]
    assert isinstance(question, PredictQuestion)
    key = predict.simulated(question, cost)
    sound, mistakes = GUESSES[question_id]

    assert abs(sound / key - 1) <= question.rel_tol
    assert all(abs(mistake / key - 1) > question.rel_tol for mistake in mistakes)


def test_the_average_that_the_stem_gives_is_the_average() -> None:
    (scenario,) = PRESETS["gathering"].setup.scenarios()
    means_ms = [1000 * (simulate(scenario, cost).summary.latency.mean or 0) for cost in COSTS[:2]]

    assert all(54 <= mean_ms <= 60 for mean_ms in means_ms)
    assert "roughly 55 to 60 ms" in " ".join(QUESTIONS["pct-012"].stem.split())


@pytest.mark.parametrize(
    ("question_id", "option_id", "value"),
    [
        ("thr-008", None, "(0.75, 0.5)"),
        ("thr-008", "a", "3"),
        ("thr-008", "b", "[0.55, 0.6, 0.9, 0.95]"),
        ("thr-008", "c", "0.95"),
        ("thr-008", "d", "True"),
        ("lkd-014", None, "('money back now please refund me', 'Money back NOWplease refund me')"),
        ("lkd-014", "a", "False"),
        ("lkd-014", "b", "False"),
        ("lkd-014", "c", "['Money', 'back', 'NOWplease', 'refund', 'me']"),
        ("lkd-014", "d", "False"),
    ],
)
def test_the_code_gives_what_the_words_around_it_say(
    question_id: str, option_id: str | None, value: str
) -> None:
    question = QUESTIONS[question_id]
    assert isinstance(question, SingleQuestion) and can_run(question)
    outcome = run_stem(question, None) if option_id is None else run_option(question, option_id, None)
    assert (outcome.value, outcome.error_type) == (value, None)


def test_all_code_that_can_run_is_run_above() -> None:
    assert {key for key, question in QUESTIONS.items() if can_run(question)} == {"thr-008", "lkd-014"}
