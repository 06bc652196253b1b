"""The short lessons' own figures move with their controls, and what their predictions call true is true of the runs."""

from collections.abc import Callable

import pytest
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.experiment.drift_plan import Drift
from core.learning.day_words import RATIOS, rules_of
from core.learning.events import GuessCommitted
from core.learning.lesson_values import Prediction
from core.learning.workloads import OFFER, WORKLOADS
from core.metrics.thresholds_day import Day, agreement_range, over_a_day
from pages.parts import cached, lesson_money, lesson_promise
from pages.parts.plan_link import plan_settings

SITUATIONS = {one.id: one.situation for one in WORKLOADS}


@pytest.fixture
def uncovered(open_page: Callable[..., AppTest], did: Callable[..., None]) -> Callable[[str], AppTest]:
    """Opens a lesson whose predictions have been answered rightly."""

    def opened(lesson: str) -> AppTest:
        blocks = [block for section in cached.lesson(lesson).sections for block in section.blocks]
        for block in blocks:
            if isinstance(block, Prediction):
                right = next(one for one in block.choices if one.correct)
                guess = {"question": block.question, "guess": right.text, "choice": right.id}
                did(GuessCommitted(place=f"lesson/{lesson}/{block.id}", guess=guess))
        at = open_page("lesson", lesson=lesson)
        assert not at.exception and "Your guess holds." in words_of(at)
        return at

    return opened


def test_no_rule_of_thumb_is_right_for_all_costs_of_a_miss_and_the_line_follows_the_money(
    uncovered: Callable[[str], AppTest],
) -> None:
    scan = cached.examined("tfidf-logreg", "spam").scan
    days = over_a_day(scan, Day(messages=10_000, prevalence=0.1, miss_cost=1, alarm_cost=1, reviews=10_000))
    rules = rules_of(days, lesson_money.PRECISION, lesson_money.RECALL)
    for place in rules.values():
        ends = agreement_range(days, place, RATIOS)
        assert ends is None or ends[1] / ends[0] < 10, "of a range of one to a thousand"

    at = uncovered("thresholds-and-money")
    dear = words_of(at.select_slider(key="lesson_money_miss").set_value(100.0).run())
    cheap = words_of(at.select_slider(key="lesson_money_miss").set_value(0.1).run())
    few = words_of(at.select_slider(key="lesson_money_reviews").set_value(100).run())
    assert _line(dear) < _line("".join(cheap)) <= _line(few)
    assert "it does not fit" in few


def _line(words: str) -> float:
    return float(words.split("Cheapest: **flag from ")[1].split("\u00a0")[0])


def test_a_leak_breaks_the_promise_at_once_and_a_change_on_its_day(
    uncovered: Callable[[str], AppTest],
) -> None:
    leaky, clean = cached.leaky_stage(), cached.drift_stage()
    assert leaky.promised.accuracy > clean.promised.accuracy  # "promises more than the clean one"
    assert leaky.frozen_days(Drift()).matrix(1).accuracy < leaky.promised.accuracy - 0.1

    promised, drifted = clean.promised, clean.frozen_days(lesson_promise.change("drift", 9)).between(9, 19)
    each = [clean.frozen_days(Drift()).matrix(day).accuracy for day in range(1, 20)]
    assert min(each) < promised.accuracy < max(each)  # "now a little more, now a little less"
    assert promised.recall - drifted.recall > 2 * (promised.accuracy - drifted.accuracy)  # "falls further"

    words = words_of(uncovered("leakage-drift-skew"))
    for scene in (
        "the promise holds",
        "from the first day on accuracy is",
        "holds until day 8; from day 9 on accuracy is",
    ):
        assert scene in words
    assert words.count("holds until day 8") == 2  # drift, and skew


def test_each_cause_breaks_the_promise_on_the_day_that_is_chosen() -> None:
    at = AppTest.from_function(_figure_of_all_causes).run()
    for cause in ("drift", "skew"):
        at.segmented_control(key="lesson_promise_cause").set_value(cause).run()
        at.slider(key="lesson_promise_day").set_value(12).run()
        assert "holds until day 11; from day 12 on accuracy is" in words_of(at)
        at.slider(key="lesson_promise_day").set_value(1).run()
        assert "from the first day on accuracy is" in words_of(at)


def _figure_of_all_causes() -> None:
    from pages.parts import lesson_promise

    lesson_promise.broken_promise()


def test_each_workload_has_its_own_cheapest_way_and_the_controls_reach_it(
    uncovered: Callable[[str], AppTest],
) -> None:
    solved = {name: cached.solved(situation, OFFER) for name, situation in SITUATIONS.items()}
    best = {name: one.best.served.serving for name, one in solved.items() if one.best}
    modes = {name: (serving.mode, serving.replicas) for name, serving in best.items()}
    assert modes == {
        "quiet": ("real_time", 1), "sale": ("dynamic", 1), "hurry": ("dynamic", 2), "report": ("batch", 1),
    }  # fmt: skip
    hurry = [one for one in solved["hurry"].served if one.met]
    assert not any(one.serving.mode == "real_time" or one.serving.replicas == 1 for one in hurry)

    at = uncovered("choosing-for-a-workload")
    assert "Misses the objective" in words_of(at)
    spot = "hurry_choosing-for-a-workload_choose-serving"
    at.select_slider(key=f"lesson_choose_replicas_{spot}").set_value(best["hurry"].replicas)
    at.select_slider(key=f"lesson_choose_size_{spot}").set_value(best["hurry"].batch_size).run()
    assert "**Best: £48 a day" in words_of(at)
    measured = words_of(
        at.segmented_control(key=f"lesson_choose_call{spot.removeprefix('hurry')}")
        .set_value("tfidf-forest")
        .run()
    )
    assert "LIVE: 7 ms a call and 0.03 ms a text" in measured and "**A call takes:** 7 ms" in measured
    assert "**Dear: £48 a day, £24 more than the best" in measured


def test_the_planner_opens_with_the_workload_of_the_lesson(open_page: Callable[..., AppTest]) -> None:
    need = SITUATIONS["hurry"].need
    settings = plan_settings(need)
    assert settings is not None and plan_settings(SITUATIONS["report"].need) is None
    at = open_page("plan", **settings)
    assert not at.exception
    numbers = {one.key: one.value for one in at.number_input}
    assert (numbers["plan_rate"], numbers["plan_fixed"], numbers["plan_per_item"]) == (300, 10, 1)
    assert at.select_slider(key="plan_bound").value == 30


def test_what_the_lesson_on_choosing_states_is_what_its_figure_simulates() -> None:
    need = SITUATIONS["hurry"].need
    assert (need.rate, need.objective.percentile, need.hour_price, need.start_s) == (300, 0.99, 1, 60)
    assert [SITUATIONS[name].need.objective.bound_s for name in ("sale", "hurry")] == [0.1, 0.03]
    assert SITUATIONS["quiet"].need.rate == SITUATIONS["report"].need.rate == 10
