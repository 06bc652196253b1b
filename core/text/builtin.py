"""The messages that come with Batchwise: one corpus to train on, and other messages to measure with."""

from functools import lru_cache

import numpy as np

from core.base import Checks, stream
from core.text.corpus import Corpus
from core.text.messages import make_messages

TRAINING_MESSAGES = 6_000
MEASURING_MESSAGES = 12_000
MOST_TEXTS = 20_000


def default_corpus() -> Corpus:
    """The built-in corpus that classifiers are trained on and judged by: 6,000 messages, 45 % of them spam."""
    return _builtin()[0]


def measuring_corpus() -> Corpus:
    """12,000 further messages, none of them in ``default_corpus``: for measuring speed, with labels."""
    return _builtin()[1]


def held_out_texts(n: int, seed: int) -> list[str]:
    """``n`` texts for measuring, in an order of their own for each seed; n from 1 to 20,000.

    Up to 12,000 all differ; beyond that the list begins again in another order, so texts repeat.
    None of them was ever trained on. Raises InvalidInput if n is out of range.

    >>> len(set(held_out_texts(100, seed=1)))
    100
    """
    checks = Checks()
    checks.whole("n", n, least=1, most=MOST_TEXTS)
    checks.done()
    texts, rng = measuring_corpus().texts, stream(seed, "texts")
    rounds = [rng.permutation(len(texts)) for _ in range(0, n, len(texts))]
    return [texts[row] for row in np.concatenate(rounds)[:n].tolist()]


@lru_cache(maxsize=1)
def _builtin() -> tuple[Corpus, Corpus]:
    # One run of the generator makes both, since only within one run all messages are known to differ.
    everything = make_messages(TRAINING_MESSAGES + MEASURING_MESSAGES)
    return (
        everything.pick(range(TRAINING_MESSAGES), name="built-in messages"),
        everything.pick(range(TRAINING_MESSAGES, len(everything)), name="messages for measuring"),
    )
