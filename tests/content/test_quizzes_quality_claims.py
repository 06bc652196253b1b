"""What the questions on percentiles, queues, thresholds, prevalence, leakage and drift say in passing is true, too."""

import math

import numpy as np
import pytest

from core.base import stream
from core.batching import RealTime
from core.experiment import Scenario, simulate
from core.learning.pitfall_latency import stalled_run, two_readings
from core.learning.question import (
    MultiQuestion,
    OrderQuestion,
    Question,
)
from core.learning.variants import all_draws
from core.metrics import smallest_n
from core.metrics.intervals import percentile_ranks
from core.serving import ExponentialCost, LinearCost
from core.serving.lindley import serve_one_by_one
from core.workload import Bursty, Poisson, Steady
from tests.built_in import bundled_bank

BANKS = [
    bundled_bank(name) for name in ("percentiles", "queueing", "thresholds", "prevalence", "leakage-drift")
]
QUESTIONS = {question.id: question for bank in BANKS for question in bank.questions}
SERVICE_S = 0.010


def said_in(question: Question) -> str:
    """Everything that the question says."""
    return question.model_dump_json()


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
    assert "104.5 %" in said_in(QUESTIONS["que-010"])


def test_a_faster_service_shortens_the_mean_wait_and_another_order_does_not() -> None:
    rho, service_ms = 80 * 0.008, 8
    assert f"{rho * service_ms / (2 * (1 - rho)):.1f}" == "7.1"
    assert "7.1 ms" in said_in(QUESTIONS["que-013"])

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
    for draw in all_draws(QUESTIONS["prv-008"]):
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
