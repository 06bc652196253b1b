"""The numbers of the lesson are the right ones, and read as a person would write them."""

import math

import pytest

from core.base.numbers_format import count, minutes, ms, number, pct
from core.learning.lesson_faults import Complaints
from core.learning.lesson_fill import fill
from core.learning.numbers import Targets, lesson_numbers

NUMBERS = lesson_numbers()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (pct(0.85), "85\u00a0%"),
        (pct(8 / 9), "88.9\u00a0%"),
        (pct(0.02 / 0.88, 2), "2.27\u00a0%"),
        (pct(0), "0\u00a0%"),
        (ms(0.022908), "22.9\u00a0ms"),
        (ms(0.1), "100\u00a0ms"),
        (count(1_000_000), "1,000,000"),
        (count(5454.5454), "5,455"),
        (number(300), "300"),
        (number(0.76, 2), "0.76"),
        (minutes(60), "1\u00a0minute"),
        (minutes(1000), "17\u00a0minutes"),
    ],
)
def test_numbers_are_written_as_people_write_them(text: str, expected: str) -> None:
    assert text == expected


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_not_a_number_is_refused_rather_than_printed(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        pct(value)


@pytest.mark.parametrize(
    "expression",
    [
        "{{ unknown }}",
        "{{ known.missing }}",
        "{{ known | nofilter }}",
        "{{ nothing | pct }}",
        "{{ endless | ms }}",
        "{{ known.__class__.__mro__ }}",
        "{{ 1 / 0 }}",
        "{{ known + }}",
    ],
)
def test_an_expression_that_cannot_be_computed_is_told_with_its_line(expression: str) -> None:
    complaints = Complaints(file="x.md")
    known = {"known": 1.0, "nothing": None, "endless": math.inf}
    text = fill(f"one\ntwo {expression} {{{{ known | number }}}}", known, complaints)
    assert text == f"one\ntwo {expression} 1"
    assert [(line, fault.where) for line, fault in complaints.found] == [(2, "x.md:2")]


def test_a_section_id_is_not_taken_for_a_comment() -> None:
    complaints = Complaints(file="x.md")
    assert fill("## A {#a} {% b %}", {}, complaints) == "## A {#a} {% b %}"
    complaints.done()


def test_the_default_targets_are_those_of_the_lesson() -> None:
    assert Targets() == NUMBERS["targets"]
    assert (Targets().latency_s, Targets().throughput_rate, Targets().recall) == (0.1, 10, 0.9)
    assert (Targets().batch_throughput_rate, Targets().accuracy) == (1000, 0.95)


def test_queue_numbers_agree_with_values_worked_out_elsewhere() -> None:
    dynamic = NUMBERS["dynamic"]
    assert dynamic["flooded"]["take_all_s"] == pytest.approx(0.022908, abs=5e-7)
    assert dynamic["flooded"]["mean_batch"] == pytest.approx(4.3086, abs=5e-5)
    # M/D/1 by hand: ρ = 85 · 0.011 = 0.935, W = 0.011 · (1 + 0.935 / (2 · 0.065)).
    assert dynamic["busy"]["one_s"] == pytest.approx(0.011 * (1 + 0.935 / 0.13))


def test_backlog_and_wait_follow_from_the_two_rates() -> None:
    # 100 come and 1000/11 go each second for 600 s; a newcomer waits for all 60 000/11 at 11 ms each.
    assert NUMBERS["overload"]["backlog"] == pytest.approx(60_000 / 11)
    assert NUMBERS["overload"]["wait_s"] == pytest.approx(60)


def test_precision_under_drift_is_bayes_rule() -> None:
    caught, alarms = 0.05 * 400 / 450, 0.95 * 100 / 550
    assert NUMBERS["drift"]["precision"] == pytest.approx(caught / (caught + alarms))


def test_the_cheapest_threshold_makes_both_errors_cost_the_same() -> None:
    threshold, times = NUMBERS["cost"]["threshold"], NUMBERS["cost"]["miss_times"]
    assert threshold * times == pytest.approx(1 - threshold)


def test_one_call_for_many_shares_only_the_fixed_cost() -> None:
    call = NUMBERS["call"]
    assert call["batch_s"] == pytest.approx(0.010 + 64 * 0.001)
    assert call["more_texts"] == pytest.approx(call["batch_rate"] / call["alone_rate"])
