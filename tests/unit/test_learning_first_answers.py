"""First answers, mastery and calibration: what counts, once, and what is concluded from it."""

import random

import pytest

from core.learning.calibration import CONFIDENT, LEVELS, calibration, level_of
from core.learning.events import (
    AnswerGiven,
    HintOpened,
    PracticeRestarted,
    SolutionShown,
    TestAnswered,
)
from core.learning.first_answers import first_answers
from core.learning.mastery import NEWEST, mastery
from tests.question_samples import book, library, number

SPOT = {"bank": "one", "question": "r-easy-0", "rev": 1}


def given(correct, *, tries=1, **other):
    return AnswerGiven(**{**SPOT, **other}, answer=("a" if correct else "b",), correct=correct, tries=tries)


def in_test(correct, place, **other):
    facts = {**SPOT, "test": "test-1", "seed": place, "certainty": None, **other}
    return TestAnswered(**facts, place=place, answer=("a",), correct=correct)


def found(*events):
    return [(first.correct, first.where, first.seed) for first in first_answers(book(*events))]


def test_only_the_first_try_at_a_presentation_counts():
    assert found(given(False, seed=1), given(True, tries=2, seed=1), given(True, seed=2)) == [
        (False, "practice", 1),
        (True, "practice", 2),
    ]


def test_an_answer_after_the_solution_was_shown_is_no_first_answer():
    assert found(SolutionShown(**SPOT, seed=1), given(True, seed=1)) == []


def test_on_the_practice_page_each_round_has_a_first_answer():
    events = [given(False), given(True, tries=2), PracticeRestarted(bank="one"), given(True)]
    assert found(*events) == [(False, "practice", None), (True, "practice", None)]
    events[2] = PracticeRestarted(bank="two")
    assert len(found(*events)) == 1


def test_a_fresh_start_leaves_presentations_with_a_seed_alone():
    assert len(found(given(False, seed=1), PracticeRestarted(bank="one"), given(True, seed=1))) == 1


def test_in_a_test_the_first_stored_answer_of_each_place_counts():
    assert found(in_test(False, 1), in_test(True, 1), in_test(True, 2)) == [
        (False, "test", 1),
        (True, "test", 2),
    ]
    assert len(found(in_test(True, 1), in_test(True, 1, test="test-2"))) == 2


def test_the_order_of_arrival_does_not_matter():
    records = book(*(given(n % 2 == 0, seed=n) for n in range(9)), in_test(True, 1))
    assert first_answers(random.Random(1).sample(records, 10)) == first_answers(records)


def test_a_first_answer_keeps_its_certainty_and_the_hints_before_it():
    (first,) = first_answers(
        book(HintOpened(**SPOT, seed=1, level=1), given(True, seed=1, hints=1, certainty=0.9))
    )
    assert (first.hints, first.certainty, first.spot) == (1, 0.9, ("one", "r-easy-0"))


def of(objective, events, source=None):
    firsts = first_answers(book(*events))
    return next(m for m in mastery(firsts, source or library()) if m.objective.id == objective)


def test_every_objective_has_a_mastery_and_an_untouched_one_is_untested():
    all_of_them = mastery((), library())
    assert [(m.objective.id, m.level, m.answered) for m in all_of_them] == [
        (f"aim-{n}", "untested", 0) for n in range(3)
    ]
    assert all_of_them[0].skill.mean == pytest.approx(0.5)


def test_mastery_counts_the_newest_answer_to_each_question_without_hints():
    events = [
        given(False, seed=1),
        given(True, seed=2),
        given(True, seed=3, hints=1),
        given(False, seed=4, question="r-hard-0"),
        given(True, seed=5, question="t-easy-0", rev=2),
        given(True, seed=6, question="gone"),
    ]
    found = of("aim-0", events)
    assert (found.answered, found.right) == (2, 1)
    assert of("aim-1", events).answered == 0


def test_mastery_takes_answers_in_tests_and_in_practice_alike():
    events = [in_test(True, n, question=f"t-easy-{3 * n}") for n in (1, 2)] + [given(True, seed=9)]
    found = of("aim-0", events)
    assert (found.answered, found.right) == (3, 3) and found.skill.mean > 0.6


@pytest.mark.parametrize(("wrong", "level"), [(0, "strong"), (2, "unsettled"), (8, "not yet")])
def test_the_level_follows_the_evidence(wrong, level):
    names = [f"t-medium-{n}" for n in range(12) if n % 3 == 0] + [
        f"t-easy-{n}" for n in range(9) if n % 3 == 0
    ]
    names += [f"t-hard-{n}" for n in range(9) if n % 3 == 0]
    events = [given(place >= wrong, seed=place, question=name) for place, name in enumerate(names)]
    assert len(events) == 10
    assert of("aim-0", events).level == level


def test_only_the_newest_dozen_questions_of_an_objective_count():
    source = library(each=6)
    names = [q.id for p in source.placed("test") if (q := p.question).objective == "aim-0"]
    assert len(names) > NEWEST
    events = [
        given(place >= len(names) - NEWEST, seed=place, question=name) for place, name in enumerate(names)
    ]
    found = of("aim-0", events, source)
    assert (found.answered, found.right, found.level) == (NEWEST, NEWEST, "strong")


def test_a_right_number_is_better_evidence_than_a_right_option():
    source = library(number("n"))
    numbers = of("aim-0", [given(True, seed=1, question="n")], source)
    options = of("aim-0", [given(True, seed=1)], source)
    assert numbers.skill.mean > options.skill.mean


def sure(correct, certainty, seed):
    return given(correct, seed=seed, certainty=certainty)


def test_points_pay_best_where_one_says_what_one_believes():
    low, middle, high = LEVELS
    for belief in (0.3, 0.6, 0.7, 0.78, 0.85, 0.99):
        pays = {level.name: level.right * belief + level.wrong * (1 - belief) for level in LEVELS}
        assert max(pays, key=pays.__getitem__) == level_of(belief).name
    for one, other, even in ((low, middle, 2 / 3), (middle, high, 0.8)):
        gain = [level.right * even + level.wrong * (1 - even) for level in (one, other)]
        assert gain[0] == pytest.approx(gain[1])
    assert [level_of(level.probability) for level in LEVELS] == list(LEVELS)
    assert CONFIDENT == 0.8


def test_calibration_counts_levels_points_and_brier():
    events = [
        sure(True, 0.9, 1),
        sure(False, 0.9, 2),
        sure(True, 0.5, 3),
        sure(False, 0.73, 4),
        given(True, seed=5),
    ]
    said = calibration(first_answers(book(*events)))
    assert said.n == 4
    assert said.brier == pytest.approx((0.01 + 0.81 + 0.25 + 0.73**2) / 4)
    assert said.points == 3 - 6 + 1 - 2
    assert [(level.level.name, level.n, level.right) for level in said.levels] == [
        ("low", 1, 1),
        ("middle", 1, 0),
        ("high", 2, 1),
    ]
    high = said.levels[2]
    assert high.low < high.share == 0.5 < high.high
    assert (said.levels[0].high, said.levels[1].low) == (1.0, 0.0)


def test_confident_errors_are_newest_first():
    events = [sure(False, 0.9, 1), sure(False, 0.5, 2), sure(False, 0.8, 3), sure(True, 0.9, 4)]
    assert [first.seed for first in calibration(first_answers(book(*events))).confident_errors] == [3, 1]


def test_nothing_said_is_nothing_concluded():
    said = calibration(first_answers(book(given(True, seed=1))))
    assert (said.n, said.brier, said.points, said.confident_errors) == (0, None, 0, ())
    assert {level.share for level in said.levels} == {None}
