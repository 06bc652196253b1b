"""A test as one learner has it: its items, the answers stored for them, and which item is on; replayed from events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from core.base import Fault, InvalidInput
from core.learning.events import Recorded, TestAbandoned, TestAnswered, TestStarted
from core.learning.events_test import Purpose, TestItem
from core.learning.exam_rule import ITEMS, LASTING_ITEMS, Level, Marked, lasting_level, level_of
from core.learning.grading import Attempt
from core.learning.grading_answers import guess_rate
from core.learning.library import Library
from core.learning.question import (
    Question,
)
from core.learning.variants import variant


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamItem:
    """One item: its place (from 1), and the revision and seed drawn. source: the question as it stands in the bank."""

    place: int
    bank: str
    source: Question
    rev: int
    seed: int

    @property
    def question(self) -> Question:
        """The question as it is asked and graded, its numbers drawn."""
        return variant(self.source, self.seed)

    @property
    def is_current(self) -> bool:
        """Whether the question is still the one that was drawn."""
        return self.source.rev == self.rev


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """items: those drawn, the reserve last; without those whose question is gone. answers: the first stored, by place.

    answered_at: the time of the newest of them. Nothing about right or wrong is to be shown before it is ``finished``.
    """

    test: str
    purpose: Purpose
    started_at: datetime
    drawn: int
    items: tuple[ExamItem, ...]
    answers: Mapping[int, TestAnswered] = field(default_factory=lambda: MappingProxyType({}))
    answered_at: datetime | None = None
    abandoned: bool = False

    @property
    def first_items(self) -> int:
        """How many items there are without the reserve."""
        return min(ITEMS if self.purpose == "full" else LASTING_ITEMS, self.drawn)

    @property
    def marked(self) -> tuple[Marked, ...]:
        """The answers as marked, in the order of their places."""
        return tuple(self._mark(place) for place in sorted(self.answers))

    @property
    def level(self) -> Level:
        """What the answers so far come to."""
        if self.purpose == "lasting":
            return lasting_level(self.marked)
        reserve = tuple(item.source.difficulty for item in self.items if item.place > ITEMS)
        return level_of(self.marked, reserve)

    @property
    def asked(self) -> int:
        """How many items are to be answered in all as things stand: ten, and one more at a time while unsettled."""
        if self.level != "unsettled":
            return max(self.first_items, len(self.answers))
        return min(len(self.answers) + 1, self.drawn)

    @property
    def current(self) -> ExamItem | None:
        """The item to be answered now; None if there is none."""
        if self.abandoned:
            return None
        to_come = (i for i in self.items if i.place <= self.asked and i.place not in self.answers)
        return next(to_come, None)

    @property
    def finished(self) -> bool:
        """Whether it has its verdict and is over, so that answers may be looked at: all answered, or left unsettled."""
        return self.current is None and self.level != "open"

    @property
    def outdated(self) -> bool:
        """Whether it cannot be gone on with: the question that is on was changed, or one to come is gone."""
        if self.abandoned or self.finished:
            return False
        return self.current is None or not self.current.is_current

    def attempt(self, place: int) -> Attempt:
        """The attempt at one place, by the rules of a test; fresh before its answer is stored."""
        fresh = Attempt(question=self.item(place).question, rules="test")
        given = self.answers.get(place)
        return fresh if given is None else fresh.answer(given.answer)

    def item(self, place: int) -> ExamItem:
        """The item at a place. Raises InvalidInput if there is none."""
        for item in self.items:
            if item.place == place:
                return item
        raise _refused(f"there is no item {place} in this test", "go back to the item that is on")

    def _mark(self, place: int) -> Marked:
        given = self.answers[place]
        item = next((item for item in self.items if item.place == place), None)
        if item is None:  # its question is gone; the answer still counts
            return Marked(right=given.correct, difficulty="medium")
        question = item.source
        return Marked(right=given.correct, difficulty=question.difficulty, guess=guess_rate(question))


def answer(exam: Exam, place: int, chosen: Iterable[str], certainty: float | None = None) -> TestAnswered:
    """The answer at the item that is on, to be stored under ``keys.exam_answer``: the first one stored stands.

    Raises InvalidInput, in words for the learner, if it is no answer or if another item is on.
    """
    on = exam.current
    if on is None or on.place != place:
        raise _refused("this item is answered already, or not on yet", "go on with the item that is on")
    question = on.question
    attempt = Attempt(question=question, rules="test").answer(chosen)
    return TestAnswered(
        test=exam.test,
        place=place,
        bank=on.bank,
        question=question.id,
        rev=on.rev,
        seed=on.seed,
        answer=attempt.answers[0],
        correct=attempt.correct,
        certainty=certainty,
    )


def exams(records: Iterable[Recorded], library: Library) -> tuple[Exam, ...]:
    """Every test of the learner, oldest first. Events may come in any order and more than once."""
    found: dict[str, Exam] = {}
    for record in sorted(records, key=lambda record: record.id):
        match record.event:
            case TestStarted() as event if event.test not in found:
                found[event.test] = _started(event, record.at, library)
            case TestAnswered(test=test) as event if test in found:
                found[test] = _answered(found[test], event, record.at)
            case TestAbandoned(test=test) if test in found and not found[test].finished:
                found[test] = replace(found[test], abandoned=True)
            case _:
                pass
    return tuple(found.values())


def open_exam(records: Iterable[Recorded], library: Library) -> Exam | None:
    """The test that can be gone on with: the newest, unless it is finished, given up or outdated."""
    newest = next(reversed(exams(records, library)), None)
    if newest is None or newest.abandoned or newest.finished or newest.outdated:
        return None
    return newest


def _started(event: TestStarted, at: datetime, library: Library) -> Exam:
    drawn = event.drawn
    items = (_item(place, item, library) for place, item in enumerate(drawn, start=1))
    return Exam(
        test=event.test,
        purpose=event.purpose,
        started_at=at,
        drawn=len(drawn),
        items=tuple(item for item in items if item is not None),
    )


def _item(place: int, drawn: TestItem, library: Library) -> ExamItem | None:
    question = library.find(drawn.bank, drawn.question)
    if question is None:
        return None
    return ExamItem(place=place, bank=drawn.bank, source=question, rev=drawn.rev, seed=drawn.seed)


def _answered(exam: Exam, event: TestAnswered, at: datetime) -> Exam:
    """The exam with one more answer; what came first at a place stands, and nothing comes after the end."""
    if exam.abandoned or event.place in exam.answers or event.place > exam.asked:
        return exam
    answers = MappingProxyType({**exam.answers, event.place: event})
    return replace(exam, answers=answers, answered_at=at)


def _refused(problem: str, fix: str) -> InvalidInput:
    return InvalidInput([Fault(field="test", problem=problem, fix=fix)])
