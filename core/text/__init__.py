"""Real text and real classifiers: messages, the catalogue, training, and the learner's own CSV."""

from core.text.builtin import default_corpus, held_out_texts, measuring_corpus
from core.text.catalogue import CATALOGUE, ClassifierSpec, classifier
from core.text.corpus import Corpus, message_key, split
from core.text.messages import make_messages
from core.text.training import Accuracy, Trained, TrainedModels, train
from core.text.upload import read_labelled_csv

__all__ = [
    "CATALOGUE",
    "Accuracy",
    "ClassifierSpec",
    "Corpus",
    "Trained",
    "TrainedModels",
    "classifier",
    "default_corpus",
    "held_out_texts",
    "make_messages",
    "measuring_corpus",
    "message_key",
    "read_labelled_csv",
    "split",
    "train",
]
