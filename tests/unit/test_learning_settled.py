"""A test that still runs gives nothing away on other pages."""

from datetime import UTC, datetime, timedelta

from core.learning.events import Event, Recorded, SectionRead, TestAbandoned, TestAnswered, TestStarted
from core.learning.settled import settled
from tests.built_in import bundled_library

LIBRARY = bundled_library()
ITEMS = LIBRARY.placed("test")[:10]


def run_of(test: str, answered: int) -> list[Event]:
    """A test of ten items, so many of them answered, all of them wrongly."""
    spots = [f"{placed.bank}/{placed.question.id}/{placed.question.rev}/0" for placed in ITEMS]
    answers = [
        TestAnswered(
            test=test,
            place=place,
            bank=placed.bank,
            question=placed.question.id,
            rev=placed.question.rev,
            seed=0,
            answer=("x",),
            correct=False,
        )
        for place, placed in enumerate(ITEMS[:answered], 1)
    ]
    return [TestStarted(test=test, items=tuple(spots)), *answers]


def kept(*events: Event) -> list[str]:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    records = [
        Recorded(id=number, learner="l", at=start + timedelta(minutes=number), event=event)
        for number, event in enumerate(events, 1)
    ]
    return [record.event.kind for record in settled(records, LIBRARY)]


def test_answers_of_a_running_test_are_held_back_and_everything_else_stays() -> None:
    read = SectionRead(lesson="l", section="s")
    assert kept(read, *run_of("t", 9)) == ["section_read", "test_started"]


def test_answers_of_a_finished_test_and_of_one_given_up_are_shown() -> None:
    assert kept(*run_of("t", 10)).count("test_answered") == 10
    assert kept(*run_of("t", 4), TestAbandoned(test="t")).count("test_answered") == 4


def test_one_test_does_not_hold_back_another() -> None:
    assert kept(*run_of("a", 10), *run_of("b", 3)).count("test_answered") == 10
