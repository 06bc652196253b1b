"""Simulated learners of known skill take the ten-question test: they pass as often as the verdict says they do."""

import numpy as np
import pytest
from scipy.stats import binomtest

from core.learning.exam import answer, exams, open_exam
from core.learning.exam_draw import draw_test
from core.learning.exam_rates import ACCURACIES, rate
from core.learning.exam_rule import ITEMS, QUOTA, RESERVE, Level, Marked, lasting_level, level_of
from core.learning.grading_answers import guess_rate
from core.learning.skill import SLIP, Outcome, skill
from tests.question_samples import START, add, library

LEARNERS = 10_000
DIFFICULTIES = [*(name for name, count in QUOTA["full"].items() for _ in range(count)), *RESERVE]
# So wide that a right program fails one run in 10,000.
CONFIDENCE = 0.9999


def holds(passed: int, of: int, share: float) -> bool:
    """Whether the share lies in the binomial interval of what was counted."""
    interval = binomtest(passed, of).proportion_ci(CONFIDENCE, "exact")
    return bool(interval.low <= share <= interval.high)


def takes_the_test(right: list[bool]) -> tuple[Level, Level]:
    """The level after ten items, and the one after as many further ones as the test asks for."""
    marked = [Marked(right=ok, difficulty=name) for ok, name in zip(right, DIFFICULTIES, strict=True)]
    ten = level_of(marked[:ITEMS])
    level, asked = ten, ITEMS
    while level == "unsettled" and asked < len(marked):
        asked += 1
        level = level_of(marked[:asked])
    return ten, level


@pytest.mark.parametrize("accuracy", [*ACCURACIES, 0.80])
def test_ten_thousand_learners_pass_as_often_as_printed(accuracy: float) -> None:
    rng = np.random.default_rng(round(1000 * accuracy))
    answers = rng.random((LEARNERS, len(DIFFICULTIES))) < accuracy
    levels = [takes_the_test(row) for row in answers.tolist()]
    said = rate(accuracy)
    assert holds(sum(ten == "strong" for ten, _ in levels), LEARNERS, said.ten)
    assert holds(sum(last == "strong" for _, last in levels), LEARNERS, said.with_more)
    assert {last for _, last in levels} == {"strong", "not yet"}


@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_ten_thousand_learners_pass_the_check_as_often_as_printed(accuracy: float) -> None:
    rng = np.random.default_rng(round(1000 * accuracy) + 1)
    answers = (rng.random((LEARNERS, 5)) < accuracy).tolist()
    held = [lasting_level([Marked(right=ok, difficulty="easy") for ok in row]) == "held" for row in answers]
    assert holds(sum(held), LEARNERS, rate(accuracy).held)


def test_learners_who_go_through_the_whole_engine_pass_as_often_too() -> None:
    """Skill 0.9: they know 90 % of the items, guess at the rest, and slip now and then."""
    source, skilled, learners = library(each=2), 0.9, 80
    rng = np.random.default_rng(7)
    strong = 0
    for learner in range(learners):
        records = add([], [draw_test(source, [], learner)], start=START)
        while (exam := open_exam(records, source)) is not None and exam.current is not None:
            question = exam.current.question
            guess = guess_rate(question)
            is_right = rng.random() < guess + (1 - guess - SLIP) * skilled
            assert question.kind == "single"
            chosen = next(option.id for option in question.options if option.correct == is_right)
            add(records, [answer(exam, exam.current.place, [chosen])])
        strong += exams(records, source)[0].level == "strong"
    accuracy = 0.25 + (1 - 0.25 - SLIP) * skilled
    assert holds(strong, learners, rate(accuracy).with_more)


def test_the_interval_of_a_skill_holds_the_truth_as_often_as_it_says() -> None:
    """Learners of every skill, as the uniform prior has them: 90 % of the intervals hold their own."""
    rng = np.random.default_rng(11)
    learners, items, guess = 1500, 8, 0.25
    held = 0
    for truth in rng.random(learners):
        right = rng.random(items) < guess + (1 - guess - SLIP) * truth
        found = skill([Outcome(right=bool(ok), guess=guess) for ok in right])
        held += found.low <= truth <= found.high
    assert holds(held, learners, 0.90)
