"""How the review says things: days, grades, and why a card is there."""

from datetime import date

from core.learning.events_review import Grade
from core.learning.review import ReviewCard
from core.learning.review_queue import Why

GRADE_WORDS: dict[Grade, str] = {"again": "Again", "hard": "Hard", "good": "Good", "easy": "Easy"}
EARNED: dict[Grade, str] = {
    "again": "What was wrong or shown is asked again soon.",
    "hard": "Right with a hint or a second try counts as hard.",
    "good": "Right at once counts as good. Say easy, or that it was harder than it looked.",
    "easy": "",
}


def day_words(day: date, today: date) -> str:
    """A day ahead as people say it.

    >>> day_words(date(2026, 3, 3), date(2026, 3, 2)), day_words(date(2026, 3, 6), date(2026, 3, 2))
    ('tomorrow', 'in 4 days, on 6 March')
    """
    days = (day - today).days
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days, on {day.day} {day:%B}"


def days_words(day: date, today: date) -> str:
    """How far off a day is, for a button.

    >>> days_words(date(2026, 3, 3), date(2026, 3, 2)), days_words(date(2026, 3, 6), date(2026, 3, 2))
    ('1 day', '4 days')
    """
    days = (day - today).days
    return "1 day" if days == 1 else f"{days} days"


def why_words(why: Why, card: ReviewCard | None, today: date) -> str:
    """Why a card is there, for the line above it."""
    if card is None:
        return "New to you"
    if why == "open":
        return "Begun today"
    ago = (today - card.last.day).days
    seen = "seen today" if ago == 0 else "seen yesterday" if ago == 1 else f"seen {ago} days ago"
    return f"Last time wrong though you were sure, {seen}" if why == "sure" else seen.capitalize()
