"""Training says how good the classifier is on messages it has not seen; the keeper trains each one once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from core.base import InvalidInput
from core.text import Accuracy, Corpus, TrainedModels, make_messages, train
from core.text import training as training_module

CORPUS = make_messages(900, seed=2)
TRAINED = train("hashing-sgd", CORPUS)


@pytest.fixture
def trainings(monkeypatch):
    """The (name, content hash) of each training that really ran."""
    seen = []

    def counted(name, corpus):
        seen.append((name, corpus.content_hash))
        return train(name, corpus)

    monkeypatch.setattr(training_module, "train", counted)
    return seen


def test_the_held_out_part_is_judged_and_is_none_of_the_trained_part():
    assert (TRAINED.n_train, TRAINED.n_test) == (630, 270)
    assert TRAINED.trained_on == CORPUS.content_hash
    assert TRAINED.classes == ("ok", "spam")
    given = TRAINED.predict(list(TRAINED.held_out.texts))
    truth = np.array(TRAINED.held_out.labels)
    assert TRAINED.accuracy.correct == (given == truth).sum()


def test_the_confusion_agrees_with_the_answers_counted_by_hand():
    given = TRAINED.predict(list(TRAINED.held_out.texts))
    counts = Counter(zip(TRAINED.held_out.labels, given.tolist(), strict=True))
    tp, fp, fn, tn = (
        counts[pair] for pair in (("spam", "spam"), ("ok", "spam"), ("spam", "ok"), ("ok", "ok"))
    )
    assert TRAINED.confusion == ((tn, fp), (fn, tp))


def test_the_exact_interval_is_that_of_clopper_and_pearson():
    accuracy = Accuracy.of(48, 50)  # tables: 0.8629 to 0.9951
    assert (accuracy.low, accuracy.high) == pytest.approx((0.8629, 0.9951), abs=5e-5)
    assert Accuracy.of(50, 50).high == 1.0
    assert Accuracy.of(50, 50).low == pytest.approx(0.025 ** (1 / 50))


def test_a_large_corpus_is_thinned_in_proportion_and_keeps_its_rare_labels():
    n = 40_000
    labels = ["a" if row % 4 else "b" for row in range(n)]
    labels[:6] = ["rare"] * 6
    corpus = Corpus(name="big", texts=tuple(f"text {row}" for row in range(n)), labels=tuple(labels))
    thinned = training_module._thinned(corpus, seed=0)
    counts = Counter(thinned.labels)
    assert len(thinned) == pytest.approx(12_000, abs=10)
    assert counts["rare"] == 6
    assert counts["b"] / counts["a"] == pytest.approx(1 / 3, rel=0.01)


def test_a_corpus_of_one_label_or_with_too_few_of_one_is_refused_with_all_faults():
    with pytest.raises(InvalidInput, match="only 1 label"):
        train("tfidf-logreg", Corpus(name="c", texts=tuple("abcdef"), labels=("x",) * 6))
    texts = tuple(f"text {n}" for n in range(12))
    with pytest.raises(InvalidInput) as caught:
        train("tfidf-logreg", Corpus(name="c", texts=texts, labels=("x",) * 7 + ("y",) * 4 + ("z",)))
    assert [fault.problem for fault in caught.value.faults] == ["'y' has 4 messages", "'z' has 1 messages"]


def test_texts_with_nothing_to_learn_from_are_refused_in_plain_words():
    corpus = Corpus(name="marks", texts=tuple("!" * n for n in range(1, 21)), labels=("x", "y") * 10)
    with pytest.raises(InvalidInput, match="TF-IDF \\+ logistic regression finds too little in them"):
        train("tfidf-logreg", corpus)


def test_an_unknown_classifier_is_refused_before_anything_is_kept():
    models = TrainedModels()
    with pytest.raises(InvalidInput, match="tfidf-forest"):
        models.get("no-such", CORPUS)
    assert len(models) == 0


def test_the_same_content_is_trained_once_whatever_its_name(trainings):
    models = TrainedModels()
    renamed = Corpus(name="renamed", texts=CORPUS.texts, labels=CORPUS.labels)
    assert models.get("hashing-sgd", CORPUS) is models.get("hashing-sgd", renamed)
    assert trainings == [("hashing-sgd", CORPUS.content_hash)]
    models.get("hashing-sgd", make_messages(200, seed=8))
    assert len(trainings) == 2


def test_threads_that_ask_at_the_same_moment_share_one_training(trainings):
    models, gate = TrainedModels(), Barrier(8)

    def ask(_):
        gate.wait()
        return models.get("tfidf-logreg", CORPUS)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert len(trainings) == 1
    assert all(answer is answers[0] for answer in answers)


def test_the_least_recently_used_classifier_goes_first(trainings):
    models = TrainedModels(most=2)
    a, b, c = (make_messages(200, seed=seed) for seed in range(3))
    for corpus in (a, b, a, c, a):
        models.get("hashing-sgd", corpus)
    assert len(models) == 2
    assert [hash_ for _, hash_ in trainings] == [a.content_hash, b.content_hash, c.content_hash]
    models.get("hashing-sgd", b)
    assert len(trainings) == 4


def test_a_training_that_failed_leaves_no_stuck_place():
    models = TrainedModels()
    bad = Corpus(name="bad", texts=tuple("abcdef"), labels=("x",) * 6)
    for _ in range(2):
        with pytest.raises(InvalidInput):
            models.get("hashing-sgd", bad)
