"""What an answer is worth, kind by kind: whether it can be one, how much of it is right, and what to say about it."""

import math
from collections.abc import Iterable
from itertools import combinations

from core.base import Fault, InvalidInput, stream
from core.learning.grading_number import number_words, read_number
from core.learning.predict_measures import MEASURES
from core.learning.question import (
    Choice,
    KnownMistake,
    MultiQuestion,
    NumberQuestion,
    Option,
    OrderItem,
    OrderQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
    option_named,
)

Answer = tuple[str, ...]

# A tolerance is an author's decimal: what lies on its edge must not fail by the last bit of a sum.
EDGE = 1e-9


def accepted(question: Question, chosen: Iterable[str]) -> Answer:
    """The answer in its one form: options sorted by id, items in the learner's order, or the number as typed.

    Raises InvalidInput, in words for the learner, if it is no answer to this question.
    """
    given = tuple(chosen)
    match question:
        case SingleQuestion() | MultiQuestion():
            given = tuple(sorted(set(given)))
            _check_options(question, given)
        case OrderQuestion(items=items):
            if sorted(given) != sorted(item.id for item in items):
                raise _refused("does not hold every item once", "put all the items in order")
        case NumberQuestion() | PredictQuestion():
            _number(question, given)
            given = (given[0].strip(),)
    return given


def share(question: Question, given: Answer, measured: float | None = None) -> float:
    """How much of the answer is right, from 0 to 1.

    Single, number and predict: 1 or 0. Multi: max(0, (TP − FP)/K). Order: max(0, (C − D)/(C + D)) over all pairs of
    items, C in the right order and D in the wrong one (Kendall's τ): any order by chance expects at most a little.
    """
    match question:
        case SingleQuestion() | MultiQuestion():
            right = _key(question)
            return max(0.0, (len(right & set(given)) - len(set(given) - right)) / len(right))
        case OrderQuestion(items=items):
            places = [given.index(item.id) for item in items]
            pairs = [first < second for first, second in combinations(places, 2)]
            return max(0.0, 2 * sum(pairs) / len(pairs) - 1)
        case NumberQuestion():
            return float(_within(question, _number(question, given), question.key))
        case PredictQuestion():
            return 0.0 if measured is None else float(_within(question, _number(question, given), measured))


def words(question: Question, given: Answer, measured: float | None = None) -> str:
    """What to say about a number, an order or a prediction; nothing of the key of a number. Empty for options."""
    match question:
        case NumberQuestion():
            return _number_said(question, _number(question, given))
        case OrderQuestion(items=items):
            right = sum(item.id == placed for item, placed in zip(items, given, strict=True))
            return f"{right} of {len(items)} stand in their place."
        case PredictQuestion() if measured is not None:
            unit = MEASURES[question.measure].unit
            guess = number_words(_number(question, given), unit)
            return f"You said {guess}; the run gave {number_words(measured, unit)}."
        case _:
            return ""


def beliefs(question: Question, given: Answer) -> tuple[str, ...]:
    """The misconceptions behind the answer, each once."""
    found: list[str | None] = []
    match question:
        case SingleQuestion() | MultiQuestion():
            chosen = (option_named(question, option_id) for option_id in given)
            found = [option.misconception for option in chosen if not option.correct]
        case NumberQuestion():
            mistake = known_mistake(question, _number(question, given))
            found = [mistake.misconception if mistake else None]
        case _:
            pass
    return tuple(dict.fromkeys(belief for belief in found if belief is not None))


def known_mistake(question: NumberQuestion, value: float) -> KnownMistake | None:
    """The known wrong value that this one is, by the question's own tolerance: the nearest, unless it is right."""
    if _within(question, value, question.key):
        return None
    near = [mistake for mistake in question.feedback if _within(question, value, mistake.number)]
    return min(near, key=lambda mistake: abs(mistake.number - value), default=None)


def shuffled_options(question: Choice, seed: int) -> tuple[Option, ...]:
    """The options in an order that depends on the seed and the question alone."""
    order = stream(seed, f"options of {question.id}").permutation(len(question.options))
    return tuple(question.options[index] for index in order)


def shuffled_items(question: OrderQuestion, seed: int) -> tuple[OrderItem, ...]:
    """The items in an order that depends on the seed and the question alone, and is never the right one."""
    rng = stream(seed, f"items of {question.id}")
    order = rng.permutation(len(question.items)).tolist()
    while order == sorted(order):
        order = rng.permutation(len(question.items)).tolist()
    return tuple(question.items[index] for index in order)


def guess_rate(question: Question) -> float:
    """The chance of a right answer by guessing: 1/options, 1/(2ⁿ − 1) of a multi, 1/n! of an order, 0 for a number."""
    match question:
        case SingleQuestion(options=options):
            return 1 / len(options)
        case MultiQuestion(options=options):
            return 1 / (math.exp2(len(options)) - 1)
        case OrderQuestion(items=items):
            return 1 / math.factorial(len(items))
        case _:
            return 0.0


def _key(question: Choice) -> frozenset[str]:
    return frozenset(option.id for option in question.options if option.correct)


def _check_options(question: Choice, given: Answer) -> None:
    for option_id in given:
        option_named(question, option_id)
    if not given or (isinstance(question, SingleQuestion) and len(given) > 1):
        fix = "choose one option" if isinstance(question, SingleQuestion) else "choose at least one option"
        raise _refused(f"{len(given)} options are chosen", fix)


def _number(question: NumberQuestion | PredictQuestion, given: Answer) -> float:
    unit = question.unit if isinstance(question, NumberQuestion) else MEASURES[question.measure].unit
    return read_number(given[0] if len(given) == 1 else "", unit)


def _within(question: NumberQuestion | PredictQuestion, value: float, target: float) -> bool:
    """|value − target| ≤ abs_tol, or ≤ rel_tol · |target|."""
    absolute = question.abs_tol if isinstance(question, NumberQuestion) else None
    tolerance = absolute if absolute is not None else (question.rel_tol or 0.0) * abs(target)
    return abs(value - target) <= tolerance + EDGE * abs(target)


def _number_said(question: NumberQuestion, value: float) -> str:
    if _within(question, value, question.key):
        return f"{number_words(question.key, question.unit)} is the value; yours is within the tolerance."
    mistake = known_mistake(question, value)
    return mistake.why if mistake else "That is not the value. Go through the steps once more."


def _refused(problem: str, fix: str) -> InvalidInput:
    return InvalidInput([Fault(field="answer", problem=problem, fix=fix)])
