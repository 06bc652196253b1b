"""The review page: what is due, answered by a press, graded, and said when it comes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import LEARNER, NOW
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.learning.events import AnswerGiven, ReviewRated, SolutionShown
from core.learning.question import SingleQuestion
from core.learning.review import cards
from core.learning.store import Store
from pages.parts import cached

OpenPage = Callable[..., AppTest]


@pytest.fixture
def missed(store: Store) -> SingleQuestion:
    """The first practice question, answered wrongly two days ago."""
    question = cached.bank("practice").pool("practice")[0]
    assert isinstance(question, SingleQuestion)
    wrong = next(option.id for option in question.options if not option.correct)
    event = AnswerGiven(
        bank="practice",
        question=question.id,
        rev=question.rev,
        answer=(wrong,),
        correct=False,
        tries=1,
        certainty=0.9,
    )
    store.append(LEARNER, event, at=NOW - timedelta(days=2))
    return question


def _press(at: AppTest, words: str) -> AppTest:
    return next(button for button in at.button if words in button.label).click().run()


def _option(question: SingleQuestion, correct: bool) -> str:
    return next(option.text for option in question.options if option.correct is correct)


def _events(store: Store, kind: type) -> list:
    return [record.event for record in store.events(LEARNER) if isinstance(record.event, kind)]


def test_somebody_new_is_told_how_cards_come_to_be(open_page: OpenPage) -> None:
    at = open_page("review")
    assert not at.exception
    assert "Nothing to review yet" in words_of(at)
    assert [button.key for button in at.button] == ["review_practise"]


def test_a_confident_error_is_first_and_says_why_it_is_there(
    open_page: OpenPage, missed: SingleQuestion
) -> None:
    at = open_page("review")
    assert missed.stem in words_of(at)
    assert "Last time wrong though you were sure, seen 2 days ago" in words_of(at)
    assert not any(option.why in words_of(at) for option in missed.options)


def test_a_right_first_answer_earns_good_and_enter_goes_on(
    open_page: OpenPage, missed: SingleQuestion, store: Store
) -> None:
    at = _press(open_page("review"), _option(missed, True))
    assert at.subheader[0].value == "Right"
    grades = [button for button in at.button if button.key.startswith("review_grade_")]
    assert [button.label.split(" ·")[0] for button in grades] == [
        "**1** Again",
        "**2** Hard",
        "**3** Good",
        "**4** Easy",
    ]
    at = _press(at, "Good")
    assert "1 question done today." in words_of(at)
    assert _events(store, ReviewRated) == []
    (card,) = cards(store.events(LEARNER))
    assert card.last.grade == "good"
    assert card.due > NOW.date()


def test_easy_is_stored_because_the_learner_said_so(
    open_page: OpenPage, missed: SingleQuestion, store: Store
) -> None:
    _press(_press(open_page("review"), _option(missed, True)), "Easy")
    (rated,) = _events(store, ReviewRated)
    assert rated.grade == "easy"
    assert cards(store.events(LEARNER))[0].last.grade == "easy"


def test_a_wrong_answer_may_be_tried_again_and_is_hard_at_best(
    open_page: OpenPage, missed: SingleQuestion, store: Store
) -> None:
    at = _press(open_page("review"), _option(missed, False))
    assert "**Not right.**" in words_of(at)
    assert next(button for button in at.button if _option(missed, False) in button.label).disabled
    at = _press(at, _option(missed, True))
    grades = [button.label.split(" ·")[0] for button in at.button if button.key.startswith("review_grade_")]
    assert grades == ["**1** Again", "**2** Hard"]
    assert cards(store.events(LEARNER))[0].last.grade == "hard"


def test_showing_the_answer_counts_as_again(
    open_page: OpenPage, missed: SingleQuestion, store: Store
) -> None:
    at = open_page("review").button(key="review_show").click().run()
    assert at.subheader[0].value == "The answer"
    assert "It comes back tomorrow." in words_of(at)
    assert len(_events(store, SolutionShown)) == 1
    assert f"**Right is:** {_option(missed, True)}" in words_of(at)
    assert missed.explanation in words_of(at)


def test_a_refresh_after_the_answer_shows_the_same_card(open_page: OpenPage, missed: SingleQuestion) -> None:
    at = _press(open_page("review"), _option(missed, True))
    assert at.query_params["card"] in (missed.id, [missed.id])
    again = open_page("review", card=missed.id)
    assert again.subheader[0].value == "Right"


def test_nothing_due_says_when_the_next_card_comes(open_page: OpenPage, did: Callable[..., None]) -> None:
    question = cached.bank("practice").pool("practice")[0]
    did(SolutionShown(bank="practice", question=question.id, rev=question.rev))
    words = words_of(open_page("review", card="gone"))
    assert "The next question comes back tomorrow." in words


def test_a_hint_makes_the_answer_hard(open_page: OpenPage, missed: SingleQuestion, store: Store) -> None:
    at = open_page("review").button(key="review_hint").click().run()
    assert missed.hints[0].text in words_of(at)
    _press(at, _option(missed, True))
    assert cards(store.events(LEARNER))[0].last.grade == "hard"
