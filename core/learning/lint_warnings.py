"""What a good bank avoids, because it lets learners guess right or puzzles those who know: each rule yields faults."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import mean

from core.base import Fault
from core.learning.bank_yaml import Trail
from core.learning.lint_errors import Readable, Rule
from core.learning.question import SingleQuestion

MOST_SHARE = 0.40
MOST_KEY_LENGTH = 1.3
_ABOVE = re.compile(r"\b(all|none|both|neither) of (the above|these|them|the options)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:NOT|EXCEPT)\b|\b[Ee]xcept\b|\b[Ww]hich\b[^.?!]*\b(?:is|are|does|do|would) not\b"
)


def _singles(bank: Readable) -> Iterator[tuple[Trail, SingleQuestion, int]]:
    """Each single with one key: its trail, itself, the key's position."""
    for trail, question in bank.choices():
        keys = [index for index, option in enumerate(question.options) if option.correct]
        if isinstance(question, SingleQuestion) and len(keys) == 1:
            yield trail, question, keys[0]


def longest_keys(bank: Readable) -> Iterator[Fault]:
    """The right option is the longest one too often."""
    lengths = [([len(option.text) for option in q.options], key) for _, q, key in _singles(bank)]
    longest = sum(all(own[key] > n for i, n in enumerate(own) if i != key) for own, key in lengths)
    if bank.whole and lengths and longest / len(lengths) > MOST_SHARE:
        problem = f"the right option is the longest in {longest} of {len(lengths)}"
        yield bank.file.fault(("questions",), problem, "shorten right options or fill out wrong ones")


def long_keys(bank: Readable) -> Iterator[Fault]:
    """A right option is much longer than the wrong ones of its question."""
    for trail, question, key in _singles(bank):
        others = mean(len(option.text) for option in question.options if not option.correct)
        if len(question.options[key].text) > MOST_KEY_LENGTH * others:
            problem = f"is over {MOST_KEY_LENGTH} times as long as the mean wrong option"
            yield bank.file.fault(
                (*trail, "options", key, "text"), problem, "shorten it or fill out the others"
            )


def key_positions(bank: Readable) -> Iterator[Fault]:
    """The right option stands in the same place too often."""
    positions = Counter(key for _, _, key in _singles(bank))
    total = positions.total()
    for position, count in sorted(positions.items()):
        if bank.whole and count / total > MOST_SHARE:
            problem = f"the right option is number {position + 1} in {count} of {total}"
            yield bank.file.fault(("questions",), problem, "spread the right options over the positions")


def above_options(bank: Readable) -> Iterator[Fault]:
    """An option speaks of the other options."""
    for trail, option in bank.options():
        if _ABOVE.search(option.text):
            problem = "refers to the other options, which are shuffled"
            yield bank.file.fault((*trail, "text"), problem, "write an answer that stands alone")


def negative_stems(bank: Readable) -> Iterator[Fault]:
    """A stem asks for what is not so."""
    for trail, question in bank.questions():
        if _NEGATIVE.search(question.stem):
            yield bank.file.fault((*trail, "stem"), "asks for what is NOT so", "ask for what is so")


def unexplained_distractors(bank: Readable) -> Iterator[Fault]:
    """A wrong option has no belief behind it."""
    for trail, option in bank.options():
        if not option.correct and option.misconception is None:
            yield bank.file.fault(trail, "is wrong without a misconception", 'write "misconception: …"')


def hard_without_steps(bank: Readable) -> Iterator[Fault]:
    """A hard question has no worked solution."""
    for trail, question in bank.questions():
        if question.difficulty == "hard" and not question.solution:
            yield bank.file.fault(
                (*trail, "solution"), "is hard without worked steps", "write do/because steps"
            )


WARNINGS: tuple[Rule, ...] = (
    longest_keys,
    long_keys,
    key_positions,
    above_options,
    negative_stems,
    unexplained_distractors,
    hard_without_steps,
)
