"""The bundled practice bank: clean, complete, as demanded, and its code does what its words say."""

from collections import Counter
from pathlib import Path

import pytest
from sklearn.pipeline import Pipeline

from core.experiment.presets import PRESETS
from core.learning.lint import lint_paths
from core.learning.question import SingleQuestion, option_named
from core.learning.schema import schema_text
from core.learning.snippet import can_run, run_option, run_stem
from core.text.catalogue import CATALOGUE
from tests.built_in import built_in, bundled_bank, bundled_lessons

PATH = Path("quizzes/practice.yaml")
SECTIONS = {address for lesson in bundled_lessons() for address in lesson.addresses}
BANK = bundled_bank("practice")
QUESTIONS = [question for question in BANK.pool("practice") if isinstance(question, SingleQuestion)]


@pytest.fixture(scope="module", params=CATALOGUE)
def model(request: pytest.FixtureRequest) -> Pipeline:
    """Each classifier that the app offers, trained as the app trains it."""
    return built_in(request.param).pipeline


def test_the_bundled_banks_have_no_findings() -> None:
    findings = lint_paths([Path("quizzes")], known_sections=SECTIONS, known_presets=set(PRESETS))
    assert [str(finding) for finding in findings] == []


def test_the_checked_in_schema_is_the_one_of_the_models() -> None:
    assert Path("quizzes/bank.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_first_line_names_the_schema() -> None:
    assert (
        PATH.read_text(encoding="utf-8").splitlines()[0]
        == "# yaml-language-server: $schema=./bank.schema.json"
    )


def test_there_are_five_questions_of_rising_difficulty() -> None:
    assert [question.difficulty for question in QUESTIONS] == ["easy", "easy", "medium", "medium", "hard"]
    assert len(BANK.questions) == 5


@pytest.mark.parametrize(
    ("question_id", "key", "words"),
    [
        ("bvr-001", "b", "many inputs together"),
        ("bvr-002", "d", "model.predict(texts)"),
        ("bvr-003", "a", "a label for each text, in order"),
        ("bvr-004", "c", "the string itself"),
        ("bvr-005", "b", "share the fixed cost"),
    ],
)
def test_each_question_has_the_key_that_is_right(question_id: str, key: str, words: str) -> None:
    question = BANK.question(question_id)
    assert isinstance(question, SingleQuestion)
    assert [option.id for option in question.options if option.correct] == [key]
    assert words in option_named(question, key).text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_question_is_complete(question: SingleQuestion) -> None:
    assert len(question.options) == 4
    assert [hint.level for hint in question.hints] == ["nudge", "principle", "step"]
    assert len(question.solution) >= 3 and len(question.common_mistakes) >= 3
    lengths = {option.correct: len(option.text) for option in question.options}
    assert lengths[True] < max(len(option.text) for option in question.options)


def test_every_belief_is_met_once_and_has_an_answer() -> None:
    used = Counter(
        option.misconception for question in QUESTIONS for option in question.options if not option.correct
    )
    assert used == Counter(misconception.id for misconception in BANK.misconceptions)
    assert set(used.values()) == {1}


def test_where_code_is_shown_the_stem_and_every_option_can_run() -> None:
    with_code = [question for question in QUESTIONS if question.code is not None]
    assert [question.id for question in with_code] == ["bvr-002", "bvr-003", "bvr-004"]
    for question in with_code:
        assert can_run(question) and all(option.code for option in question.options)
    (calls,) = [question for question in with_code if question.id == "bvr-002"]
    assert [option.text for option in calls.options] == [
        f"`{(option.code or '').strip()}`" for option in calls.options
    ]


@pytest.mark.parametrize(
    ("question_id", "option_id", "value_or_error"),
    [
        ("bvr-002", "a", "{'mode': 'batch'}"),
        ("bvr-002", "b", "ValueError"),
        ("bvr-002", "c", "Pipeline("),
        ("bvr-002", "d", "array(['spam', 'ok', 'spam', 'ok']"),
        ("bvr-003", "a", "True"),
        ("bvr-003", "b", "2"),
        ("bvr-003", "c", "array(['spam', 'ok']"),
        ("bvr-003", "d", "IndexError"),
        ("bvr-004", "a", "array(["),
        ("bvr-004", "b", "TypeError"),
        ("bvr-004", "c", "np.str_("),
        ("bvr-004", "d", "AttributeError"),
    ],
)
def test_an_option_run_gives_what_its_why_says(
    question_id: str, option_id: str, value_or_error: str, model: Pipeline
) -> None:
    question = BANK.question(question_id)
    assert isinstance(question, SingleQuestion)
    outcome = run_option(question, option_id, model)
    assert (outcome.value or outcome.error_type or "").startswith(value_or_error)
    if outcome.error_type and outcome.error_type != "AttributeError":
        assert outcome.error_type in option_named(question, option_id).why


def test_the_failing_call_fails_as_its_explanation_says(model: Pipeline) -> None:
    question = BANK.question("bvr-004")
    outcome = run_stem(question, model)
    assert outcome.error_type == "AttributeError" and outcome.error_message is not None
    assert outcome.error_message in question.explanation
    assert any("AttributeError" in step.because for step in question.solution)


def test_the_numbers_of_the_worked_solution_are_right() -> None:
    one_by_one_s = 10_000 * (2 + 0.05) / 1000
    batched_s = (20 * 2 + 10_000 * 0.05) / 1000
    done = [step.do for step in BANK.question("bvr-005").solution]
    assert any(f"= {one_by_one_s:g} s" in do for do in done)
    assert any(f"= {batched_s:g} s" in do for do in done)
