"""What the app brings along, each made once in a process of tests, however many files ask for it."""

from core.learning.lesson import Lesson
from core.learning.library import Library
from core.learning.question import Bank
from core.text import Trained, TrainedModels, default_corpus
from pages.parts import cached

MODELS = TrainedModels()


def built_in(name: str) -> Trained:
    """The classifier of this name, trained as the app trains it."""
    return MODELS.get(name, default_corpus())


def bundled_library() -> Library:
    """Every question bank."""
    return cached.library()


def bundled_bank(name: str) -> Bank:
    """The bank of this name."""
    return {bank.bank: bank for bank in bundled_library().banks}[name]


def bundled_lessons() -> tuple[Lesson, ...]:
    """All lessons, in their order."""
    return cached.lessons()
