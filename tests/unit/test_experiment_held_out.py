"""Scores on held-out messages: made where the measuring is done, and the same after the way over the wire."""

import json

import numpy as np
import pytest

from core.experiment.held_out import held_out, held_out_from_plain, held_out_to_plain
from core.experiment.jobs import Bench
from core.text import Corpus, train

TOPICS = {"sport": "match goal team", "money": "bank loan rate", "food": "bread soup dinner"}
OWN = Corpus(
    name="own.csv",
    texts=tuple(f"{words} number {n}" for words in TOPICS.values() for n in range(30)),
    labels=tuple(label for label in TOPICS for _ in range(30)),
)
TASK = {
    "do": "score",
    "classifiers": ["hashing-sgd", "tfidf-logreg"],
    "corpus": OWN.content_hash,
    "corpus_rows": {"name": OWN.name, "texts": OWN.texts, "labels": OWN.labels},
}


def test_every_classifier_asked_for_scores_the_messages_it_was_not_trained_on():
    seen = []
    answer = json.loads(json.dumps(Bench().do(TASK, report=seen.append, stop=lambda: False)))
    assert list(answer["scores"]) == TASK["classifiers"]
    assert [one["scored"] for one in seen] == [1, 2]
    here = held_out(train("tfidf-logreg", OWN))
    there = held_out_from_plain(answer["scores"]["tfidf-logreg"])
    assert there.classes == here.classes == ("food", "money", "sport")
    assert there.labels.tolist() == here.labels.tolist() and len(there.labels) == 27
    assert np.array_equal(there.probabilities, here.probabilities)
    assert there.probabilities.sum(axis=1) == pytest.approx(np.ones(27))


def test_stop_keeps_the_scores_made_so_far():
    seen = []
    answer = Bench().do(TASK, report=seen.append, stop=lambda: bool(seen))
    assert list(answer["scores"]) == ["hashing-sgd"]


def test_the_plain_form_is_exact():
    scores = held_out(train("hashing-sgd", OWN))
    copy = held_out_from_plain(json.loads(json.dumps(held_out_to_plain(scores))))
    assert np.array_equal(copy.probabilities, scores.probabilities)
