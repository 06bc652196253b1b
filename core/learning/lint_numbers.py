"""What a question with drawn numbers must not have: every combination of its numbers is tried (or 200 of them)."""

import re
from collections.abc import Iterator

from core.base import Fault, InvalidInput
from core.learning.bank_yaml import Trail
from core.learning.calculation import Numbers
from core.learning.lesson_fill import names_in
from core.learning.lint_readable import Readable, Rule, twins
from core.learning.question import (
    MultiQuestion,
    NumberQuestion,
    Question,
    SingleQuestion,
)
from core.learning.variants import all_draws, numbers_of, with_numbers


def faulty_draws(bank: Readable) -> Iterator[Fault]:
    """A draw cannot be computed, makes two options say the same, or makes another option right.

    One fault a place: that of the first draw that has it.
    """
    for trail, question in bank.questions():
        if question.params:
            told: set[str | None] = set()
            for draw in all_draws(question):
                for fault in _faults_of(bank, trail, question, draw):
                    if fault.where not in told:
                        yield fault
                    told.add(fault.where)


def typed_keys(bank: Readable) -> Iterator[Fault]:
    """The right option of a question with drawn numbers is neither computed nor checked by ``holds``."""
    for trail, question in bank.choices():
        if not question.params:
            continue
        drawn = set(question.params)
        for index, option in enumerate(question.options):
            if option.correct and option.holds is None and not names_in(option.text) - drawn:
                place = (*trail, "options", index)
                fix = "put a computed number in it, or write holds: and a computed name that is 1 where it is right"
                yield bank.file.fault(place, "is right by what was typed, whatever is drawn", fix)


def hints_that_name_the_answer(bank: Readable) -> Iterator[Fault]:
    """A hint shows the computed number that is asked for."""
    for trail, question in bank.questions():
        if not isinstance(question, NumberQuestion) or question.answer_is is None:
            continue
        for index, hint in enumerate(question.hints):
            if question.answer_is in names_in(hint.text):
                place = (*trail, "hints", index, "text")
                yield bank.file.fault(place, "contains the right answer", "point the way without saying it")


def unfilled_texts(bank: Readable) -> Iterator[Fault]:
    """A question without params has a {{ }} in it, which nothing would fill."""
    for trail, question in bank.questions():
        if not question.params:
            for field, text in _texts(question.model_dump(exclude={"code"}), ()):
                if "{{" in text:
                    yield bank.file.fault(
                        (*trail, *field), "has {{ but no params", "write params, or the number"
                    )


def _faults_of(bank: Readable, trail: Trail, question: Question, draw: Numbers) -> Iterator[Fault]:
    try:
        concrete = with_numbers(question, draw)
    except InvalidInput as error:
        for fault in error.faults:
            yield bank.file.fault((*trail, *_trail(fault.field)), fault.problem, fault.fix)
        return
    if isinstance(concrete, SingleQuestion | MultiQuestion):
        yield from _unfit_options(bank, trail, concrete, draw, numbers_of(question, draw))


def _unfit_options(
    bank: Readable,
    trail: Trail,
    concrete: SingleQuestion | MultiQuestion,
    draw: Numbers,
    numbers: Numbers,
) -> Iterator[Fault]:
    shown = ", ".join(f"{name} {value:g}" for name, value in draw.items())
    for index, twin in twins(option.text for option in concrete.options):
        problem = f"says the same as option {concrete.options[twin].id}, with {shown}"
        yield bank.file.fault((*trail, "options", index, "text"), problem, "draw other numbers")
    for index, option in enumerate(concrete.options):
        if option.holds is None:
            continue
        place = (*trail, "options", index, "holds")
        if option.holds not in numbers:
            fix = f"name one of {', '.join(sorted(numbers))}"
            yield bank.file.fault(place, f"{option.holds!r} is not computed", fix)
        elif bool(numbers[option.holds]) != option.correct:
            said = "is marked right but does not hold" if option.correct else "is marked wrong but holds"
            yield bank.file.fault(place, f"{said}, with {shown}", "draw other numbers")


def _trail(field: str) -> Trail:
    """
    >>> _trail("options[0].text")
    ('options', 0, 'text')
    """
    return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"\w+", field))


def _texts(value: object, trail: Trail) -> Iterator[tuple[Trail, str]]:
    match value:
        case str():
            yield trail, value
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, (*trail, key))
        case tuple():
            for index, inner in enumerate(value):
                yield from _texts(inner, (*trail, index))
        case _:
            pass


NUMBER_ERRORS: tuple[Rule, ...] = (
    faulty_draws,
    typed_keys,
    hints_that_name_the_answer,
    unfilled_texts,
)
