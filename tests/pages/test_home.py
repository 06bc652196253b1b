"""The home page: one next step that fits what the learner did, and the ways in with their state."""

from collections.abc import Callable

from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.learning.events import AnswerGiven, Event, RunFinished, SectionRead
from pages.parts import cached

LESSON = "batch-or-real-time"


def _read(n: int) -> list[Event]:
    sections = cached.lesson(LESSON).sections[:n]
    return [SectionRead(lesson=LESSON, section=section.id) for section in sections]


def _ran() -> Event:
    return RunFinished(run_id="run-1", engine="live", scenario={}, summary={}, finding="It ran.")


def _answered(n: int) -> list[Event]:
    bank = cached.bank("practice")
    return [
        AnswerGiven(
            bank=bank.bank,
            question=question.id,
            rev=question.rev,
            answer=("a",),
            correct=True,
            tries=1,
            score=1.0,
        )
        for question in bank.pool("practice")[:n]
    ]


def _next(at: AppTest) -> str:
    return at.button(key="home_next_step").label


def test_somebody_new_is_sent_to_the_lesson_with_its_minutes(open_page: Callable[..., AppTest]) -> None:
    at = open_page("home")

    assert _next(at) == "Start reading"
    lesson = cached.lesson(LESSON)
    assert f"{lesson.reading_minutes} minutes, in {len(lesson.sections)} short sections" in words_of(at)
    assert f"0 of {len(lesson.sections)} sections read" in words_of(at)


def test_a_reader_continues_with_the_first_section_not_read(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(*_read(3))

    at = open_page("home")

    assert _next(at) == "Continue where you left"
    assert f"Next section: {cached.lesson(LESSON).sections[3].title}" in words_of(at)
    assert f"3 of {len(cached.lesson(LESSON).sections)} sections read" in words_of(at)


def test_after_reading_comes_measuring_then_practice_then_the_test(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(*_read(99))
    assert _next(open_page("home")) == "Measure it yourself"

    did(_ran())
    at = open_page("home")
    assert _next(at) == "Answer the practice questions"
    assert "1 run finished" in words_of(at)

    did(*_answered(2))
    at = open_page("home")
    assert _next(at) == "Go on practising"
    assert "2 of 5 questions done" in words_of(at)

    did(*_answered(5))
    assert _next(open_page("home")) == "Take the test"


def test_who_ran_and_practised_without_reading_is_sent_to_the_lesson(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(_ran(), *_answered(5))

    assert _next(open_page("home")) == "Read the lesson"


def test_the_next_step_opens_its_page(open_page: Callable[..., AppTest], did: Callable[..., None]) -> None:
    did(*_read(99), _ran(), *_answered(5))

    at = open_page("home").button(key="home_next_step").click().run()

    assert [title.value for title in at.title] == ["Ten questions"]


def test_the_picture_says_that_it_is_simulated_and_what_it_shows(open_page: Callable[..., AppTest]) -> None:
    words = words_of(open_page("home"))

    assert "SIM" in words
    assert "24 calls" in words
    assert "3 calls" in words


def test_without_measured_costs_there_is_no_picture_and_no_error(
    open_page: Callable[..., AppTest], host: object
) -> None:
    host.hello = None  # type: ignore[attr-defined]
    cached.costs.clear()

    at = open_page("home")

    assert not at.exception
    assert "calls" not in words_of(at)
