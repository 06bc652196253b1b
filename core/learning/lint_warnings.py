"""What a good bank avoids, because it lets learners guess right or puzzles those who know: each rule yields faults."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from statistics import mean

from core.base import Fault, InvalidInput
from core.learning.bank_yaml import Trail
from core.learning.grading_answers import known_mistake
from core.learning.lint_readable import Readable, Rule
from core.learning.question import NumberQuestion, SingleQuestion
from core.learning.variants import all_draws, variant, with_numbers

MOST_SHARE = 0.40
FEWEST_VARIANTS = 4
MOST_KEY_LENGTH = 1.3
_ABOVE = re.compile(r"\b(all|none|both|neither) of (the above|these|them|the options)\b", re.IGNORECASE)
_NUMERIC = re.compile(r"\W*\d[\d\s.,]*\S{0,2}(?:\s\S+){0,3}")
_NEGATIVE = re.compile(
    r"\b(?:NOT|EXCEPT)\b|\b[Ee]xcept\b|\b[Ww]hich\b[^.?!]*\b(?:is|are|does|do|would) not\b"
)


def _singles(bank: Readable) -> Iterator[tuple[Trail, SingleQuestion, int]]:
    """Each single with one key: its trail, one variant of it, the key's position."""
    for trail, question in bank.choices():
        keys = [index for index, option in enumerate(question.options) if option.correct]
        if isinstance(question, SingleQuestion) and len(keys) == 1:
            concrete = _variant(question)
            if concrete is not None:
                yield trail, concrete, keys[0]


def _variant(question: SingleQuestion) -> SingleQuestion | None:
    """What learners see of it; None where it cannot be computed, which is an error told elsewhere."""
    try:
        concrete = variant(question, 0)
    except InvalidInput:
        return None
    assert isinstance(concrete, SingleQuestion)  # a variant keeps its kind
    return concrete


def _is_numeric(question: SingleQuestion) -> bool:
    """Whether every option is a number, maybe with its unit: how long that is gives nothing away."""
    return all(_NUMERIC.fullmatch(option.text) for option in question.options)


def longest_keys(bank: Readable) -> Iterator[Fault]:
    """The right option is the longest one too often."""
    worded = [(question, key) for _, question, key in _singles(bank) if not _is_numeric(question)]
    lengths = [([len(option.text) for option in question.options], key) for question, key in worded]
    longest = sum(all(own[key] > n for i, n in enumerate(own) if i != key) for own, key in lengths)
    if bank.whole and longest > 1 and longest / len(lengths) > MOST_SHARE:
        problem = f"the right option is the longest in {longest} of {len(lengths)}"
        yield bank.file.fault(("questions",), problem, "shorten right options or fill out wrong ones")


def long_keys(bank: Readable) -> Iterator[Fault]:
    """A right option is much longer than the wrong ones of its question."""
    for trail, question, key in _singles(bank):
        if _is_numeric(question):
            continue
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
        if bank.whole and count > 1 and count / total > MOST_SHARE:
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
    """A wrong option or a known wrong number has no belief behind it."""
    without = [trail for trail, one in bank.options() if not one.correct and one.misconception is None]
    for trail, question in bank.questions():
        mistakes = question.feedback if isinstance(question, NumberQuestion) else ()
        without += [(*trail, "feedback", n) for n, one in enumerate(mistakes) if one.misconception is None]
    for trail in without:
        yield bank.file.fault(trail, "is wrong without a misconception", 'write "misconception: …"')


def hints_in_a_test(bank: Readable) -> Iterator[Fault]:
    """A question of the test has hints, which nobody will see."""
    for trail, question in bank.questions():
        if question.pool == "test" and question.hints:
            yield bank.file.fault((*trail, "hints"), "are never shown in pool test", "remove them")


def unused_beliefs(bank: Readable) -> Iterator[Fault]:
    """A belief tempts to no answer of its bank."""
    used = {option.misconception for _, option in bank.options()}
    for _, question in bank.questions():
        if isinstance(question, NumberQuestion):
            used |= {mistake.misconception for mistake in question.feedback}
    for index, belief in enumerate(bank.bank.misconceptions):
        if bank.whole and belief.id not in used:
            yield bank.file.fault(("misconceptions", index), "is tied to no answer", "name it at an option")


def few_variants(bank: Readable) -> Iterator[Fault]:
    """Numbers are drawn, but there is little to draw."""
    for trail, question in bank.questions():
        count = len(list(all_draws(question))) if question.params else FEWEST_VARIANTS
        if count < FEWEST_VARIANTS:
            problem = f"has {count} {'variant' if count == 1 else 'variants'}"
            yield bank.file.fault(
                (*trail, "params"), problem, f"write numbers for at least {FEWEST_VARIANTS}"
            )


def mistakes_within_the_tolerance(bank: Readable) -> Iterator[Fault]:
    """A known wrong value would be taken for right, or is the same as another one."""
    fix = "narrow the tolerance, or draw other numbers"
    for trail, question in bank.questions():
        if isinstance(question, NumberQuestion):
            concrete = list(_concrete(question))
            for index in sorted({index for one in concrete for index in _taken_for_right(one)}):
                problem = "lies within the tolerance of the answer"
                yield bank.file.fault((*trail, "feedback", index), problem, fix)
            for index in sorted({index for one in concrete for index in _told_already(one)}):
                problem = "is the same value as a known mistake above"
                yield bank.file.fault((*trail, "feedback", index), problem, "draw other numbers")


def _concrete(question: NumberQuestion) -> Iterator[NumberQuestion]:
    """Every draw of the question. Draws that fail are told of elsewhere."""
    for draw in all_draws(question):
        try:
            concrete = with_numbers(question, draw) if question.params else question
        except InvalidInput:
            return
        assert isinstance(concrete, NumberQuestion)  # a variant keeps its kind
        yield concrete


def _taken_for_right(question: NumberQuestion) -> Iterator[int]:
    """The places of the known mistakes that the tolerance takes for right."""
    for index, mistake in enumerate(question.feedback):
        if known_mistake(question, mistake.number) is None:
            yield index


def _told_already(question: NumberQuestion) -> Iterator[int]:
    """The places of the known mistakes whose value an earlier one has."""
    values = [mistake.number for mistake in question.feedback]
    for index, value in enumerate(values):
        if any(math.isclose(value, earlier) for earlier in values[:index]):
            yield index


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
    hints_in_a_test,
    unused_beliefs,
    few_variants,
    mistakes_within_the_tolerance,
)
