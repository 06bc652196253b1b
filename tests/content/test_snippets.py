"""The snippets of the Code way: each runs on the real classifier, and what comes out is just one of its choices."""

from pathlib import Path

import pytest

from core.learning.code_file import load_snippets
from core.learning.code_snippet import CodeSnippet
from core.learning.snippet import Outcome, run_snippet
from core.text import Trained
from tests.built_in import built_in

SNIPPETS = load_snippets(Path(__file__).parents[2] / "lessons" / "code")
# What comes out where the machine has no say in it.
CERTAIN = {
    "two-texts": "array",
    "bare-string": "error",
    "list-of-one": "array",
    "one-bad-text": "error",
    "empty-list": "error",
    "same-answers": "none",
    "probabilities": "three-two",
    "higher-threshold": "fewer",
}


@pytest.fixture(scope="module")
def trained() -> Trained:
    return built_in("tfidf-logreg")


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.id)
def test_what_really_comes_out_is_one_of_the_choices(snippet: CodeSnippet, trained: Trained) -> None:
    outcome = run_snippet(snippet, trained.pipeline, trained.held_out.texts[:64]).outcome
    true = [choice.id for choice in snippet.choices if choice.when is not None and choice.when.holds(outcome)]
    assert len(true) == 1, outcome
    assert true == [CERTAIN.get(snippet.id, true[0])]


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if s.id not in CERTAIN], ids=lambda s: s.id)
def test_whatever_a_clock_may_say_is_one_choice_and_no_more(snippet: CodeSnippet) -> None:
    for tenths in range(1, 1000):
        outcome = Outcome(value=str(tenths / 10), value_type="float")
        assert sum(one.when is not None and one.when.holds(outcome) for one in snippet.choices) == 1, tenths


def test_there_are_enough_and_what_comes_out_is_not_always_in_one_place() -> None:
    places = [[choice.id for choice in s.choices].index(CERTAIN[s.id]) for s in SNIPPETS if s.id in CERTAIN]
    assert len(SNIPPETS) >= 8
    assert max(map(places.count, places)) <= len(places) / 2
