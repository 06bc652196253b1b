"""Grading kind by kind: numbers, orders and predictions; the rules of practice and those of a test."""

import math

import pytest

from core.base import InvalidInput
from core.learning.grading import Attempt, Event, shuffled_items
from core.learning.grading_answers import guess_rate, known_mistake
from core.learning.question import KnownMistake
from tests.question_samples import HINTS, multi, number, order, predict, single


def attempt(question, *answers, rules="practice"):
    made = Attempt(question=question, rules=rules)
    for answer in answers:
        made = made.answer(answer)
    return made


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("444.4", True), ("444", True), ("444,4", True), ("466", True), ("467", False), ("422.2", True), ("422", False),
        ("450 texts per second", True), ("450 texts/s", True), ("450 per second", True), ("4.444e2", True), ("-444", False),
    ],
)  # fmt: skip
def test_a_number_is_right_within_its_tolerance_however_it_is_typed(typed, right):
    made = attempt(number(), [typed])
    assert made.correct is right and made.done is right


def test_the_edge_of_a_tolerance_is_still_right():
    assert attempt(number(answer=0.3, rel_tol=None, abs_tol=0.1), ["0.2"]).correct
    assert attempt(number(answer=0.3, rel_tol=None, abs_tol=0.1), ["0.4"]).correct
    assert not attempt(number(answer=0.3, rel_tol=None, abs_tol=0.1), ["0.41"]).correct
    assert attempt(number(answer=-10, rel_tol=0.1, unit=""), ["-11"]).correct


def test_a_number_is_tried_until_it_is_right_and_each_try_costs_a_third():
    made = attempt(number(), ["1"], ["55.6"], ["444"])
    assert made.tries == 3 and made.score == pytest.approx(1 / 3)
    assert attempt(number(), ["1"], ["1 "]).tries == 1  # the same again is no further try


def test_a_known_wrong_number_is_told_what_it_is_and_what_belief_is_behind_it():
    feedback = attempt(number(), ["56"]).feedback
    assert feedback is not None
    assert (feedback.verdict, feedback.words, feedback.misconceptions) == (
        "wrong",
        "Count the texts.",
        ("myth",),
    )
    assert attempt(number(), ["0.44"]).feedback.words == "That is per millisecond."
    other = attempt(number(), ["100"]).feedback
    assert other.misconceptions == () and "444" not in other.words
    assert "444.4 texts per second" in attempt(number(), ["444"]).feedback.words


def test_of_two_known_mistakes_the_nearer_one_is_meant():
    near, far = KnownMistake(value=100, why="near"), KnownMistake(value=104, why="far")
    assert known_mistake(number(feedback=(far, near)), 101.0) is near


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "nothing is not a number"),
        ("many", "“many” is not a number"),
        ("12 ms", "asked for in texts per second, not in “ms”"),
        ("1.2.3", "can be read in two ways"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("1e999", "is not a number|is too large"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_words_and_is_no_try(typed, words):
    made = Attempt(question=number())
    with pytest.raises(InvalidInput, match=words):
        made.answer([typed])
    with pytest.raises(InvalidInput):
        made.answer([])
    with pytest.raises(InvalidInput):
        made.answer(["1", "2"])


@pytest.mark.parametrize(
    ("given", "score"),
    [("wxyz", 1.0), ("wxzy", 2 / 3), ("xwzy", 1 / 3), ("zyxw", 0.0), ("wzyx", 0.0), ("wyxz", 2 / 3)],
)
def test_an_order_earns_kendalls_tau_and_full_marks_only_when_exact(given, score):
    made = attempt(order(), given)
    assert made.done and made.tries == 1 and made.correct is (score == 1.0)
    assert made.score == pytest.approx(score)
    assert made.feedback.verdict == ("right" if score == 1 else "partly right" if score else "wrong")


def test_an_order_says_how_many_stand_in_their_place():
    assert attempt(order(), "wxzy").feedback.words == "2 of 4 stand in their place."


@pytest.mark.parametrize("given", ["wxy", "wxyy", "wxyzz", "", "abcd"])
def test_an_order_must_hold_every_item_once(given):
    with pytest.raises(InvalidInput, match="every item once"):
        Attempt(question=order()).answer(given)


def test_items_are_shown_in_an_order_that_is_never_the_right_one():
    shown = {tuple(item.id for item in shuffled_items(order(), seed)) for seed in range(300)}
    assert len(shown) == 23 and tuple("wxyz") not in shown
    assert shuffled_items(order(), 5) == shuffled_items(order(), 5)


def test_a_guess_is_locked_before_the_run_and_judged_after_it():
    locked = attempt(predict(), ["30 ms"])
    assert locked.locked and not locked.done and locked.score is None
    assert locked.feedback.verdict == "waiting" and locked.feedback.words == ""
    assert locked.answer(["50"]) is locked and locked.reveal() is locked
    right, wrong = locked.measure(25.0), locked.measure(20.0)
    assert right.done and right.correct and right.score == 1.0
    assert wrong.done and not wrong.correct and wrong.score == 0.0
    assert wrong.feedback.words == "You said 30 ms; the run gave 20 ms."
    assert wrong.measure(30.0) is wrong


def test_a_run_before_the_guess_changes_nothing():
    fresh = Attempt(question=predict())
    assert fresh.measure(25.0) is fresh
    assert attempt(single(), "a").measure(25.0).measured is None
    with pytest.raises(InvalidInput):
        attempt(predict(), ["30"]).measure(math.nan)


def test_a_prediction_is_replayed_from_its_guess_and_its_run():
    guess = Event(kind="answer", at_s=0, chosen=("30",))
    run = Event(kind="measured", at_s=1, measured=25.0)
    assert Attempt.replay(predict(), [guess, run]).score == 1.0
    assert Attempt.replay(predict(), [guess, guess, run, run]).score == 1.0
    assert not Attempt.replay(predict(), [run, guess]).done


@pytest.mark.parametrize("question", [single(hints=HINTS), multi(hints=HINTS), number(), order(hints=HINTS)])
def test_a_test_takes_one_answer_and_gives_neither_hints_nor_solutions(question):
    fresh = Attempt(question=question, rules="test")
    assert not fresh.hint_ready(1e9) and fresh.open_hint(at_s=1e9) is fresh and fresh.reveal() is fresh
    wrong = {"single": "b", "multi": "c", "number": ["1"], "order": "zyxw"}[question.kind]
    right = {"single": "a", "multi": "ab", "number": ["444"], "order": "wxyz"}[question.kind]
    locked = fresh.answer(wrong)
    assert locked.locked and locked.done and not locked.correct and locked.score == 0.0
    assert locked.answer(right) is locked
    assert fresh.answer(right).correct


@pytest.mark.parametrize(
    ("question", "chance"),
    [(single(), 1 / 4), (multi(), 1 / 15), (order(), 1 / 24), (number(), 0.0), (predict(), 0.0)],
)
def test_the_chance_of_guessing_right(question, chance):
    assert guess_rate(question) == pytest.approx(chance)
