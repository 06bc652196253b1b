"""A learner's tests, replayed from the stored events, and the writing down of a start, an answer, a giving up.

Everything is stored before it is shown, under a key that counts once: a refresh, a restart or a second tab changes
nothing, and the first answer stored at a place is the one that stands.
"""

import secrets

from core.base import InvalidInput
from core.learning import keys
from core.learning.events import TestAbandoned
from core.learning.events_test import Purpose
from core.learning.exam import Exam, answer, exams, open_exam
from core.learning.exam_draw import draw_test
from pages.parts import answer_ask, answer_certainty, answer_spoken, answer_stem, cached, session
from pages.parts.answer_words import EMPTY, refusal

KINDS = ("test_started", "test_answered", "test_abandoned")
RESULT = "exam_result"


def tests() -> tuple[Exam, ...]:
    """Every test of this learner, oldest first."""
    return exams(session.events(kinds=KINDS), cached.library())


def named(test: str) -> Exam | None:
    """The test of this name, if this learner has it."""
    return next((exam for exam in tests() if exam.test == test), None)


def start(purpose: Purpose) -> str:
    """Stores a new test and returns its name; one that is open is gone on with instead.

    Raises InvalidInput if the banks have too few questions.
    """
    records = session.events()
    if (going_on := open_exam(records, cached.library())) is not None:
        return going_on.test
    started = draw_test(cached.library(), records, secrets.randbits(32), purpose=purpose)
    session.record(started, key=keys.exam_start(started.test))
    return started.test


def give_up(test: str) -> None:
    """Stores that a test was given up: it has no verdict."""
    session.record(TestAbandoned(test=test), key=keys.exam_end(test))


def control(test: str, place: int) -> str:
    """Names the controls of one item."""
    return f"test_choice_{test}_{place}"


def lock(test: str, place: int) -> None:
    """Stores what the controls of an item hold. What is no answer is asked for again, and nothing is lost."""
    exam = named(test)
    on = exam.current if exam is not None else None
    if exam is None or on is None or on.place != place:
        session.remember("exam_note", _elsewhere(exam, place))
        return
    key = control(test, place)
    chosen = answer_ask.given(on.question, key, shuffle=on.seed)
    try:
        event = answer(exam, place, chosen, answer_certainty.given(key)) if chosen else None
    except InvalidInput as refused:
        session.remember("exam_note", refusal(refused))
        return
    if event is None:
        session.remember("exam_note", EMPTY[on.question.kind])
        return
    session.record(event, key=keys.exam_answer(test, place))
    session.remember("exam_note", "")
    after = named(test)
    if after is not None:
        _tell(after, place)


def note() -> str:
    """What has to be said about the newest try to lock an answer; empty if there is nothing."""
    return session.remembered("exam_note", "")


def _tell(exam: Exam, place: int) -> None:
    """Has the browser say where the learner is now, and puts the focus there."""
    on = exam.current
    if on is None or (exam.level == "unsettled" and place == exam.first_items):
        answer_spoken.tell(f"Answer {place} is locked. This is the result.", focus=RESULT)
    else:
        words = f"Answer {place} is locked. Question {on.place} of {exam.asked}."
        answer_spoken.tell(words, focus=answer_stem.container(on.question))


def _elsewhere(exam: Exam | None, place: int) -> str:
    """A second tab, or a page that lay open: the answer stored first stands."""
    if exam is not None and place in exam.answers:
        return f"Question {place} was answered before, in another tab. That answer stands."
    return "This test has ended in another tab."
