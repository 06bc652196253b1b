"""Made-up short messages, spam against ordinary ones, put together from phrases under one seed."""

import math
import random
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, stream
from core.text.corpus import Corpus, message_key
from core.text.phrases import CLOSINGS, GREETINGS, SHARED
from core.text.templates import Draw, Phrase, Pool, one_of
from core.text.themes import ORDINARY, SPAM

LEAST_WORDS, MOST_WORDS = 3, 60
MOST_MESSAGES = 100_000

# Words in a message: lognormal with this median and spread, then cut to LEAST_WORDS … MOST_WORDS.
_MEDIAN_WORDS, _SPREAD = 14.0, 0.65
# Where a phrase comes from: the message's own theme (likelier for the first), the other class, else the shared pool.
_FIRST_OWN_SHARE, _OWN_SHARE, _OTHER_SHARE = 0.97, 0.7, 0.03
_GREETING_SHARE, _CLOSING_SHARE, _TYPO_SHARE, _LOWER_CASE_SHARE = 0.35, 0.3, 0.3, 0.2
_SHOUT_SHARE = {"spam": 0.35, "ok": 0.15}
_OTHER_LABEL = {"spam": "ok", "ok": "spam"}


def make_messages(size: int, *, seed: int = 0, prevalence: float = 0.45, label_noise: float = 0.02) -> Corpus:
    """``size`` distinct messages of 3 to 60 words, shuffled, labelled "spam" or "ok".

    prevalence: share labelled spam, exact to one message. label_noise: share of the rarer class whose label is
    swapped with a message of the other class, so that the prevalence stays as chosen.
    Raises InvalidInput if a number is out of range.

    >>> corpus = make_messages(200, seed=3, prevalence=0.25)
    >>> len(corpus), corpus.labels.count("spam")
    (200, 50)
    """
    checks = Checks()
    checks.whole("size", size, least=2, most=MOST_MESSAGES)
    checks.number("prevalence", prevalence, least=0, most=1)
    checks.number("label_noise", label_noise, least=0, most=0.5)
    checks.done()
    rng = stream(seed, "messages")
    is_spam = rng.permutation(size) < round(size * prevalence)
    lengths = rng.lognormal(math.log(_MEDIAN_WORDS), _SPREAD, size).round().clip(LEAST_WORDS, MOST_WORDS)
    draw = random.Random(int(rng.integers(2**63))).random
    texts = _distinct_texts(
        ["spam" if spam else "ok" for spam in is_spam], lengths.astype(int).tolist(), draw
    )
    shown = is_spam ^ _swapped(is_spam, label_noise, rng)
    return Corpus(
        name="messages", texts=tuple(texts), labels=tuple("spam" if spam else "ok" for spam in shown)
    )


def _swapped(is_spam: NDArray[np.bool_], share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which labels are wrong: as many of one class as of the other."""
    swapped = np.zeros_like(is_spam)
    n_wrong = round(share * min(is_spam.sum(), (~is_spam).sum()))
    for members in (is_spam, ~is_spam):
        swapped[rng.choice(np.flatnonzero(members), n_wrong, replace=False)] = True
    return swapped


def _distinct_texts(labels: list[str], lengths: list[int], draw: Draw) -> list[str]:
    seen: set[str] = set()
    texts = []
    for label, n_words in zip(labels, lengths, strict=True):
        text = _message(label, n_words, draw)
        while (key := message_key(text)) in seen:
            # Short messages run out first, so each new try may be one word longer.
            n_words = min(n_words + 1, MOST_WORDS)
            text = _message(label, n_words, draw)
        seen.add(key)
        texts.append(text)
    return texts


def _message(label: str, n_words: int, draw: Draw) -> str:
    """One message of ``n_words`` words, or one or two fewer where no phrase fits any more (never under three)."""
    left = n_words
    opening = closing = None
    if left > LEAST_WORDS + 2 and draw() < _GREETING_SHARE:
        opening = one_of(_GREETINGS, draw)
        left -= opening.n_words
    if left > LEAST_WORDS + 2 and draw() < _CLOSING_SHARE:
        closing = one_of(_CLOSINGS, draw)
        left -= closing.n_words
    parts = [_punctuated(phrase.fill(draw), label, draw) for phrase in _body(label, left, draw)]
    if opening:
        parts.insert(0, opening.fill(draw))
    if closing:
        parts.append(closing.fill(draw))
    return _roughened(" ".join(parts), draw)


def _body(label: str, words_left: int, draw: Draw) -> list[Phrase]:
    own = one_of(_THEMES[label], draw)
    other = one_of(_THEMES[_OTHER_LABEL[label]], draw)
    phrases: list[Phrase] = []
    while words_left >= LEAST_WORDS:
        own_share = _OWN_SHARE if phrases else _FIRST_OWN_SHARE
        where = draw()
        pool = own if where < own_share else other if where < own_share + _OTHER_SHARE else _SHARED
        phrase = pool.fitting(words_left, draw)
        if phrase in phrases and draw() < 0.95:  # people rarely repeat themselves
            continue
        phrases.append(phrase)
        words_left -= phrase.n_words
    return phrases


def _punctuated(sentence: str, label: str, draw: Draw) -> str:
    sentence = sentence[0].upper() + sentence[1:]
    if sentence.endswith("?"):
        return sentence
    return sentence + ("!" if draw() < _SHOUT_SHARE[label] else ".")


def _roughened(text: str, draw: Draw) -> str:
    """The text as people type it: some in lower case only, some with a slip or two."""
    if draw() < _LOWER_CASE_SHARE:
        text = text.lower()
    while draw() < _TYPO_SHARE:
        text = _with_typo(text, draw)
    return text


def _with_typo(text: str, draw: Draw) -> str:
    """The text with one slip: two letters swapped, one left out, one doubled or one wrong."""
    at = int(draw() * len(text))
    if not text[at : at + 2].isalpha() or at + 1 >= len(text):
        return text
    first, second = text[at], text[at + 1]
    slips = (second + first, second, first + first + second, one_of(ascii_lowercase, draw) + second)
    return text[:at] + one_of(slips, draw) + text[at + 2 :]


_GREETINGS = [Phrase.of(pattern) for pattern in GREETINGS]
_CLOSINGS = [Phrase.of(pattern) for pattern in CLOSINGS]
_SHARED = Pool(SHARED, most_words=MOST_WORDS)
_THEMES = {
    label: [Pool(patterns, most_words=MOST_WORDS) for patterns in themes.values()]
    for label, themes in (("spam", SPAM), ("ok", ORDINARY))
}
