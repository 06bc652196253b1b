"""The banks on percentiles, queues, thresholds, prevalence, leakage and drift: complete, and every key is right.

Keys are worked out here a second time, by counting, simulating or another formula, not by the code that makes them.
That the linter finds nothing in any bank is tested with the practice bank, for all of them together.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import binom

from core.base import stream
from core.experiment import simulate
from core.experiment.presets import PRESETS
from core.learning import predict
from core.learning.question import (
    KnownMistake,
    MultiQuestion,
    NumberQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
)
from core.learning.snippet import can_run, run_option, run_stem
from core.learning.variants import all_draws, with_numbers
from core.serving import LinearCost
from tests.built_in import bundled_bank

NAMES = ("percentiles", "queueing", "thresholds", "prevalence", "leakage-drift")
BANKS = {name: bundled_bank(name) for name in NAMES}
QUESTIONS = {question.id: question for bank in BANKS.values() for question in bank.questions}
DRAWN = {key: question for key, question in QUESTIONS.items() if question.params}
CHOICES = [q for q in QUESTIONS.values() if isinstance(q, SingleQuestion | MultiQuestion)]

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
