"""Spaced review: the grade of a day, the card that grades lead to, and the days ahead."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from fsrs import Card, Rating, Scheduler

from core.learning.events import AnswerGiven, Event, PracticeRestarted, Recorded, ReviewRated, SolutionShown
from core.learning.review import SCHEDULER, cards, choices, forecast
from core.learning.review_grades import day_grades, sayable

MONDAY = date(2026, 3, 2)
SPOT = {"bank": "modes", "question": "md-001", "rev": 1}


def answer(
    correct: bool = True, *, tries: int = 1, hints: int = 0, seed: int | None = 7, **more: object
) -> AnswerGiven:
    facts = {**SPOT, "answer": ("a",), "score": 1.0 if correct else None, **more}
    return AnswerGiven(correct=correct, tries=tries, hints=hints, seed=seed, **facts)  # type: ignore[arg-type]


def rated(grade: str, seed: int | None = 7) -> ReviewRated:
    return ReviewRated(**SPOT, seed=seed, grade=grade)  # type: ignore[arg-type]


def shown(seed: int | None = 7) -> SolutionShown:
    return SolutionShown(**SPOT, seed=seed)  # type: ignore[arg-type]


def book(*events: Event, day: date = MONDAY, first: int = 1) -> list[Recorded]:
    noon = datetime.combine(day, time(12), UTC)
    return [
        Recorded(id=number, learner="l", at=noon + timedelta(seconds=number), event=event)
        for number, event in enumerate(events, first)
    ]


def days(*per_day: tuple[int, Event]) -> list[Recorded]:
    """Events with the day after Monday on which each was."""
    records = [
        book(event, day=MONDAY + timedelta(days=day), first=id_)
        for id_, (day, event) in enumerate(per_day, 1)
    ]
    return [record for records_ in records for record in records_]


@pytest.mark.parametrize(
    ("events", "grade"),
    [
        ((answer(),), "good"),
        ((answer(hints=1),), "hard"),
        ((answer(False), answer(tries=2)), "hard"),
        ((answer(False),), "again"),
        ((answer(False, score=0.5),), "again"),
        ((shown(),), "again"),
        ((answer(False), shown()), "again"),
        ((answer(), shown()), "good"),
        ((answer(), rated("easy")), "easy"),
        ((answer(), rated("again")), "again"),
        ((answer(hints=1), rated("easy")), "hard"),
        ((answer(hints=1), rated("again")), "again"),
        ((shown(), rated("good")), "again"),
        ((answer(False), rated("again"), answer(tries=2)), "hard"),
        ((answer(), rated("easy", seed=8)), "good"),
        ((answer(), rated("easy"), rated("hard")), "hard"),
    ],
)
def test_the_answer_makes_the_grade_and_the_learner_may_lower_it_or_call_it_easy(
    events: tuple[Event, ...], grade: str
) -> None:
    (found,) = day_grades(book(*events))
    assert found.grade == grade


def test_only_a_right_first_answer_may_be_called_easy() -> None:
    assert "easy" in sayable("good")
    assert "easy" not in sayable("hard")
    assert sayable("again") == ("again",)


def test_a_second_presentation_on_the_same_day_changes_nothing() -> None:
    (grade,) = day_grades(book(answer(False, score=0.0, seed=1), answer(seed=2), shown(seed=3)))
    assert (grade.grade, grade.seed) == ("again", 1)
    (grade,) = day_grades(book(answer(False, seed=1), answer(seed=2)))
    assert (grade.grade, grade.seed) == ("again", 1)


def test_what_follows_a_complete_presentation_is_no_review_on_a_later_day() -> None:
    assert len(day_grades(days((0, answer(seed=None)), (1, shown(seed=None)), (2, answer(seed=None))))) == 1


def test_a_bank_begun_afresh_asks_its_questions_again() -> None:
    again = PracticeRestarted(bank="modes")
    assert len(day_grades(days((0, answer(seed=None)), (1, again), (1, answer(seed=None))))) == 2
    assert len(day_grades(days((0, answer(seed=5)), (1, again), (1, answer(seed=5))))) == 1


def test_an_error_made_in_confidence_is_remembered_through_the_retry() -> None:
    (grade,) = day_grades(book(answer(False, certainty=0.9), answer(tries=2)))
    assert grade.sure
    assert not day_grades(book(answer(False, certainty=0.6)))[0].sure
    assert not day_grades(book(answer(certainty=0.9)))[0].sure


def test_another_revision_is_another_card() -> None:
    newer = AnswerGiven(
        bank="modes", question="md-001", rev=2, answer=("a",), correct=True, tries=1, score=1.0
    )
    assert [card.item[2] for card in cards(book(answer(), newer))] == [1, 2]


def test_a_card_is_what_the_scheduler_makes_of_its_days() -> None:
    records = days((0, answer(seed=0)), (3, answer(False, score=0.0, seed=1)), (4, answer(hints=1, seed=2)))
    (card,) = cards(records)

    plain = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=180, enable_fuzzing=False)
    expected = Card(card_id=1)
    for day, rating in ((0, Rating.Good), (3, Rating.Again), (4, Rating.Hard)):
        start = datetime.combine(MONDAY + timedelta(days=day), time.min, UTC)
        expected, _ = plain.review_card(expected, rating, start)

    assert card.due == expected.due.date()
    assert (card.stability, card.difficulty) == (expected.stability, expected.difficulty)
    assert (card.graded, card.first, card.last.day) == (3, MONDAY, MONDAY + timedelta(days=4))


def test_a_wrong_answer_comes_back_tomorrow_and_a_right_one_later() -> None:
    (wrong,) = cards(book(answer(False, score=0.0)))
    (right,) = cards(book(answer()))
    (easy,) = cards(book(answer(), rated("easy")))
    assert wrong.due == MONDAY + timedelta(days=1)
    assert MONDAY + timedelta(days=1) < right.due < easy.due


def test_no_card_waits_longer_than_half_a_year() -> None:
    records, day = [], 0
    for number in range(1, 13):
        records += book(
            answer(seed=number),
            rated("easy", seed=number),
            day=MONDAY + timedelta(days=day),
            first=2 * number,
        )
        (card,) = cards(records)
        day = (card.due - MONDAY).days
    assert (card.due - card.last.day).days == 180


def test_the_scheduler_is_the_one_that_the_design_asks_for() -> None:
    assert SCHEDULER.learning_steps == SCHEDULER.relearning_steps == ()
    assert SCHEDULER.maximum_interval == 180
    assert not SCHEDULER.enable_fuzzing
    assert SCHEDULER.desired_retention == 0.9


def test_what_is_still_known_falls_from_day_to_day() -> None:
    (card,) = cards(book(answer()))
    chances = [card.recalled(MONDAY + timedelta(days=day)) for day in range(30)]
    assert chances[0] == 1.0
    assert chances == sorted(chances, reverse=True)
    assert card.recalled(card.due) == pytest.approx(0.9, abs=0.03)


def test_the_forecast_counts_what_is_overdue_today_and_nothing_beyond_its_end() -> None:
    known = cards(days((0, answer(False, score=0.0))))
    assert forecast(known, MONDAY, days=3) == (0, 1, 0)
    assert forecast(known, MONDAY + timedelta(days=9), days=3) == (1, 0, 0)
    assert forecast(known, MONDAY, days=1) == (0,)


def test_each_grade_that_may_be_said_shows_the_day_that_it_leads_to() -> None:
    past = days((0, answer(seed=0)))
    today = MONDAY + timedelta(days=4)
    item = ("modes", "md-001", 1)
    offered = choices([*past, *book(answer(), day=today, first=9)], item, today)
    assert [grade for grade, _ in offered] == ["again", "hard", "good", "easy"]
    for grade, due in offered:
        (card,) = cards([*past, *book(answer(), rated(grade), day=today, first=9)])
        assert card.due == due
    assert [grade for grade, _ in choices(book(answer(hints=1)), item, MONDAY)] == ["again", "hard"]
    assert choices(past, item, today) == ()
