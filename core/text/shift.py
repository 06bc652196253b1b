"""Ways a text can change before the model reads it: spam in disguise, and a service that prepares texts in its own way."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from core.base import Checks

Preparation = Literal["as_is", "lower", "letters", "first_words"]

_LOOKALIKES = str.maketrans({"e": "3", "i": "1", "o": "0", "a": "@"})
_NO_LETTER = re.compile(r"[^\w\s]|[\d_]")


def disguise(text: str, share: float, draw: Callable[[], float]) -> str:
    """The text with look-alike signs in a share of its words of four letters and more.

    >>> disguise("claim the free watch", 1.0, lambda: 0.5)
    'cl@1m the fr33 w@tch'
    """
    words = text.split(" ")
    return " ".join(
        word.translate(_LOOKALIKES) if len(word) > 3 and draw() < share else word for word in words
    )


def prepare(texts: Sequence[str], how: Preparation, *, words: int = 5) -> list[str]:
    """The texts as a service hands them to the model. words: how many "first_words" leaves.

    >>> prepare(["Call 555 NOW!"], "letters"), prepare(["Call 555 NOW!"], "lower")
    (['Call  NOW'], ['call 555 now!'])
    >>> prepare(["one two three"], "first_words", words=2)
    ['one two']
    """
    checks = Checks()
    checks.whole("words", words, least=1)
    checks.done()
    match how:
        case "as_is":
            return list(texts)
        case "lower":
            return [text.lower() for text in texts]
        case "letters":
            return [_NO_LETTER.sub("", text) for text in texts]
        case "first_words":
            return [" ".join(text.split()[:words]) for text in texts]
