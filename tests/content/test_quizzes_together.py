"""All bundled banks as the engine uses them: every question can be answered, three fresh tests can be drawn, all counts hold."""

from collections import Counter

import pytest

from core.learning.events import TestAnswered
from core.learning.exam import answer, exams, open_exam
from core.learning.exam_draw import draw_test
from core.learning.grading import Attempt, shuffled_items, shuffled_options
from core.learning.library import Placed
from core.learning.predict import simulated
from core.learning.question import Question
from core.learning.variants import all_draws, variant
from core.serving import LinearCost
from tests.built_in import bundled_library
from tests.question_samples import START, add

LIBRARY = bundled_library()
ALL = LIBRARY.placed()
# What servers measure for the built-in classifiers, from the quickest to a slow one: (fixed, per text) in seconds.
COSTS = [LinearCost(fixed_s=0.0004, per_item_s=0.00002), LinearCost(fixed_s=0.010, per_item_s=0.0005)]


def right_answer(question: Question) -> tuple[str, ...]:
    match question.kind:
        case "single" | "multi":
            return tuple(option.id for option in question.options if option.correct)
        case "order":
            return tuple(item.id for item in question.items)
        case "number":
            return (f"{question.key:.6g} {question.unit}",)
        case "predict":
            return ("12",)


def test_there_are_enough_questions_objectives_and_drawn_numbers() -> None:
    assert len(ALL) >= 60
    assert len(LIBRARY.objectives_of("test")) >= 8
    assert sum(bool(placed.question.params) for placed in ALL) >= 15
    assert set(Counter(placed.question.kind for placed in ALL)) == {
        "single",
        "multi",
        "number",
        "order",
        "predict",
    }


@pytest.mark.parametrize("placed", ALL, ids=lambda placed: placed.question.id)
def test_a_question_is_answered_right_in_its_variants_and_its_known_mistakes_are_told(placed: Placed) -> None:
    for seed in range(4):
        question = variant(placed.question, seed)
        made = Attempt(question=question).answer(right_answer(question)).measure(12.0)
        assert made.score == 1.0 and made.feedback is not None and made.feedback.verdict == "right"
        for mistake in question.feedback if question.kind == "number" else ():
            told = Attempt(question=question).answer([f"{mistake.number:.9g}"]).feedback
            alike = {
                other.why for other in question.feedback if other.number == pytest.approx(mistake.number)
            }
            assert told is not None and told.words in alike
        if question.kind == "order":
            assert shuffled_items(question, seed) != question.items
        if question.kind in ("single", "multi"):
            assert set(shuffled_options(question, seed)) == set(question.options)


@pytest.mark.parametrize(
    "placed", [p for p in ALL if p.question.params], ids=lambda placed: placed.question.id
)
def test_drawn_numbers_make_different_questions(placed: Placed) -> None:
    draws = len(list(all_draws(placed.question)))
    texts = {variant(placed.question, seed).model_dump_json() for seed in range(60)}
    assert len(texts) >= min(draws, 8)


@pytest.mark.parametrize("cost", COSTS, ids=["quick", "slow"])
@pytest.mark.parametrize(
    "placed", [p for p in ALL if p.question.kind == "predict"], ids=lambda placed: placed.question.id
)
def test_a_prediction_has_a_key_on_a_quick_server_and_on_a_slow_one(placed: Placed, cost: LinearCost) -> None:
    assert simulated(placed.question, cost) > 0


def test_three_tests_are_drawn_without_a_question_coming_twice() -> None:
    records = []
    for number in range(3):
        add(records, [draw_test(LIBRARY, records, number)], start=None if records else START)
        while (exam := open_exam(records, LIBRARY)) is not None and exam.current is not None:
            add(records, [answer(exam, exam.current.place, right_answer(exam.current.question))])
    asked = [record.event.question for record in records if isinstance(record.event, TestAnswered)]
    assert len(asked) == 30 == len(set(asked))
    assert [exam.level for exam in exams(records, LIBRARY)] == ["strong"] * 3
    for exam in exams(records, LIBRARY):
        objectives = Counter(item.question.objective for item in exam.items[:10])
        assert max(objectives.values()) <= 3
