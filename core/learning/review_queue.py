"""What to review today: errors made in confidence first, then what is most nearly forgotten, then a few new questions.

A question of the test is never reviewed, or the test would ask what was just practised: where one was missed, the review
asks its own questions about the same objective.
"""

import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from core.learning.calibration import CONFIDENT
from core.learning.events import Recorded, TestAnswered
from core.learning.library import Library, Placed
from core.learning.question import PredictQuestion
from core.learning.question_parts import Pool
from core.learning.review import ReviewCard
from core.learning.review_grades import Item

NEW_A_DAY = 5
REVIEWED: tuple[Pool, ...] = ("practice", "review")
Why: TypeAlias = Literal["open", "sure", "due", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One question to review. why: left open today, missed while sure, due, or new. card: None if new."""

    placed: Placed
    why: Why
    card: ReviewCard | None = None

    @property
    def item(self) -> Item:
        """Bank, question and revision."""
        return item_of(self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A learner's review on one day. known: the cards of questions that are still asked. due: the queue.

    done: how many items were reviewed today. next_day: the next day after today on which a card is due, None if none.
    """

    today: date
    known: tuple[ReviewCard, ...]
    due: tuple[Due, ...]
    done: int
    next_day: date | None


def item_of(placed: Placed) -> Item:
    """What a card is filed under: a raised revision is another item."""
    return (placed.bank, placed.question.id, placed.question.rev)


def presentation_seed(learner: str, item: Item, day: date) -> int:
    """The seed of an item's numbers and of its options' order on one day: the same at every look, another tomorrow."""
    return zlib.crc32(f"review/{learner}/{'/'.join(map(str, item))}/{day.isoformat()}".encode())


def review(
    cards: Sequence[ReviewCard], records: Iterable[Recorded], library: Library, *, learner: str, today: date
) -> Review:
    """What this learner has to review today. cards: those that the records lead to (core.learning.review.cards)."""
    asked = {item_of(placed): placed for placed in library.placed(*REVIEWED) if _askable(placed)}
    known = tuple(card for card in cards if card.item in asked)
    old = [_old(card, asked[card.item], learner, today) for card in known]
    queue = sorted((due for due in old if due is not None), key=lambda due: _rank(due, today))
    begun = sum(card.first == today and asked[card.item].question.pool == "review" for card in known)
    fresh = _new(cards, records, library, asked.values(), {card.item for card in known})
    return Review(
        today=today,
        known=known,
        due=(*queue, *fresh[: max(0, NEW_A_DAY - begun)]),
        done=sum(card.last.day == today and card.last.settled for card in known),
        next_day=min((card.due for card in known if card.due > today), default=None),
    )


def _askable(placed: Placed) -> bool:
    """A prediction needs a run, which no flashcard waits for."""
    return not isinstance(placed.question, PredictQuestion)


def _old(card: ReviewCard, placed: Placed, learner: str, today: date) -> Due | None:
    if card.last.day >= today:
        left_open = not card.last.settled and card.last.seed == presentation_seed(learner, card.item, today)
        return Due(placed=placed, card=card, why="open") if left_open else None
    if card.due > today:
        return None
    return Due(placed=placed, card=card, why="sure" if card.last.sure else "due")


def _rank(due: Due, today: date) -> tuple[int, float, Item]:
    assert due.card is not None
    return ({"open": 0, "sure": 1}.get(due.why, 2), due.card.recalled(today), due.item)


def _new(
    cards: Sequence[ReviewCard],
    records: Iterable[Recorded],
    library: Library,
    asked: Iterable[Placed],
    known: Collection[Item],
) -> list[Due]:
    """Questions never seen, of the review pool, about objectives that the learner has met: the worst met first."""
    needs = _needs(cards, records, library)
    fresh = [
        placed
        for placed in asked
        if placed.question.pool == "review"
        and item_of(placed) not in known
        and placed.question.objective in needs
    ]
    fresh.sort(key=lambda placed: needs[placed.question.objective])  # stable: the order of the banks within
    return [Due(placed=placed, why="new") for placed in fresh]


def _needs(cards: Sequence[ReviewCard], records: Iterable[Recorded], library: Library) -> dict[str, int]:
    """Objectives met → 0 if one was missed while sure, 1 if missed, 2 if not missed the last time."""
    objectives = {(placed.bank, placed.question.id): placed.question.objective for placed in library.placed()}
    needs: dict[str, int] = {}

    def note(bank: str, question_id: str, need: int) -> None:
        objective = objectives.get((bank, question_id))
        if objective is not None:
            needs[objective] = min(need, needs.get(objective, need))

    for card in cards:
        note(card.item[0], card.item[1], 0 if card.last.sure else 1 if card.last.earned == "again" else 2)
    for record in records:
        if isinstance(record.event, TestAnswered):
            answer = record.event
            wrong = 0 if (answer.certainty or 0.0) >= CONFIDENT else 1
            note(answer.bank, answer.question, 2 if answer.correct else wrong)
    return needs
