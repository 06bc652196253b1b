"""The built-in classifiers, each trained once in a process of tests, however many files ask for it."""

from core.text import Trained, TrainedModels, default_corpus

MODELS = TrainedModels()


def built_in(name: str) -> Trained:
    """The classifier of this name, trained as the app trains it."""
    return MODELS.get(name, default_corpus())
