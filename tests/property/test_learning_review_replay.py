"""Whatever a learner does, and in whatever order it is read back: one grade an item and day, and the same cards."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.learning.events import AnswerGiven, Event, PracticeRestarted, Recorded, ReviewRated, SolutionShown
from core.learning.events_review import GRADES
from core.learning.review import after, cards, forecast
from core.learning.review_grades import day_grades, sayable

SPOTS = st.fixed_dictionaries(
    {
        "bank": st.sampled_from(["a", "b"]),
        "question": st.sampled_from(["q1", "q2"]),
        "rev": st.sampled_from([1, 2]),
        "seed": st.sampled_from([None, 1, 2]),
    }
)


@st.composite
def answers(draw: st.DrawFn) -> AnswerGiven:
    correct = draw(st.booleans())
    score = draw(st.sampled_from([1.0, 0.5])) if correct else draw(st.sampled_from([None, 0.0]))
    tries, hints = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    certainty = draw(st.sampled_from([None, 0.6, 0.9]))
    spot = draw(SPOTS)
    return AnswerGiven(
        **spot, answer=("x",), correct=correct, tries=tries, hints=hints, score=score, certainty=certainty
    )


EVENTS = st.one_of(
    answers(),
    st.builds(lambda spot: SolutionShown(**spot), SPOTS),
    st.builds(lambda spot, grade: ReviewRated(**spot, grade=grade), SPOTS, st.sampled_from(GRADES)),
    st.builds(lambda bank: PracticeRestarted(bank=bank), st.sampled_from(["a", "b"])),
)


@st.composite
def books(draw: st.DrawFn) -> list[Recorded]:
    events: list[Event] = draw(st.lists(EVENTS, max_size=40))
    hours = sorted(draw(st.lists(st.integers(0, 24 * 20), min_size=len(events), max_size=len(events))))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Recorded(id=number, learner="l", at=start + timedelta(hours=hour), event=event)
        for number, (event, hour) in enumerate(zip(events, hours, strict=True), 1)
    ]


@given(books())
def test_there_is_one_grade_an_item_and_day(records: list[Recorded]) -> None:
    grades = day_grades(records)
    assert len({(grade.item, grade.day) for grade in grades}) == len(grades)
    assert all(grade.grade in sayable(grade.earned) for grade in grades)
    answered = {
        record.at.date() for record in records if isinstance(record.event, AnswerGiven | SolutionShown)
    }
    assert {grade.day for grade in grades} <= answered


@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter_and_reading_twice_changes_nothing(records, random) -> None:
    mixed = [*records]
    random.shuffle(mixed)
    assert cards(mixed) == cards(records) == cards(records)


@given(books())
def test_a_card_stands_for_each_item_and_is_due_within_half_a_year_after_its_last_day(
    records: list[Recorded],
) -> None:
    known = cards(records)
    assert len({card.item for card in known}) == len(known)
    for card in known:
        assert 1 <= (card.due - card.last.day).days <= 180
        assert card.first <= card.last.day
        assert 0 < card.recalled(card.due) <= 1
    last = max((card.due for card in known), default=datetime(2026, 1, 1, tzinfo=UTC).date())
    first = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert sum(forecast(known, first, days=(last - first).days + 1)) == len(known)


@given(books())
def test_a_day_can_be_added_to_a_card_without_reading_everything_again(records: list[Recorded]) -> None:
    for card in cards(records):
        steps = [
            grade for grade in sorted(day_grades(records), key=lambda one: one.day) if grade.item == card.item
        ]
        built = None
        for grade in steps:
            built = after(built, grade)
        assert built == card


@given(books())
def test_a_day_that_went_better_never_brings_the_card_back_sooner(records: list[Recorded]) -> None:
    for card in cards(records):
        tomorrow = card.due
        dues = [
            after(card, type(card.last)(item=card.item, day=tomorrow, seed=9, earned=grade)).due
            for grade in GRADES
        ]
        assert dues == sorted(dues)
