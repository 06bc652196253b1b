"""The planner's page: controls become a workload, with a plan at once; other loads are guessed; what is wrong is said."""

from collections.abc import Callable

import pytest
from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.base.numbers_format import unbroken
from core.serving import LinearCost
from pages.parts import cached, plan_cost

OpenPage = Callable[..., AppTest]
OWN = {"plan_cost": plan_cost.COSTS["own"], "plan_rate": "300", "plan_largest": "16"}


@pytest.fixture
def planned(open_page: OpenPage) -> Callable[..., AppTest]:
    """Opens the page with a set-up and uncovers what is guessed first."""

    def opened(**query: str) -> AppTest:
        at = open_page("plan", **query)
        skip = [button for button in at.button if button.key == "load_skip_plan"]
        return skip[0].click().run() if skip else at

    return opened


def test_a_plan_is_there_at_once_and_what_other_loads_do_to_it_is_guessed_first(open_page: OpenPage) -> None:
    at = open_page("plan", **OWN)
    said = words_of(at)
    assert "Dynamic batches of up to 16" in said and "Planned for: 300 texts per second" in said
    assert "is LIVE" not in said, "entered, not measured"
    assert "What this takes for granted" not in said and "before the objective is missed" not in said
    at.radio(key="load_guess_plan").set_value("More than twice as much").run()
    at.button(key="load_commit_plan").click().run()
    assert not at.exception
    assert "You guessed: more than twice as much." in words_of(at)

    # A guess is about all of the workload.
    at.number_input(key="plan_rate").set_value(290.0).run()
    assert "You guessed" not in words_of(at)


def test_a_link_reproduces_a_plan(planned: Callable[..., AppTest]) -> None:
    at = planned(**OWN, plan_bound="70 ms", plan_percentile="95 %")
    assert not at.exception
    assert unbroken("70 ms is allowed") in words_of(at)
    assert "95 of 100 texts are answered within" in words_of(at)
    assert "What this takes for granted" in words_of(at)


def test_what_no_set_up_can_do_is_said_without_a_stack_trace(planned: Callable[..., AppTest]) -> None:
    at = planned(**{**OWN, "plan_fixed": "900"})
    assert not at.exception
    assert "A call with one text takes 901 ms" in words_of(at)


def test_pasted_batches_become_a_cost_or_a_complaint(open_page: OpenPage) -> None:
    at = open_page("plan", plan_cost=plan_cost.COSTS["pairs"])
    assert "Fitted: 10 ms a call and 1 ms a text" in words_of(at)
    at.text_area(key="plan_pairs").set_value("1: 11\nnonsense").run()
    assert not at.exception
    assert "'nonsense' is not a pair" in words_of(at)
    assert not [button for button in at.button if button.key == "load_skip_plan"]


def test_calls_are_measured_from_the_page_and_the_figures_stay_this_visitors(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("plan")
    assert "7 ms a call and 0.03 ms a text on this server, measured before you came" in words_of(at)
    at.button(key="plan_measure").click().run()
    assert "Measuring …" in words_of(at) and at.button(key="plan_stop")
    fit = {"cost": {"fixed_s": 0.004, "per_item_s": 0.001, "kind": "linear"}, "sizes": [1, 4]}
    job = host.job_of(LEARNER)
    host.finish(job, result={"fit": fit | {"median_s": [0.005, 0.008], "calls": [9, 9], "worst_error": 0.05}})
    at.run()
    found = (
        "4 ms a call and 1 ms a text on this server, measured just now: n = 18 calls, the line is off by 5 %"
    )
    assert found in words_of(at)
    # What somebody else measures meanwhile leaves this plan alone.
    cached.costs()[(job.task["classifier"], "built-in", "paced")] = LinearCost(fixed_s=0.5, per_item_s=0.5)
    assert found in words_of(at.run())


def test_answers_that_may_come_late_are_planned_as_a_batch_job(planned: Callable[..., AppTest]) -> None:
    at = planned(**OWN, plan_deadline="6 h")
    said = words_of(at)
    assert "A batch job every" in said and "THEORY" in said
    assert "Nobody waits for a single answer" in said


def test_a_cost_that_leaves_out_what_a_text_takes_is_doubted_aloud(open_page: OpenPage) -> None:
    said = words_of(open_page("plan"))
    assert "hard to believe" not in said and "What a call takes is LIVE" in said
    cached.costs()[(plan_cost.CLASSIFIER, "built-in", "paced")] = LinearCost(fixed_s=0.04, per_item_s=0)
    assert "more texts took no more time is hard to believe" in words_of(open_page("plan"))
