"""Two leaks, made on purpose: what the test promised, and what the same model does on messages that are new."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.base import stream
from core.text import Accuracy, Corpus, classifier, make_messages

Leak = Literal["copies", "mark"]

DISTINCT, COPIES = 300, 3
LEARNED, TESTED, LIVE = 1_500, 1_000, 2_000
TEST_SHARE = 0.3
MARK, MARKED_SHARE = "closed without reply", 0.97

_Texts = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakTrial:
    """One pipeline trained and tested twice. claimed: the leaky test. live: that model on new messages.

    honest_claimed, honest_live: the same without the leak.
    """

    claimed: Accuracy
    live: Accuracy
    honest_claimed: Accuracy
    honest_live: Accuracy


@cache
def leak_trial(leak: Leak, seed: int = 0) -> LeakTrial:
    """TF-IDF + logistic regression, tested with and without the leak, then both on messages never seen."""
    return _copies(seed) if leak == "copies" else _mark(seed)


def _copies(seed: int) -> LeakTrial:
    """300 messages of which the archive holds three copies each: cut at random, most are on both sides."""
    archive, live = _archive_and_live(DISTINCT, seed)
    texts, labels = _columns(archive)
    rng = stream(seed, "leak")
    leaky = rng.permutation(np.repeat(np.arange(DISTINCT), COPIES))
    # Without the leak: a message and all its copies go to one side.
    honest = np.repeat(rng.permutation(DISTINCT), COPIES)
    halves = [_cut(rows, texts, labels) for rows in (leaky, honest)]
    return _trial(halves[0], halves[1], _columns(live))


def _mark(seed: int) -> LeakTrial:
    """Somebody marked nearly all spam after reading it; live, no message has the mark yet."""
    archive, live = _archive_and_live(LEARNED + TESTED, seed)
    texts, labels = _columns(archive)
    marked = (labels == "spam") & (stream(seed, "leak").random(len(labels)) < MARKED_SHARE)
    leaky = texts.copy()
    leaky[marked] = [f"{text} [{MARK}]" for text in texts[marked]]
    rows = np.arange(LEARNED + TESTED)
    return _trial(_cut(rows, leaky, labels), _cut(rows, texts, labels), _columns(live))


_Halves = tuple[_Texts, NDArray[Any], _Texts, NDArray[Any]]


def _cut(rows: NDArray[np.int64], texts: _Texts, labels: NDArray[Any]) -> _Halves:
    """(texts to learn, their labels, texts to test, their labels)."""
    at = LEARNED if len(rows) == LEARNED + TESTED else round(len(rows) * (1 - TEST_SHARE))
    return texts[rows[:at]], labels[rows[:at]], texts[rows[at:]], labels[rows[at:]]


def _trial(leaky: _Halves, honest: _Halves, live: tuple[_Texts, NDArray[Any]]) -> LeakTrial:
    found = []
    for learn, learn_labels, test, test_labels in (leaky, honest):
        model = classifier("tfidf-logreg").build(0).fit(learn, learn_labels)
        found += [_accuracy(model, test, test_labels), _accuracy(model, *live)]
    return LeakTrial(claimed=found[0], live=found[1], honest_claimed=found[2], honest_live=found[3])


def _accuracy(model: Any, texts: _Texts, labels: NDArray[Any]) -> Accuracy:
    return Accuracy.of(int((model.predict(texts) == labels).sum()), len(labels))


def _archive_and_live(size: int, seed: int) -> tuple[Corpus, Corpus]:
    # One run of the generator makes both, since only within one run all messages are known to differ.
    everything = make_messages(size + LIVE, seed=seed + 1)
    return (
        everything.pick(range(size), name="archive"),
        everything.pick(range(size, len(everything)), name="live"),
    )


def _columns(corpus: Corpus) -> tuple[_Texts, NDArray[Any]]:
    return np.array(corpus.texts, dtype=object), np.array(corpus.labels)
