"""Leaks made on purpose: what the test promised, and what the same model does on messages that nobody has seen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from threadpoolctl import threadpool_limits

from core.base import Checks, stream
from core.text import Accuracy, Corpus, classifier, make_messages, split
from core.text.catalogue import WORD

Leak = Literal["copies", "mark", "selection", "vocabulary"]
LEAKS: tuple[Leak, ...] = ("copies", "mark", "selection", "vocabulary")
# On a learner's own file: who would have set the mark there?
OWN_LEAKS: tuple[Leak, ...] = ("copies", "selection", "vocabulary")

LIVE = 1_000
COPIES = 3
MARK, MARKED_LABEL, MARKED_SHARE = "closed without reply", "spam", 0.97
# Few messages and many pieces of words to choose from: that is where a selection finds what is there by chance only.
PIECES_KEPT = 200
LEAST_OWN = 100

_Texts = NDArray[np.object_]
_Labelled = tuple[_Texts, NDArray[Any]]


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
    """One trial with built-in messages, made anew for each seed."""
    return _carried_out(leak, make_messages(_TRIALS[leak].archive + LIVE, seed=seed + 1), seed)


def own_leak_trial(leak: Leak, corpus: Corpus, seed: int = 0) -> LeakTrial:
    """One trial with a learner's texts, shared out anew for each seed: at most half to learn and test, others as live.

    Raises InvalidInput if there are under 100, or if the leak cannot be made on them.
    """
    checks = Checks()
    if leak not in OWN_LEAKS:
        checks.add("leak", f"{leak!r} cannot be made on your texts", f"choose one of {', '.join(OWN_LEAKS)}")
    if len(corpus) < LEAST_OWN:
        checks.add("texts", f"there are {len(corpus)}", f"give at least {LEAST_OWN}")
    checks.done()
    return _carried_out(leak, corpus, seed)


def with_mark(corpus: Corpus, seed: int = 0) -> Corpus:
    """The messages as somebody leaves them who read them and marked nearly all the spam."""
    texts, _ = _marked(_columns(corpus), stream(seed, "mark"))
    return Corpus(name=f"{corpus.name}, marked", texts=tuple(texts.tolist()), labels=corpus.labels)


def _carried_out(leak: Leak, corpus: Corpus, seed: int) -> LeakTrial:
    # Archive and live have each label in the same share: a difference in that would look like a small leak.
    size = min(_TRIALS[leak].archive, len(corpus) // 2)
    archive, rest = split(corpus, test_share=1 - size / len(corpus), seed=seed)
    live = rest.pick(range(min(LIVE, len(rest))), name="live")
    # These matrices are small: a second thread costs more than it brings, far more on a busy machine.
    with threadpool_limits(limits=1):
        return _TRIALS[leak].carry_out(_columns(archive), _columns(live), seed)


def _copies(archive: _Labelled, live: _Labelled, seed: int) -> LeakTrial:
    """The archive holds three copies of each message: cut at random, most are on both sides."""
    _, labels = archive
    rng = stream(seed, "leak")
    rows = np.repeat(np.arange(len(labels)), COPIES)
    leaky = [rows[half] for half in _halves(labels[rows], 0.7, rng)]
    # Without the leak: a message and all its copies go to one side.
    honest = [np.repeat(half, COPIES) for half in _halves(labels, 0.7, rng)]
    return _trial(_plain, (archive, leaky), (archive, honest), live)


def _mark(archive: _Labelled, live: _Labelled, seed: int) -> LeakTrial:
    """Somebody marked nearly all spam after reading it; live, no message has the mark yet."""
    rng = stream(seed, "leak")
    leaky = _marked(archive, rng)
    halves = _halves(archive[1], 0.6, rng)
    return _trial(_plain, (leaky, halves), (archive, halves), live)


def _marked(archive: _Labelled, rng: np.random.Generator) -> _Labelled:
    texts, labels = archive
    marked = (labels == MARKED_LABEL) & (rng.random(len(labels)) < MARKED_SHARE)
    leaky = texts.copy()
    leaky[marked] = [f"{text} [{MARK}]" for text in texts[marked]]
    return leaky, labels


def _selection(archive: _Labelled, live: _Labelled, seed: int) -> LeakTrial:
    """Of all pieces of words the 200 that go best with the label are kept: chosen on everything, or on the training half."""
    return _fitted_on_everything(_select, archive, live, seed)


def _vocabulary(archive: _Labelled, live: _Labelled, seed: int) -> LeakTrial:
    """Only the words and how rare they are come from everything; the labels of the test are not looked at."""
    return _fitted_on_everything(lambda: TfidfVectorizer(token_pattern=WORD, sublinear_tf=True), archive, live, seed)  # fmt: skip


def _select() -> Pipeline:
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    return make_pipeline(pieces, SelectKBest(chi2, k=PIECES_KEPT))


def _fitted_on_everything(
    features: Callable[[], Any], archive: _Labelled, live: _Labelled, seed: int
) -> LeakTrial:
    halves = _halves(archive[1], 0.5, stream(seed, "leak"))
    everything = features().fit(*archive)

    def leaky(texts: _Texts, labels: NDArray[Any]) -> Any:
        model = LogisticRegression(C=5.0).fit(everything.transform(texts), labels)
        return make_pipeline(everything, model)

    def honest(texts: _Texts, labels: NDArray[Any]) -> Any:
        return make_pipeline(features(), LogisticRegression(C=5.0)).fit(texts, labels)

    found = [
        *_promised_and_met(leaky, archive, halves, live),
        *_promised_and_met(honest, archive, halves, live),
    ]
    return LeakTrial(claimed=found[0], live=found[1], honest_claimed=found[2], honest_live=found[3])


_Halves = list[NDArray[np.int64]]
_Fit = Callable[[_Texts, NDArray[Any]], Any]


def _plain(texts: _Texts, labels: NDArray[Any]) -> Any:
    return classifier("tfidf-logreg").build(0).fit(texts, labels)


def _trial(
    fit: _Fit, leaky: tuple[_Labelled, _Halves], honest: tuple[_Labelled, _Halves], live: _Labelled
) -> LeakTrial:
    found = [*_promised_and_met(fit, *leaky, live), *_promised_and_met(fit, *honest, live)]
    return LeakTrial(claimed=found[0], live=found[1], honest_claimed=found[2], honest_live=found[3])


def _promised_and_met(fit: _Fit, archive: _Labelled, halves: _Halves, live: _Labelled) -> list[Accuracy]:
    """[accuracy on the test half, accuracy live] of the model fitted on the other half."""
    texts, labels = archive
    learn, test = halves
    model = fit(texts[learn], labels[learn])
    return [_accuracy(model, texts[test], labels[test]), _accuracy(model, *live)]


def _accuracy(model: Any, texts: _Texts, labels: NDArray[Any]) -> Accuracy:
    return Accuracy.of(int((model.predict(texts) == labels).sum()), len(labels))


def _halves(labels: NDArray[Any], share: float, rng: np.random.Generator) -> _Halves:
    """(rows to learn, rows to test), shuffled: this share of each label to learn, rounded up so that none is missing."""
    learn, test = list[int](), list[int]()
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label)).tolist()
        at = int(np.ceil(share * len(members)))
        learn, test = learn + members[:at], test + members[at:]
    return [rng.permutation(learn), rng.permutation(test)]


def _columns(corpus: Corpus) -> _Labelled:
    return np.array(corpus.texts, dtype=object), np.array(corpus.labels)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How many messages the archive has, and how a trial is carried out."""

    archive: int
    carry_out: Callable[[_Labelled, _Labelled, int], LeakTrial]


_TRIALS: dict[Leak, _Kind] = {
    "copies": _Kind(300, _copies),
    "mark": _Kind(1_000, _mark),
    "selection": _Kind(80, _selection),
    "vocabulary": _Kind(80, _vocabulary),
}
