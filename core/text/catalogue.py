"""The classifiers a learner can choose from: scikit-learn pipelines whose costs differ visibly."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from core.base import Fault, InvalidInput

# Every run of letters and digits is a word, single characters too: some languages write little else.
WORD = r"\b\w+\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierSpec:
    """One classifier: ``build(seed)`` gives it untrained, and the same one for the same seed.

    what: what it does, in one sentence. why: why it is in the list, that is, where its time goes.
    """

    name: str
    title: str
    what: str
    why: str
    build: Callable[[int], Pipeline]


def classifier(name: str) -> ClassifierSpec:
    """The classifier of that name. Raises InvalidInput, with the names there are, if there is none.

    >>> classifier("tfidf-logreg").title
    'TF-IDF + logistic regression'
    """
    if name not in CATALOGUE:
        known = ", ".join(CATALOGUE)
        raise InvalidInput(
            [Fault(field="classifier", problem=f"{name!r} is not known", fix=f"give one of {known}")]
        )
    return CATALOGUE[name]


def _logistic_regression(seed: int) -> Pipeline:
    return make_pipeline(
        TfidfVectorizer(token_pattern=WORD, sublinear_tf=True), LogisticRegression(C=5.0, random_state=seed)
    )


def _hashing_sgd(seed: int) -> Pipeline:
    # The log loss, so that it can say how sure it is.
    return make_pipeline(
        HashingVectorizer(token_pattern=WORD, n_features=2**16, alternate_sign=False),
        SGDClassifier(loss="log_loss", alpha=1e-5, random_state=seed),
    )


def _neural_network(seed: int) -> Pipeline:
    # Few passes over the messages: with more it learns them by heart and answers new ones worse.
    return make_pipeline(
        TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 4), max_features=6000, sublinear_tf=True, dtype=np.float32
        ),
        TruncatedSVD(100, n_iter=2, random_state=seed),
        MLPClassifier((256, 128), learning_rate_init=2e-3, tol=0.02, n_iter_no_change=2, random_state=seed),
    )


def _random_forest(seed: int) -> Pipeline:
    return make_pipeline(
        TfidfVectorizer(token_pattern=WORD, sublinear_tf=True, dtype=np.float32),
        RandomForestClassifier(100, min_samples_leaf=2, n_jobs=1, random_state=seed),
    )


CATALOGUE: dict[str, ClassifierSpec] = {
    spec.name: spec
    for spec in (
        ClassifierSpec(
            name="tfidf-logreg",
            title="TF-IDF + logistic regression",
            what="Weighs each word of the text and adds the weights up.",
            why="Cheap all round: a small fixed cost for each call and very little work for each text.",
            build=_logistic_regression,
        ),
        ClassifierSpec(
            name="hashing-sgd",
            title="Hashing + linear model (SGD)",
            what="Hashes each word to a number, with no vocabulary to look up, and adds up learned weights.",
            why="The cheapest one: no vocabulary and one matrix product, so the call itself is most of the cost.",
            build=_hashing_sgd,
        ),
        ClassifierSpec(
            name="tfidf-svd-mlp",
            title="TF-IDF + SVD + neural network",
            what="Cuts the text into pieces of 3 and 4 letters, boils them down to 100 numbers and asks a small "
            "neural network.",
            why="Heavy work for every single text, which no batch can share: here batching helps least.",
            build=_neural_network,
        ),
        ClassifierSpec(
            name="tfidf-forest",
            title="TF-IDF + random forest",
            what="Asks 100 decision trees about the words of the text and takes the average of their answers.",
            why="A large fixed cost: each call visits all 100 trees, for one text or for a thousand. "
            "Here batching helps most.",
            build=_random_forest,
        ),
    )
}
