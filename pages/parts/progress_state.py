"""What the progress page shows of questions: first answers, tests and cards, replayed from the stored events at once."""

from dataclasses import dataclass
from datetime import date

from core.learning.exam import Exam, exams
from core.learning.first_answers import FirstAnswer, first_answers
from core.learning.review import ReviewCard, cards
from core.learning.review_queue import review
from core.learning.settled import settled
from pages.parts import cached, clock, session
from pages.parts.review_state import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """firsts: without those of a test that still runs. known: the cards of questions that are still asked."""

    firsts: tuple[FirstAnswer, ...]
    tests: tuple[Exam, ...]
    known: tuple[ReviewCard, ...]
    today: date


def answered() -> Answered:
    """All of it, for this learner."""
    library, today = cached.library(), clock.today()
    records = session.events(kinds=KINDS)
    shown = settled(records, library)
    found = review(cards(shown), shown, library, learner=session.learner(), today=today)
    return Answered(
        firsts=first_answers(shown), tests=exams(records, library), known=found.known, today=today
    )
