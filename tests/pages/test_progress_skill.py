"""The progress page on questions: skill with its uncertainty, tests, certainty, reviews ahead, and the teachers' file."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import LEARNER, NOW
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.learning.events import AnswerGiven, SectionRead, TestAnswered, TestStarted
from core.learning.store import Store
from pages.parts import cached

OpenPage = Callable[..., AppTest]
ITEMS = cached.library().placed("test")[:10]


def given(place: int, correct: bool, certainty: float | None = None) -> AnswerGiven:
    question = cached.bank("practice").pool("practice")[place]
    return AnswerGiven(
        bank="practice",
        question=question.id,
        rev=question.rev,
        answer=("a",),
        correct=correct,
        tries=1,
        certainty=certainty,
        score=float(correct),
    )


def take_test(store: Store, answered: int, right: int) -> None:
    """A test with so many answers, the first ``right`` of them right, all of them in confidence."""
    at = NOW - timedelta(days=2)
    spots = tuple(f"{placed.bank}/{placed.question.id}/{placed.question.rev}/0" for placed in ITEMS)
    store.append(LEARNER, TestStarted(test="t", items=spots), at=at)
    for place, placed in enumerate(ITEMS[:answered], 1):
        event = TestAnswered(
            test="t",
            place=place,
            bank=placed.bank,
            question=placed.question.id,
            rev=placed.question.rev,
            seed=0,
            answer=("a",),
            correct=place <= right,
            certainty=0.9,
        )
        store.append(LEARNER, event, at=at)


def html_of(at: AppTest) -> str:
    return "\n".join(
        str(element.value if hasattr(element, "value") else element.proto.body) for element in at.html
    )


def test_without_answers_each_part_says_so(open_page: OpenPage, did: Callable[..., None]) -> None:
    did(SectionRead(lesson="batch-or-real-time", section="x"))
    at = open_page("progress")
    assert not at.exception
    for words in (
        "Nothing to go by yet: first answers without hints count here.",
        "You have not taken the test yet.",
        "You have not said yet how sure you are",
        "Nothing comes back yet: what you answer in practice or in review will.",
    ):
        assert words in words_of(at)


def test_an_objective_shows_its_share_its_interval_and_its_level_in_words(
    open_page: OpenPage, did: Callable[..., None]
) -> None:
    did(given(0, False), given(1, True))
    at = open_page("progress")
    shown = html_of(at)
    weak, better = (
        cached.library().objective(cached.bank("practice").pool("practice")[place].objective)
        for place in (0, 1)
    )
    assert weak is not None and better is not None
    assert shown.index(weak.text) < shown.index(better.text)
    assert "0 of 1 right; between" in shown
    assert "Not yet" in shown


def test_certainty_is_told_with_its_n_and_its_brier_score(
    open_page: OpenPage, did: Callable[..., None]
) -> None:
    did(given(0, False, 0.9), given(1, True, 0.9), given(2, True, 0.5))
    words = words_of(open_page("progress"))
    assert "When you were sure, you were right 1 of 2 times" in words
    assert f"Brier score {(0.81 + 0.01 + 0.25) / 3:.2f} over 3 answers" in words
    assert "1 answer was wrong though you were sure" in words


def test_the_reviews_ahead_are_counted(open_page: OpenPage, did: Callable[..., None]) -> None:
    did(given(0, False), given(1, False))
    words = words_of(open_page("progress"))
    assert "come back in the next 14 days" in words


def test_a_finished_test_stands_with_its_verdict(open_page: OpenPage, store: Store) -> None:
    take_test(store, answered=10, right=4)
    words = words_of(open_page("progress"))
    assert "| Ten questions | 4 of 10 | Not yet |" in words
    assert "When you were sure, you were right 4 of 10 times" in words


def test_a_running_test_gives_nothing_away(open_page: OpenPage, store: Store) -> None:
    take_test(store, answered=6, right=2)
    at = open_page("progress")
    words = words_of(at)
    assert "| Ten questions | – | Not finished |" in words
    assert "Nothing to go by yet: first answers without hints count here." in words
    assert "You have not said yet how sure you are" in words


@pytest.mark.parametrize("format", ["moodle", "csv"])
def test_teachers_get_practice_and_review_and_hear_what_is_lost(open_page: OpenPage, format: str) -> None:
    at = open_page("progress")
    assert not [button for button in at.download_button if button.key == "progress_export"]
    at.session_state["progress_teachers"] = True
    at.run()
    at.selectbox(key="progress_export_format").select(format).run()
    assert not at.exception
    offered = cached.library().placed("practice", "review")
    count = sum(placed.question.kind != "predict" for placed in offered)
    (button,) = [button for button in at.download_button if button.key == "progress_export"]
    assert button.label == f"Download {count} questions"
    assert "cannot carry" in words_of(at)


def test_the_file_for_teachers_holds_no_question_of_the_test() -> None:
    text = cached.teaching_export("csv", 1).content.decode()
    assert not [
        placed.question.id for placed in cached.library().placed("test") if f'"{placed.question.id}"' in text
    ]
    assert cached.bank("practice").questions[0].id in text
