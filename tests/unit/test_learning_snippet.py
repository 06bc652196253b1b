"""Snippets run against a real scikit-learn pipeline and report what really happened."""

from pathlib import Path

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from core.base import InvalidInput
from core.learning.question import Code, Option, SingleQuestion
from core.learning.snippet import MAX_CHARS, Outcome, can_run, run_option, run_stem

SPAM = ["win a free watch", "free cash prize", "win cash now"]
GENUINE = ["my parcel is late", "the rake came bent", "where is my order"]


@pytest.fixture(scope="module")
def model() -> Pipeline:
    pipeline = make_pipeline(TfidfVectorizer(), LogisticRegression())
    return pipeline.fit(SPAM + GENUINE, ["spam"] * 3 + ["genuine"] * 3)


def question(code: str, stem: str | None = None, *, runnable: bool = True) -> SingleQuestion:
    return SingleQuestion(
        kind="single", id="s", rev=1, pool="practice", objective="aim", difficulty="easy",
        stem="S", quick_check="Q", explanation="E",
        code=None if stem is None else Code(lang="python", text=stem, runnable=runnable),
        options=(
            Option(id="a", text="A", why="W", correct=True, code=code),
            Option(id="b", text="B", why="W"),
        ),
    )  # fmt: skip


def run(code: str, model: Pipeline, stem: str | None = None) -> Outcome:
    return run_option(question(code, stem), "a", model)


def test_a_list_of_texts_gives_an_array_of_labels(model: Pipeline) -> None:
    outcome = run('model.predict(["free cash", "my order"])', model)
    assert outcome == Outcome(value="array(['spam', 'genuine'], dtype='<U7')", value_type="ndarray")


def test_one_bare_string_raises_what_scikit_learn_raises(model: Pipeline) -> None:
    with pytest.raises(ValueError, match="Iterable over raw text") as real:
        model.predict("free cash")
    outcome = run('model.predict("free cash")', model)
    assert (outcome.error_type, outcome.error_message) == ("ValueError", str(real.value))
    assert outcome.value is None and outcome.value_type is None


def test_statements_run_first_and_print_is_collected(model: Pipeline) -> None:
    outcome = run('x = 2\nprint("x", x, sep="=")\nx + 1', model)
    assert outcome == Outcome(value="3", value_type="int", printed="x=2\n")


def test_what_was_printed_before_an_exception_is_kept(model: Pipeline) -> None:
    outcome = run('print("before")\n1 / 0\nprint("after")', model)
    assert outcome == Outcome(
        error_type="ZeroDivisionError", error_message="division by zero", printed="before\n"
    )


def test_code_without_a_last_expression_has_no_value_and_none_is_a_value(model: Pipeline) -> None:
    assert run("x = 2", model) == Outcome()
    assert run("None", model) == Outcome(value="None", value_type="NoneType")


def test_code_that_does_not_parse_is_a_syntax_error(model: Pipeline) -> None:
    assert run("model.predict(", model).error_type == "SyntaxError"


def test_training_in_a_snippet_leaves_the_shared_model_alone(model: Pipeline) -> None:
    before = list(model.predict(SPAM))
    outcome = run(f'model.fit({SPAM + GENUINE}, ["x"] * 3 + ["y"] * 3)\nmodel.predict(["win cash"])', model)
    assert outcome.value == "array(['x'], dtype='<U1')"
    assert list(model.predict(SPAM)) == before == ["spam"] * 3


def test_each_run_starts_in_a_fresh_namespace(model: Pipeline) -> None:
    run("left_over = 1", model)
    assert run("left_over", model).error_type == "NameError"


def test_what_comes_back_is_bounded(model: Pipeline) -> None:
    outcome = run('print("y" * 10_000)\n"x" * 10_000', model)
    assert outcome.value is not None and len(outcome.value) == MAX_CHARS and outcome.value.endswith("…")
    assert len(outcome.printed) == MAX_CHARS


def test_an_option_runs_after_the_stem_without_its_last_expression(model: Pipeline) -> None:
    stem = 'def double(x):\n    return 2 * x\n\ndouble(["a"]) + 1'
    assert run("double(4)", model, stem).value == "8"
    assert run_stem(question("1", stem), model).error_type == "TypeError"


def test_code_that_is_only_shown_never_runs(model: Pipeline) -> None:
    shown = question("x", "x = 1", runnable=False)
    assert not can_run(shown)
    assert run_option(shown, "a", model).error_type == "NameError"
    with pytest.raises(InvalidInput, match="question s: has no code to run"):
        run_stem(shown, model)


def test_an_unknown_option_or_one_without_code_is_refused(model: Pipeline) -> None:
    with pytest.raises(InvalidInput, match="option b of question s: has no code to run"):
        run_option(question("1"), "b", model)
    with pytest.raises(InvalidInput, match="option: 'model' is unknown"):
        run_option(question("1"), "model", model)


def test_the_first_line_says_that_only_bundled_text_is_executed() -> None:
    first = Path("core/learning/snippet.py").read_text().splitlines()[0]
    assert "only text from the bundled banks, never anything that a visitor supplies" in first
