"""Training a classifier on a corpus, saying how good it is on messages it has not seen, and keeping it."""

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from core.base import Checks, Fault, InvalidInput, stream
from core.text.catalogue import ClassifierSpec, classifier
from core.text.corpus import Corpus, split

TEST_SHARE = 0.3
MOST_MESSAGES = (
    12_000  # for training and testing together; more would keep the learner waiting, for little gain
)
LEAST_PER_LABEL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """``correct`` of ``n`` messages were labelled right; low and high bound the true share (95 %, exact).

    Source: Clopper and Pearson, Biometrika 26 (1934).

    >>> accuracy = Accuracy.of(95, 100)
    >>> accuracy.value, round(accuracy.low, 3), round(accuracy.high, 3)
    (0.95, 0.887, 0.984)
    """

    correct: int
    n: int
    value: float
    low: float
    high: float

    @classmethod
    def of(cls, correct: int, n: int) -> "Accuracy":
        """The accuracy of ``correct`` right answers among ``n``."""
        interval = binomtest(correct, n).proportion_ci(0.95, method="exact")
        return cls(
            correct=correct, n=n, value=correct / n, low=float(interval.low), high=float(interval.high)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trained:
    """A trained classifier and its quality on ``held_out``, messages of the same corpus it was not trained on.

    trained_on: content hash of the whole corpus. n_train, n_test: messages trained on and held out.
    confusion: row = true label, column = label given, both in the order of ``classes``.
    """

    name: str
    pipeline: Pipeline
    classes: tuple[str, ...]
    trained_on: str
    n_train: int
    n_test: int
    accuracy: Accuracy
    confusion: tuple[tuple[int, ...], ...]
    held_out: Corpus

    def predict(self, texts: list[str]) -> NDArray[np.str_]:
        """The label of each text, in order, shape (n,): the bare pipeline, with nothing added to its cost."""
        labels: NDArray[np.str_] = self.pipeline.predict(texts)
        return labels

    def probabilities(self, text: str) -> dict[str, float]:
        """How sure the classifier is of each label for one text; they add up to 1."""
        return dict(zip(self.classes, self.pipeline.predict_proba([text])[0].tolist(), strict=True))

    def knows_of(self, text: str) -> bool:
        """Whether anything in the text is known to it; if not, its answer is what it leans to without any text."""
        return bool(self.pipeline[0].transform([text]).nnz)


def train(name: str, corpus: Corpus, *, seed: int = 0) -> Trained:
    """The classifier ``name`` trained on 70 % of the corpus and judged on the other 30 %.

    Of a large corpus at most 12,000 messages are used, drawn at random, a few of every label at least.
    Raises InvalidInput if the name is not known, if the corpus has under two labels or under five of one, or if
    the classifier finds too little in the texts to learn from.
    """
    spec = classifier(name)
    _check_labels(corpus)
    learn, held_out = split(_thinned(corpus, seed), test_share=TEST_SHARE, seed=seed)
    pipeline = _fitted(spec, learn, seed)
    truth, given = np.asarray(held_out.labels), pipeline.predict(held_out.texts)
    classes = tuple(pipeline.classes_.tolist())
    return Trained(
        name=name,
        pipeline=pipeline,
        classes=classes,
        trained_on=corpus.content_hash,
        n_train=len(learn),
        n_test=len(held_out),
        accuracy=Accuracy.of(int((truth == given).sum()), len(held_out)),
        confusion=tuple(map(tuple, confusion_matrix(truth, given, labels=classes).tolist())),
        held_out=held_out,
    )


def _fitted(spec: ClassifierSpec, learn: Corpus, seed: int) -> Pipeline:
    try:
        # These matrices are small: a second thread costs more than it brings, far more on a busy machine.
        with threadpool_limits(limits=1):
            return spec.build(seed).fit(learn.texts, np.asarray(learn.labels))
    except ValueError as refusal:  # scikit-learn's word for texts without enough words, or without any
        problem = f"{spec.title} finds too little in them to learn from ({refusal})"
        fix = "give more or longer texts, or choose another classifier"
        raise InvalidInput([Fault(field="texts", problem=problem, fix=fix)]) from refusal


def _check_labels(corpus: Corpus) -> None:
    checks = Checks()
    counts = Counter(corpus.labels)
    if len(counts) < 2:
        checks.add("labels", f"only {len(counts)} label", "give messages of at least two labels")
    for label, n in counts.items():
        if n < LEAST_PER_LABEL:
            checks.add(
                "labels", f"{label!r} has {n} messages", f"give at least {LEAST_PER_LABEL} of each label"
            )
    checks.done()


def _thinned(corpus: Corpus, seed: int) -> Corpus:
    """At most about MOST_MESSAGES of the corpus, in proportion to its labels, ten of each label at least."""
    if len(corpus) <= MOST_MESSAGES:
        return corpus
    rng, labels = stream(seed, "thinning"), np.asarray(corpus.labels)
    rows: list[int] = []
    for label in sorted(set(corpus.labels)):
        members = np.flatnonzero(labels == label)
        n_kept = min(len(members), max(10, len(members) * MOST_MESSAGES // len(corpus)))
        rows += rng.choice(members, n_kept, replace=False).tolist()
    return corpus.pick(sorted(rows), name=corpus.name)


@dataclass(slots=True)
class _Place:
    """Room for one trained classifier; whoever holds the lock trains it, the others wait for it."""

    lock: Lock = field(default_factory=Lock)
    trained: Trained | None = None


class TrainedModels:
    """Keeps trained classifiers in memory, by name and content of the corpus; safe to use from many threads.

    Each is trained once, even if two ask for it at the same moment. Beyond ``most`` the least recently used goes.
    """

    def __init__(self, *, most: int = 16) -> None:
        checks = Checks()
        checks.whole("most", most, least=1)
        checks.done()
        self._most = most
        self._lock = Lock()
        self._places: OrderedDict[tuple[str, str], _Place] = OrderedDict()

    def get(self, name: str, corpus: Corpus) -> Trained:
        """The classifier ``name`` trained on ``corpus``. Raises InvalidInput as ``train`` does."""
        place = self._place(classifier(name).name, corpus)
        with place.lock:
            if place.trained is None:
                place.trained = train(name, corpus)
            return place.trained

    def __len__(self) -> int:
        return len(self._places)

    def _place(self, name: str, corpus: Corpus) -> _Place:
        with self._lock:
            key = (name, corpus.content_hash)
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
            return place
