"""The banks on modes, dynamic batching, its cost and choosing: clean, complete, and their code does as they say."""

import re
from collections import Counter
from typing import Any

import pytest
from banks_on_modes import BANKS, DRAWN, NAMES, QUESTIONS
from sklearn.pipeline import Pipeline

from core.learning import calculations_cost, calculations_load, calculations_modes, calculations_quality
from core.learning.calculations import CALCULATIONS
from core.learning.question import (
    Question,
    SingleQuestion,
)
from core.learning.snippet import run_option, run_stem
from core.learning.variants import variant
from core.text.catalogue import CATALOGUE
from tests.built_in import built_in


def test_there_are_enough_of_every_kind_and_difficulty() -> None:
    kinds = Counter(q.kind for q in QUESTIONS.values())
    test = Counter(q.difficulty for q in QUESTIONS.values() if q.pool == "test")

    assert len(QUESTIONS) >= 38 and len(DRAWN) >= 9
    assert kinds["multi"] >= 4 and kinds["number"] >= 8 and kinds["order"] >= 3 and kinds["predict"] >= 3
    assert kinds["single"] > len(QUESTIONS) / 2
    assert test["easy"] >= 5 and test["medium"] >= 7 and test["hard"] >= 5


@pytest.mark.parametrize("name", NAMES)
def test_each_bank_can_fill_a_test_and_a_review_and_each_objective_too(name: str) -> None:
    pools = Counter(q.pool for q in BANKS[name].questions)
    by_objective = Counter((q.objective, q.pool) for q in BANKS[name].questions)

    assert pools["test"] >= 5 and pools["review"] >= 4
    assert 1 <= len(BANKS[name].objectives) <= 2
    for objective in BANKS[name].objectives:
        assert by_objective[objective.id, "test"] >= 2
        assert by_objective[objective.id, "review"] >= 2


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_question_is_complete(question: Question) -> None:
    levels = [hint.level for hint in question.hints]
    assert levels == ([] if question.pool == "test" else ["nudge", "principle", "step"])
    assert len(question.solution) >= 2 and len(question.common_mistakes) >= 2
    concrete = variant(question, seed=1)
    if isinstance(concrete, SingleQuestion):
        assert len(concrete.options) == 4
        (key,) = [len(option.text) for option in concrete.options if option.correct]
        others = [len(option.text) for option in concrete.options if not option.correct]
        assert max(others) < 1.4 * min(others) and key < 1.25 * min(others)


def test_keys_are_not_to_be_guessed_from_length_or_place() -> None:
    singles = [q for q in QUESTIONS.values() if isinstance(q, SingleQuestion)]
    places = Counter(next(i for i, o in enumerate(q.options) if o.correct) for q in singles)
    longest = sum(
        all(len(o.text) < len(key.text) for o in q.options if o is not key)
        for q in singles
        for key in q.options
        if key.correct
    )
    assert max(places.values()) <= 0.35 * len(singles)
    assert longest <= 0.30 * len(singles)


def test_tables_fit_on_a_phone() -> None:
    for question in QUESTIONS.values():
        code = variant(question, seed=1).code
        if code is not None and code.lang == "text":
            assert max(map(len, code.text.splitlines())) <= 38


def test_no_two_questions_begin_alike() -> None:
    begins = Counter(" ".join(re.findall(r"\w+", q.stem)[:5]) for q in QUESTIONS.values())
    assert max(begins.values()) == 1
    assert len({q.stem for q in QUESTIONS.values()}) == len(QUESTIONS)


def test_no_calculation_takes_the_name_of_another() -> None:
    parts = (calculations_cost, calculations_load, calculations_modes, calculations_quality)
    names = Counter(name for part in parts for name in part.CALCULATIONS)
    assert max(names.values()) == 1
    assert set(names) <= set(CALCULATIONS)


# Code: what the app runs is what the words say


@pytest.fixture(scope="module", params=CATALOGUE)
def model(request: pytest.FixtureRequest) -> Pipeline:
    """Each classifier that the app offers, trained as the app trains it."""
    return built_in(request.param).pipeline


def _run(question_id: str, option_id: str, model: Pipeline) -> Any:
    question = QUESTIONS[question_id]
    assert isinstance(question, SingleQuestion)
    outcome = run_option(question, option_id, model)
    assert outcome.error_type is None
    return outcome.value


def test_the_loop_gives_the_labels_of_one_call(model: Pipeline) -> None:
    assert _run("mod-003", "a", model) == "[1, 1, 1]"
    assert _run("mod-003", "b", model) == "True"
    assert _run("mod-003", "c", model).startswith("array([")
    assert _run("mod-003", "d", model) == "True"
    assert run_stem(QUESTIONS["mod-003"], model).error_type is None


def test_the_labels_are_right_and_the_pairs_are_not(model: Pipeline) -> None:
    wrong = run_stem(QUESTIONS["mod-011"], model).value
    assert wrong is not None and wrong.count("(") >= 3
    assert "('My parcel is late', " in wrong and wrong.rstrip("])").endswith("'spam'")
    assert "prize" not in wrong
    right = _run("mod-011", "a", model)
    assert right.count("'spam'") == 1 and "prize', " in right and right.rstrip("])").endswith("'spam'")
    assert _run("mod-011", "b", model) == "True"
    assert _run("mod-011", "d", model) == "True"
    apart = _run("mod-011", "c", model)
    assert "'My parcel is late', 'ok'" in apart.replace("np.str_(", "").replace(")", "")
