"""Where a learner stands in today's review, replayed from the stored events, and the writing down of each next move."""

from dataclasses import dataclass

import streamlit as st

from core.learning.events import Recorded, ReviewRated
from core.learning.events_review import Grade
from core.learning.keys import move
from core.learning.library import Placed
from core.learning.review import ReviewCard, cards
from core.learning.review_queue import REVIEWED, Review, Why, item_of, presentation_seed, review
from core.learning.settled import settled
from pages.parts import answer_spoken, answer_stem, cached, clock, quiz_asked, session
from pages.parts.quiz_asked import Asked

KINDS = (
    "answer_given",
    "hint_opened",
    "solution_shown",
    "practice_restarted",
    "test_started",
    "test_answered",
    "test_abandoned",
    "review_rated",
)

EMPTY = "review_empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """A learner's review at this moment, and the events that it was replayed from."""

    review: Review
    records: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The flashcard that is on. card: what was known of it before this moment, None if it is new."""

    asked: Asked
    why: Why
    card: ReviewCard | None


def now() -> Now:
    """Today's review of this learner. A day begins at midnight UTC."""
    learner, library, today = session.learner(), cached.library(), clock.today()
    records = settled(session.events(kinds=KINDS), library)
    found = review(cards(records), records, library, learner=learner, today=today)
    return Now(review=found, records=records)


def shown(now: Now, wanted: str) -> Shown | None:
    """The card named in the address while it is answered today, else the first of the queue; None if nothing is due.

    Its name goes into the address, so that a refresh after the answer shows the same card.
    """
    found = _answered(now, wanted) or _next(now)
    if found is None:
        st.query_params.pop("card", None)
    else:
        st.query_params["card"] = found.asked.question.id
    return found


def rate(shown: Shown, grade: Grade | None) -> None:
    """Stores what the learner says of the answer (None: nothing beyond what it earned), and goes on to the next card."""
    asked = shown.asked
    if grade is not None:
        question = asked.question
        event = ReviewRated(
            bank=asked.bank, question=question.id, rev=question.rev, seed=asked.seed, grade=grade
        )
        session.record(event, key=_key(asked, "rated"))
    st.query_params.pop("card", None)
    _tell(_next(now()))


def _tell(following: Shown | None) -> None:
    """Takes the focus to the next card, or to the words that there is none."""
    if following is None:
        answer_spoken.tell("No more questions for today.", focus=EMPTY)
    else:
        answer_spoken.tell("Next question.", focus=answer_stem.container(following.asked.question))


def _key(asked: Asked, what: str) -> str:
    assert asked.seed is not None  # every flashcard has a seed of its own
    return move(asked.bank, asked.question.id, asked.question.rev, asked.seed, what)


def _next(now: Now) -> Shown | None:
    if not now.review.due:
        return None
    due = now.review.due[0]
    return Shown(asked=_asked(now, due.placed), why=due.why, card=due.card)


def _answered(now: Now, wanted: str) -> Shown | None:
    """The card of this name if today's flashcard of it is complete."""
    for card in now.review.known:
        today = card.last.day == now.review.today and card.last.settled
        if card.item[1] == wanted and today:
            placed = next(
                placed for placed in cached.library().placed(*REVIEWED) if item_of(placed) == card.item
            )
            asked = _asked(now, placed)
            return Shown(asked=asked, why="due", card=card) if asked.seed == card.last.seed else None
    return None


def _asked(now: Now, placed: Placed) -> Asked:
    seed = presentation_seed(session.learner(), item_of(placed), now.review.today)
    return quiz_asked.asked_of(now.records, cached.library(), placed.bank, placed.question, seed)
