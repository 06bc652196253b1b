"""Phrases with {slots}: how long they are, how they are filled, and which of them still fit into a message."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.text.words import WORDS

Draw = Callable[[], float]  # the next number of one random stream, uniform in [0, 1)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern cut at its slots: literal, slot, literal, …, literal. A slot becomes one word, always."""

    pieces: tuple[str, ...]
    n_words: int

    @classmethod
    def of(cls, pattern: str) -> "Phrase":
        """The phrase of a pattern.

        >>> Phrase.of("call {name} at {time}").n_words
        4
        """
        return cls(tuple(re.split(r"\{(\w+)\}", pattern)), len(pattern.split()))

    def fill(self, draw: Draw) -> str:
        """The phrase with a drawn word in each slot."""
        return "".join(_word(piece, draw) if at % 2 else piece for at, piece in enumerate(self.pieces))


class Pool:
    """Phrases kept by length, so that one that still fits is found at once."""

    def __init__(self, patterns: Sequence[str], *, most_words: int) -> None:
        phrases = [Phrase.of(pattern) for pattern in patterns]
        self._fitting = [[p for p in phrases if p.n_words <= most] for most in range(most_words + 1)]

    def fitting(self, words_left: int, draw: Draw) -> Phrase:
        """One of the phrases of at most ``words_left`` words."""
        return one_of(self._fitting[words_left], draw)


def one_of(items: Sequence[Item], draw: Draw) -> Item:
    """One of the items, each as likely."""
    return items[int(draw() * len(items))]


def _word(slot: str, draw: Draw) -> str:
    words = WORDS.get(slot)
    return _NUMBERS[slot](draw) if words is None else one_of(words, draw)


def _below(limit: int, draw: Draw) -> int:
    return int(draw() * limit)


def _amount(draw: Draw) -> str:
    pounds = int(3 * 10 ** (3 * draw()))  # from 3 to 3,000, small ones as common as large ones
    return f"£{pounds}" if draw() < 0.7 else f"£{pounds}.{_below(100, draw):02d}"


def _code(draw: Draw) -> str:
    return f"{one_of(_LETTERS, draw)}{one_of(_LETTERS, draw)}-{_below(10_000, draw):04d}"


def _link(draw: Draw) -> str:
    # Names under .example can never be registered, so no made-up link leads anywhere.
    return f"{one_of(_SITES, draw)}.example/{one_of(_LETTERS, draw).lower()}{_below(1000, draw)}"


_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_SITES = ("my-post", "go", "info", "your-page", "short", "help-desk", "web")
_NUMBERS: dict[str, Callable[[Draw], str]] = {
    "amount": _amount,
    "code": _code,
    "link": _link,
    "count": lambda draw: str(2 + _below(90, draw)),
    "time": lambda draw: f"{7 + _below(14, draw)}:{5 * _below(12, draw):02d}",
    "phone": lambda draw: f"07700900{_below(1000, draw):03d}",  # a range kept free for fiction
}
