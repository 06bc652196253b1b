"""From a learner's events to one grade an item and day: what the answer earned, and what the learner said of it.

The first presentation of a day counts, and no later one: an answer that was seen this morning is not remembered, it is
repeated. Wrong or shown: again. Right with a hint or at a second try: hard. Right at once: good. The learner may say
that it was harder than that (a lucky guess), and easy only of an answer that was right at once. Days are those of UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from core.learning.calibration import CONFIDENT
from core.learning.events import AnswerGiven, PracticeRestarted, Recorded, ReviewRated, SolutionShown
from core.learning.events_review import GRADES, Grade

Item: TypeAlias = tuple[str, str, int]
Presentation: TypeAlias = tuple[str, str, int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGrade:
    """How one item went on one day. item: bank, question and revision. seed: the presentation that counted.

    earned: what the answers gave. said: what the learner said of it, None if nothing. settled: the question was
    completed. sure: the first try was wrong although the learner was sure.
    """

    item: Item
    day: date
    seed: int | None
    earned: Grade
    said: Grade | None = None
    settled: bool = False
    sure: bool = False

    @property
    def grade(self) -> Grade:
        """What goes into the schedule."""
        return self.said or self.earned


def sayable(earned: Grade) -> tuple[Grade, ...]:
    """What a learner may say of an answer that earned this grade.

    >>> sayable("hard"), sayable("good")
    (('again', 'hard'), ('again', 'hard', 'good', 'easy'))
    """
    return GRADES if earned == "good" else GRADES[: GRADES.index(earned) + 1]


def day_grades(records: Iterable[Recorded]) -> tuple[DayGrade, ...]:
    """One grade an item and day, in the order in which they began. The records may come in any order."""
    book = _Book()
    for record in sorted(records, key=lambda record: record.id):
        match record.event:
            case AnswerGiven() | SolutionShown() as event:
                book.went(event, record.at.date())
            case ReviewRated() as event:
                book.said(event, record.at.date())
            case PracticeRestarted(bank=bank):
                book.restarted(bank)
            case _:
                pass
    return tuple(book.grades.values())


@dataclass(slots=True)
class _Book:
    """The grades so far, and the presentations that are complete, where nothing counts any more."""

    grades: dict[tuple[Item, date], DayGrade] = field(default_factory=dict)
    complete: set[Presentation] = field(default_factory=set)

    def went(self, event: AnswerGiven | SolutionShown, day: date) -> None:
        item = (event.bank, event.question, event.rev)
        if (*item, event.seed) in self.complete:
            return
        new = DayGrade(
            item=item,
            day=day,
            seed=event.seed,
            earned=_earned(event),
            settled=isinstance(event, SolutionShown) or event.score is not None,
            sure=_sure(event),
        )
        if new.settled:
            self.complete.add((*item, event.seed))
        before = self.grades.setdefault((item, day), new)
        if before is not new and not before.settled and before.seed == new.seed:
            self.grades[item, day] = replace(new, sure=before.sure or new.sure)

    def said(self, event: ReviewRated, day: date) -> None:
        spot = ((event.bank, event.question, event.rev), day)
        grade = self.grades.get(spot)
        if grade and grade.seed == event.seed and grade.settled and event.grade in sayable(grade.earned):
            self.grades[spot] = replace(grade, said=event.grade)

    def restarted(self, bank: str) -> None:
        """The questions of the practice page are presented anew, under the same seed (none)."""
        self.complete = {spot for spot in self.complete if spot[0] != bank or spot[3] is not None}


def _earned(event: AnswerGiven | SolutionShown) -> Grade:
    if isinstance(event, SolutionShown) or not event.correct:
        return "again"
    return "good" if event.tries == 1 and not event.hints else "hard"


def _sure(event: AnswerGiven | SolutionShown) -> bool:
    wrong = isinstance(event, AnswerGiven) and not event.correct
    return wrong and isinstance(event, AnswerGiven) and (event.certainty or 0.0) >= CONFIDENT
