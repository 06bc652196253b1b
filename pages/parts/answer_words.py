"""Answers and refusals in words."""

from core.base import InvalidInput
from core.learning.predict_measures import MEASURES
from core.learning.question import (
    Misconception,
    MultiQuestion,
    NumberQuestion,
    OrderQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
)

EMPTY = {
    "single": "Choose an answer first.",
    "multi": "Choose at least one answer first.",
    "number": "Type a number first.",
    "predict": "Type your guess first.",
    "order": "Put the items in order first.",
}


def answer_words(question: Question, answer: tuple[str, ...]) -> str:
    """An answer as a person reads it: the texts of the options, the items in their order, the number with its unit."""
    match question:
        case SingleQuestion(options=options) | MultiQuestion(options=options):
            return "; ".join(option.text for option in options if option.id in answer)
        case OrderQuestion(items=items):
            texts = {item.id: item.text for item in items}
            return " → ".join(texts[item] for item in answer)
        case NumberQuestion(unit=unit):
            return _with_unit(answer[0], unit)
        case PredictQuestion(measure=measure):
            return _with_unit(answer[0], MEASURES[measure].unit)


def belief_words(belief: Misconception) -> str:
    """What may lie behind a wrong answer, and what to say to it."""
    return f"A belief to give up: “{belief.belief}” {belief.refute}"


def refusal(refused: InvalidInput) -> str:
    """Why something typed is no answer, and what to write instead."""
    return " ".join(f"{_sentence(fault.problem)} {_sentence(fault.fix)}" for fault in refused.faults)


def _with_unit(typed: str, unit: str) -> str:
    typed = typed.strip()
    return f"{typed} {unit}" if unit and typed[-1:] in "0123456789.," else typed


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
