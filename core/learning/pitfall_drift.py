"""A classifier left as it is while the messages change: rarer spam, or spam in disguise."""

from functools import cache
from typing import Literal

import numpy as np

from core.base import Checks, stream
from core.metrics import ConfusionMatrix
from core.text import Corpus, Trained, default_corpus, make_messages, message_key
from core.text.shift import disguise

Change = Literal["rarer", "disguised"]

MESSAGES = 2_000
PREVALENCES = (0.45, 0.20, 0.10, 0.05, 0.02)
DISGUISES = (0.0, 0.25, 0.50, 0.75, 1.0)


@cache
def drifted(trained: Trained, change: Change, level: float, *, seed: int = 0) -> ConfusionMatrix:
    """What the classifier, unchanged, does on about 2,000 new messages; spam is the positive class.

    level: for "rarer" the share of spam among them; for "disguised" the share of the longer words of spam that are
    written with look-alike signs (fr33). Messages that the built-in corpus also holds are left out.
    """
    checks = Checks()
    checks.number("level", level, least=0, most=1)
    checks.done()
    prevalence = level if change == "rarer" else PREVALENCES[0]
    fresh = _unseen(make_messages(MESSAGES, seed=seed + 2, prevalence=prevalence))
    texts, spam = list(fresh.texts), np.array(fresh.labels) == "spam"
    if change == "disguised":
        draw = stream(seed, "disguise").random
        texts = [disguise(text, level, draw) if bad else text for text, bad in zip(texts, spam, strict=True)]
    flagged = trained.predict(texts) == "spam"
    return ConfusionMatrix(
        tp=int((flagged & spam).sum()),
        fp=int((flagged & ~spam).sum()),
        fn=int((~flagged & spam).sum()),
        tn=int((~flagged & ~spam).sum()),
    )


def _unseen(corpus: Corpus) -> Corpus:
    known = set(map(message_key, default_corpus().texts))
    rows = [row for row, text in enumerate(corpus.texts) if message_key(text) not in known]
    return corpus.pick(rows, name="live")
