"""Spaced review: a learner's events → a card an item, each with the day on which it is due (FSRS).

Nothing is stored of a card: it is replayed from the events by one scheduler whose intervals have no random part, so the
same events always give the same days. A grade belongs to a day, so a review is taken to be at the start of its day (UTC).
Source: J. Ye, Free Spaced Repetition Scheduler, version 6, as in py-fsrs.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from fsrs import Card, Rating, Scheduler, State

from core.learning.events import Recorded
from core.learning.events_review import GRADES, Grade
from core.learning.review_grades import DayGrade, Item, day_grades, sayable

MOST_DAYS = 180
SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=MOST_DAYS, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCard:
    """An item that was graded at least once. last: its newest grade. graded: on how many days.

    first: the day of the first grade. due: the day of the next. stability: the days after which the chance to recall
    it has fallen to 90 %. difficulty: from 1 to 10.
    """

    item: Item
    last: DayGrade
    graded: int
    first: date
    due: date
    stability: float
    difficulty: float

    def recalled(self, day: date) -> float:
        """The chance that the answer is still known on a day: (1 + F·t/S)^−D after t days, with stability S."""
        return float(SCHEDULER.get_card_retrievability(_card(self.item, self), _start(day)))


def cards(records: Iterable[Recorded]) -> tuple[ReviewCard, ...]:
    """A card for every item graded, in the order in which they were first graded."""
    by_item: dict[Item, list[DayGrade]] = {}
    for grade in sorted(day_grades(records), key=lambda grade: grade.day):
        by_item.setdefault(grade.item, []).append(grade)
    return tuple(_reviewed(grades) for grades in by_item.values())


def after(card: ReviewCard | None, grade: DayGrade) -> ReviewCard:
    """The card after one more grade on a later day; a new one, if there was none."""
    before = (
        Card(card_id=_number(grade.item), due=_start(grade.day)) if card is None else _card(grade.item, card)
    )
    rating = Rating(GRADES.index(grade.grade) + 1)
    scheduled, _ = SCHEDULER.review_card(before, rating, _start(grade.day))
    assert scheduled.stability is not None and scheduled.difficulty is not None  # a graded card has both
    return ReviewCard(
        item=grade.item,
        last=grade,
        graded=1 if card is None else card.graded + 1,
        first=grade.day if card is None else card.first,
        due=scheduled.due.date(),
        stability=scheduled.stability,
        difficulty=scheduled.difficulty,
    )


def choices(records: Iterable[Recorded], item: Item, day: date) -> tuple[tuple[Grade, date], ...]:
    """What the learner may say of the answer of this day, and on which day the card comes back if they say it.

    Empty where the item was not graded on that day.
    """
    mine = (grade for grade in day_grades(records) if grade.item == item and grade.day <= day)
    grades = sorted(mine, key=lambda grade: grade.day)
    if not grades or grades[-1].day != day:
        return ()
    *earlier, today = grades
    before = _reviewed(earlier) if earlier else None
    return tuple((said, after(before, replace(today, said=said)).due) for said in sayable(today.earned))


def forecast(known: Iterable[ReviewCard], today: date, days: int = 14) -> tuple[int, ...]:
    """How many cards are due on each of the next days as things stand; what is overdue counts today."""
    counts = [0] * days
    for card in known:
        place = max(0, (card.due - today).days)
        if place < days:
            counts[place] += 1
    return tuple(counts)


def _reviewed(grades: Sequence[DayGrade]) -> ReviewCard:
    card = after(None, grades[0])
    for grade in grades[1:]:
        card = after(card, grade)
    return card


def _card(item: Item, card: ReviewCard) -> Card:
    """The card as the scheduler knows it."""
    return Card(
        card_id=_number(item),
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_start(card.due),
        last_review=_start(card.last.day),
    )


def _number(item: Item) -> int:
    """The scheduler wants whole numbers for names."""
    return zlib.crc32("/".join(map(str, item)).encode())


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
