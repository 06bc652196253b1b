"""The progress page: what was done, newest first, to take away or to delete."""

from collections.abc import Callable

import pytest
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.learning.events import (
    AnswerGiven,
    GuessCommitted,
    HintOpened,
    RunFinished,
    SectionRead,
    SelfCheckAnswered,
)
from core.learning.store import Store
from pages.parts import cached

LESSON = "batch-or-real-time"


@pytest.fixture
def a_busy_learner(did: Callable[..., None]) -> None:
    bank = cached.bank("practice")
    first, second = bank.pool("practice")[:2]
    did(
        SectionRead(lesson=LESSON, section=cached.lesson(LESSON).sections[0].id),
        SelfCheckAnswered(lesson=LESSON, check="same-matrix", answer=("a",), correct=True),
        GuessCommitted(place="lab", guess={"measure": "gain", "value": 10, "scenarios": []}),
        RunFinished(run_id="run-1", engine="live", scenario={}, summary={}, finding="The first run."),
        RunFinished(run_id="run-2", engine="live", scenario={}, summary={}, finding="The second run."),
        HintOpened(bank=bank.bank, question=first.id, rev=first.rev, level=1),
        AnswerGiven(
            bank=bank.bank,
            question=first.id,
            rev=first.rev,
            answer=("a",),
            correct=True,
            tries=1,
            hints=1,
            score=0.9,
        ),
        AnswerGiven(
            bank=bank.bank, question=second.id, rev=second.rev, answer=("b",), correct=False, tries=1
        ),
    )


def test_somebody_new_sees_one_empty_state_and_nothing_to_delete(open_page: Callable[..., AppTest]) -> None:
    at = open_page("progress")

    assert "Nothing yet." in words_of(at)
    assert "There is no account." in words_of(at)
    assert [button.key for button in at.button] == ["progress_start"]
    assert not at.metric


@pytest.mark.usefixtures("a_busy_learner")
def test_the_totals_count_what_was_done(open_page: Callable[..., AppTest]) -> None:
    values = {metric.label: metric.value for metric in open_page("progress").metric}

    assert values == {
        "Sections read": f"1 of {sum(len(lesson.sections) for lesson in cached.lessons())}",
        "Runs measured": "2",
        "Guesses made": "1",
        "Practice score": "0.9 of 5",
    }


@pytest.mark.usefixtures("a_busy_learner")
def test_runs_stand_newest_first_and_say_that_they_are_live(open_page: Callable[..., AppTest]) -> None:
    words = words_of(open_page("progress"))

    assert words.index("The second run.") < words.index("The first run.")
    assert words.count("LIVE") == 2


@pytest.mark.usefixtures("a_busy_learner")
def test_guesses_self_checks_and_answers_are_told_in_words(open_page: Callable[..., AppTest]) -> None:
    words = words_of(open_page("progress"))

    assert "| Gain in throughput: 10 × | – | not run yet |" in words
    assert "1 answered, 1 right at the first answer" in words
    assert "| right, 1 try, 1 hint | 0.90 |" in words
    assert "| tried, 1 try | – |" in words
    assert words.count("| open | – |") == 3


def test_a_partly_used_page_says_what_is_missing(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(SectionRead(lesson=LESSON, section=cached.lesson(LESSON).sections[0].id))

    words = words_of(open_page("progress"))

    assert "You have not run anything yet." in words
    assert "You have made no guess yet." in words
    assert "You have not answered a question yet." in words


def test_a_long_history_is_cut_and_says_so(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(
        *(
            RunFinished(run_id=f"run-{i}", engine="live", scenario={}, summary={}, finding=f"Run {i}.")
            for i in range(15)
        )
    )

    words = words_of(open_page("progress"))

    assert "Run 14." in words
    assert "Run 2." not in words
    assert "3 older ones are in the export below." in words


@pytest.mark.usefixtures("a_busy_learner")
def test_deletion_asks_first(open_page: Callable[..., AppTest], store: Store) -> None:
    at = open_page("progress").button(key="progress_delete").click().run()

    assert "It cannot be undone." in words_of(at)
    assert at.metric[1].value == "2"


@pytest.mark.usefixtures("a_busy_learner")
def test_both_exports_are_offered(open_page: Callable[..., AppTest]) -> None:
    at = open_page("progress")

    assert {button.key for button in at.download_button} == {"progress_json", "progress_csv"}
