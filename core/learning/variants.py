"""A question with its numbers drawn: the same seed gives the same variant, and every number in it is computed."""

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from pydantic import ValidationError

from core.base import BatchwiseError, Fault, InvalidInput, stream
from core.learning.calculation import Calculation, Numbers
from core.learning.calculations import CALCULATIONS
from core.learning.lesson_fill import EXPRESSION, expression_text
from core.learning.question import Question

MOST_DRAWS = 200
MOST_SEED = 2**32 - 1


def variant(
    question: Question, seed: int, calculations: Mapping[str, Calculation] = CALCULATIONS
) -> Question:
    """The concrete question of one seed: numbers drawn and computed, texts filled in, no params left.

    A question without params comes back as it is. Raises InvalidInput if its numbers cannot be computed.
    """
    return question if not question.params else with_numbers(question, drawn(question, seed), calculations)


def drawn(question: Question, seed: int) -> Numbers:
    """The numbers that the seed draws from the question's lists."""
    rng = stream(seed, f"numbers of {question.id}")
    lists = sorted((question.params or {}).items())
    return {name: values[int(rng.integers(len(values)))] for name, values in lists}


def all_draws(question: Question) -> Iterator[Numbers]:
    """Every combination of the question's numbers where there are at most 200, else those of 200 seeds."""
    lists = sorted((question.params or {}).items())
    if math.prod(len(values) for _, values in lists) > MOST_DRAWS:
        yield from (drawn(question, seed) for seed in range(MOST_DRAWS))
    else:
        names = [name for name, _ in lists]
        for values in itertools.product(*(values for _, values in lists)):
            yield dict(zip(names, values, strict=True))


def numbers_of(
    question: Question, draw: Numbers, calculations: Mapping[str, Calculation] = CALCULATIONS
) -> Numbers:
    """The drawn numbers and those computed from them. Raises InvalidInput if there is no such calculation."""
    if question.computes is None:
        return draw
    if question.computes not in calculations:
        known = ", ".join(sorted(calculations))
        raise _fault("computes", f"{question.computes!r} is no calculation", f"write one of {known}")
    try:
        computed = calculations[question.computes](draw)
    except (BatchwiseError, ArithmeticError, KeyError, TypeError, ValueError) as error:
        problem = f"{question.computes} fails for {_shown(draw)} ({type(error).__name__}: {error})"
        raise _fault("computes", problem, "draw numbers that it can take") from error
    return {**draw, **computed}


def with_numbers(
    question: Question, draw: Numbers, calculations: Mapping[str, Calculation] = CALCULATIONS
) -> Question:
    """The concrete question for the numbers given. Raises InvalidInput with all its faults."""
    numbers = numbers_of(question, draw, calculations)
    faults: list[Fault] = []
    facts = _filled(question.model_dump(), numbers, faults, "")
    mistakes = enumerate(facts.get("feedback", ()))
    for part, place in ((facts, ""), *((mistake, f"feedback[{index}].") for index, mistake in mistakes)):
        for name in ("answer", "value"):
            if part.get(f"{name}_is") is not None:
                part[name] = _number(part.pop(f"{name}_is"), numbers, faults, f"{place}{name}_is")
    if faults:
        raise InvalidInput([_about(fault, draw) for fault in faults])
    try:
        return type(question).model_validate({**facts, "params": None, "computes": None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _fault(
            ".".join(map(str, first["loc"])), f"{first['msg']} for {_shown(draw)}", "correct it"
        ) from error


def _filled(value: Any, numbers: Numbers, faults: list[Fault], name: str) -> Any:
    """A copy of plain data with every text in it filled."""
    match value:
        case str() if "{{" in value:
            return _text(value, numbers, faults, name)
        case dict():
            return {
                key: _filled(inner, numbers, faults, f"{name}.{key}".lstrip("."))
                for key, inner in value.items()
            }
        case tuple():
            return tuple(
                _filled(inner, numbers, faults, f"{name}[{place}]") for place, inner in enumerate(value)
            )
        case _:
            return value


def _text(text: str, numbers: Numbers, faults: list[Fault], name: str) -> str:
    def value(match: Any) -> str:
        try:
            return expression_text(match.group(), numbers)
        except ValueError as error:
            known = ", ".join(sorted(numbers))
            faults.append(Fault(field=name, problem=str(error), fix=f"use one of {known}"))
            return ""

    if "{{" in EXPRESSION.sub("", text):
        faults.append(Fault(field=name, problem="{{ is not closed", fix="close it with }} on the same line"))
    return EXPRESSION.sub(value, text)


def _number(name: str, numbers: Numbers, faults: list[Fault], field: str) -> float:
    value = numbers.get(name)
    if value is None or not np.isfinite(value):
        problem = f"{name!r} is {'not computed' if value is None else 'not a finite number'}"
        fault = Fault(field=field, problem=problem, fix=f"name one of {', '.join(sorted(numbers))}")
        faults.append(fault)
        return 0.0
    return float(value)


def _about(fault: Fault, draw: Numbers) -> Fault:
    return Fault(field=fault.field, problem=f"{fault.problem}, with {_shown(draw)}", fix=fault.fix)


def _shown(draw: Numbers) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in draw.items()) or "nothing drawn"


def _fault(field: str, problem: str, fix: str) -> InvalidInput:
    return InvalidInput([Fault(field=field, problem=problem, fix=fix)])
