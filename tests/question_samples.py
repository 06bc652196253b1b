"""Small questions of every kind, and a library with a test pool of its own, for tests of the question engine."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from core.learning.events import Event, Recorded
from core.learning.library import Library
from core.learning.question import (
    Bank,
    Hint,
    KnownMistake,
    Misconception,
    MultiQuestion,
    NumberQuestion,
    Objective,
    Option,
    OrderItem,
    OrderQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HINTS = tuple(Hint(level=level, text=level) for level in ("nudge", "principle", "step"))


def asked(question_id: str, **changes: Any) -> dict[str, Any]:
    """What every kind of question has."""
    return {
        "id": question_id, "rev": 1, "pool": "practice", "objective": "aim-0", "difficulty": "easy",
        "stem": f"Stem {question_id}?", "quick_check": "Q", "explanation": "E", **changes,
    }  # fmt: skip


def options(keys: str = "a", letters: str = "abcd") -> tuple[Option, ...]:
    """Options called by letters; wrong ones tempt with the myth of the letter's case."""
    return tuple(
        Option(
            id=letter,
            text=f"Text {letter}",
            why=f"Why {letter}",
            correct=letter in keys,
            misconception=None if letter in keys else "myth",
        )
        for letter in letters
    )


def single(question_id: str = "s", keys: str = "a", **changes: Any) -> SingleQuestion:
    return SingleQuestion(**asked(question_id, **changes), kind="single", options=options(keys))


def multi(question_id: str = "m", keys: str = "ab", **changes: Any) -> MultiQuestion:
    return MultiQuestion(**asked(question_id, **changes), kind="multi", options=options(keys))


def number(question_id: str = "n", **changes: Any) -> NumberQuestion:
    """444.4 texts per second within 5 %; 55.6 forgets the texts, 0.4444 is per millisecond."""
    facts: dict[str, Any] = {
        "answer": 444.4,
        "rel_tol": 0.05,
        "unit": "texts per second",
        "feedback": (
            KnownMistake(value=55.6, why="Count the texts.", misconception="myth"),
            KnownMistake(value=0.4444, why="That is per millisecond."),
        ),
        **changes,
    }
    return NumberQuestion(**asked(question_id), kind="number", **facts)


def drawn_number(question_id: str = "d", **changes: Any) -> NumberQuestion:
    """Full batches of 8, 16 or 32: how many texts a second?"""
    return NumberQuestion(
        **asked(question_id, stem="{{ batch_size | count }} texts, {{ fixed_ms | number }} ms?", **changes),
        kind="number",
        params={"batch_size": (8.0, 16.0, 32.0), "fixed_ms": (5.0, 10.0), "per_text_ms": (1.0,)},
        computes="full-batch-rate",
        answer_is="full_rate",
        rel_tol=0.05,
        unit="texts per second",
        feedback=(KnownMistake(value_is="wrong_rate", why="Not {{ batch_size | count }} texts?"),),
    )


def order(question_id: str = "o", letters: str = "wxyz", **changes: Any) -> OrderQuestion:
    items = tuple(OrderItem(id=letter, text=f"Item {letter}", why="W") for letter in letters)
    return OrderQuestion(**asked(question_id, **changes), kind="order", items=items)


def predict(question_id: str = "p", **changes: Any) -> PredictQuestion:
    facts: dict[str, Any] = {
        "lab": "quiet-stream",
        "measure": "median_ms",
        "side": "batch",
        "rel_tol": 0.25,
        **changes,
    }
    return PredictQuestion(**asked(question_id), kind="predict", **facts)


def library(*more: Question, each: int = 3) -> Library:
    """Three objectives; a test pool ``each`` times as large as one test, a review pool of six, and ``more``."""
    questions: list[Question] = [
        single(
            f"t-{difficulty}-{index}",
            pool="test",
            difficulty=difficulty,
            objective=f"aim-{index % 3}",
        )
        for difficulty, count in (("easy", 3), ("medium", 4), ("hard", 3))
        for index in range(each * count)
    ]
    questions += [
        single(f"r-{difficulty}-{index}", pool="review", difficulty=difficulty, objective=f"aim-{index}")
        for difficulty in ("easy", "hard")
        for index in range(3)
    ]
    bank = Bank(
        schema=1,
        bank="one",
        version=1,
        objectives=tuple(
            Objective(id=f"aim-{index}", text=f"Aim {index}", taught_in=f"lesson#part-{index}")
            for index in range(3)
        ),
        misconceptions=(
            Misconception(
                id="myth", belief="So", refute="Not so", taught_in="lesson#myth", lab="quiet-stream"
            ),
        ),
        questions=(*questions, *more),
    )
    return Library(banks=(bank,))


def book(*events: Event, start: datetime = START, minutes: float = 1.0) -> list[Recorded]:
    """The events as recorded, ``minutes`` apart."""
    return add([], events, start=start, minutes=minutes)


def add(
    records: list[Recorded], events: Iterable[Event], *, start: datetime | None = None, minutes: float = 1.0
) -> list[Recorded]:
    """The records with further events, each a little later than the last one."""
    at = start or records[-1].at
    for event in events:
        at += timedelta(minutes=minutes)
        records.append(Recorded(id=len(records) + 1, learner="x", at=at, event=event))
    return records
