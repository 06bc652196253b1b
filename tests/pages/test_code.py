"""The Code way: predict, run on the real classifier, see what came, and find it again after a refresh."""

from collections.abc import Callable

from conftest import LEARNER
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.learning.store import Store
from pages.parts import cached


def _answer(at: AppTest, snippet: str, choice: str | None) -> AppTest:
    if choice is not None:
        at.radio(key=f"code_choice_{snippet}").set_value(choice)
    return at.button(key=f"code_commit_{snippet}").click().run()


def test_nothing_comes_back_before_a_choice_is_committed(open_page: Callable[..., AppTest]) -> None:
    at = open_page("snippets")
    first = cached.snippets()[0]
    assert first.why not in words_of(at)

    at = _answer(at, first.id, None)
    assert "Choose what you expect first." in words_of(at)
    assert first.why not in words_of(at) and "LIVE" not in words_of(at)


def test_a_wrong_prediction_is_kept_and_what_really_came_is_shown(
    open_page: Callable[..., AppTest], store: Store
) -> None:
    at = _answer(open_page("snippets", snippet="bare-string"), "bare-string", "label")
    words = words_of(at)
    assert not at.exception
    assert "Not what you expected" in words and "It was: **An error**" in words
    assert "LIVE" in words and "**ValueError**" in words and "ms for all of it" in words
    assert [event.event.kind for event in store.events(LEARNER)] == ["snippet_run"]

    # A refresh: the prediction stands, the run can be had again, and it is not predicted twice.
    at = open_page("snippets", snippet="bare-string")
    assert "You said: **The label of this text**" in words_of(at)
    at.button(key="code_again_bare-string").click().run()
    assert "**ValueError**" in words_of(at)
    assert len(store.events(LEARNER)) == 1
    assert "| One bare string | The label of this text | An error | not what you expected |" in words_of(
        open_page("progress")
    )


def test_the_page_goes_on_with_the_first_snippet_not_run(open_page: Callable[..., AppTest]) -> None:
    at = _answer(open_page("snippets"), "two-texts", "array")
    assert "As you said" in words_of(at) and "Next: one bare string" in [
        link.label for link in at.get("page_link")
    ]
    at = open_page("snippets")
    assert [header.value for header in at.header] == ["2. One bare string"]
    assert "1 of 14 snippets run" in words_of(at)
