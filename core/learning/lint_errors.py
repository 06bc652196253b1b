"""What a bank must not have: each rule yields the faults it finds."""

import ast
from collections.abc import Iterable, Iterator

from core.base import Fault, InvalidInput
from core.experiment.presets import PRESETS
from core.learning.bank_yaml import Trail
from core.learning.demonstrations import DEMONSTRATIONS
from core.learning.lint_readable import Readable, Rule, plain, twins
from core.learning.predict import scenarios_of
from core.learning.question import (
    MultiQuestion,
    NumberQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
)
from core.learning.snippet import can_run

LEAST_ITEMS = 3


def duplicate_ids(bank: Readable) -> Iterator[Fault]:
    """An id is written twice among its like. Question ids are compared across banks, in lint.py."""
    yield from _repeated(bank, ((("objectives", i), part.id) for i, part in enumerate(bank.bank.objectives)))
    yield from _repeated(
        bank, ((("misconceptions", i), part.id) for i, part in enumerate(bank.bank.misconceptions))
    )
    for trail, question in bank.choices():
        yield from _repeated(
            bank, (((*trail, "options", i), part.id) for i, part in enumerate(question.options))
        )
    for trail, order in bank.orders():
        yield from _repeated(bank, (((*trail, "items", i), part.id) for i, part in enumerate(order.items)))


def _repeated(bank: Readable, ids: Iterable[tuple[Trail, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for trail, part_id in ids:
        if part_id in seen:
            yield bank.file.fault((*trail, "id"), f"{part_id!r} is used already", "choose another id")
        seen.add(part_id)


def duplicate_option_text(bank: Readable) -> Iterator[Fault]:
    """Two options of one question say the same."""
    for trail, question in bank.choices():
        for index, twin in twins(option.text for option in question.options):
            problem = f"says the same as option {question.options[twin].id}"
            yield bank.file.fault((*trail, "options", index, "text"), problem, "write a different answer")


def number_of_keys(bank: Readable) -> Iterator[Fault]:
    """A single has not exactly one key, or a multi has none."""
    for trail, question in bank.choices():
        keys = sum(option.correct for option in question.options)
        if isinstance(question, SingleQuestion) and keys != 1:
            problem = f"has {keys} right options" if keys else "has no right option"
            yield bank.file.fault((*trail, "options"), problem, "mark exactly one with correct: true")
        if isinstance(question, MultiQuestion) and keys == 0:
            yield bank.file.fault(
                (*trail, "options"), "has no right option", "mark each right one with correct: true"
            )


def dangling_objectives(bank: Readable) -> Iterator[Fault]:
    """A question names an objective that the bank does not have."""
    known = {objective.id for objective in bank.bank.objectives}
    for trail, question in bank.questions():
        yield from _dangling(bank, (*trail, "objective"), question.objective, known, "objective")


def dangling_misconceptions(bank: Readable) -> Iterator[Fault]:
    """An option or a known wrong number names a belief that the bank does not have."""
    known = {misconception.id for misconception in bank.bank.misconceptions}
    for trail, option in bank.options():
        yield from _dangling(bank, (*trail, "misconception"), option.misconception, known, "misconception")
    for trail, question in bank.questions():
        for index, mistake in enumerate(question.feedback if isinstance(question, NumberQuestion) else ()):
            place = (*trail, "feedback", index, "misconception")
            yield from _dangling(bank, place, mistake.misconception, known, "misconception")


def dangling_presets(bank: Readable) -> Iterator[Fault]:
    """A belief names neither a lab preset nor a demonstration, or a question names no lab preset."""
    known = bank.known.presets
    if known is None:
        return
    for index, misconception in enumerate(bank.bank.misconceptions):
        place = ("misconceptions", index, "lab")
        yield from _dangling(bank, place, misconception.lab, known | DEMONSTRATIONS.keys(), "lab preset")
    for trail, question in bank.questions():
        if isinstance(question, PredictQuestion):
            yield from _dangling(bank, (*trail, "lab"), question.lab, known, "lab preset")


def _dangling(
    bank: Readable, trail: Trail, name: str | None, known: Iterable[str], what: str
) -> Iterator[Fault]:
    names = sorted(known)
    if name is not None and name not in names:
        yield bank.file.fault(
            trail, f"{name!r} is no {what}", f"write one of {', '.join(names) or '(none yet)'}"
        )


def untaught_beliefs(bank: Readable) -> Iterator[Fault]:
    """A belief names no lesson section that refutes it, or one that does not exist. The five of practice need none."""
    pools = {question.pool for question in bank.bank.questions}
    for index, belief in enumerate(bank.bank.misconceptions):
        trail: Trail = ("misconceptions", index, "taught_in")
        if not belief.taught_in and pools - {"practice"}:
            yield bank.file.fault(trail, "is refuted in no section", 'write "lesson#section"')
        elif belief.taught_in and bank.known.sections is not None:
            yield from _dangling(bank, trail, belief.taught_in, bank.known.sections, "lesson section")


def untaught_objectives(bank: Readable) -> Iterator[Fault]:
    """An objective is tested, but no lesson section teaches it."""
    tested = {question.objective for question in bank.bank.questions}
    for index, objective in enumerate(bank.bank.objectives):
        trail: Trail = ("objectives", index, "taught_in")
        if objective.id in tested and not objective.taught_in:
            yield bank.file.fault(trail, "is tested but taught nowhere", 'write "lesson#section"')
        elif objective.taught_in and bank.known.sections is not None:
            yield from _dangling(bank, trail, objective.taught_in, bank.known.sections, "lesson section")


def hints_with_the_key(bank: Readable) -> Iterator[Fault]:
    """A hint says the answer."""
    for trail, question in bank.questions():
        keys = [plain(text) for text in _key_texts(question)]
        for index, hint in enumerate(question.hints):
            if any(f" {key} " in f" {plain(hint.text)} " for key in keys if key):
                place = (*trail, "hints", index, "text")
                yield bank.file.fault(place, "contains the right answer", "point the way without saying it")


def faulty_orders(bank: Readable) -> Iterator[Fault]:
    """Things to put in order are fewer than three, or two of them say the same."""
    for trail, question in bank.orders():
        if len(question.items) < LEAST_ITEMS:
            yield bank.file.fault((*trail, "items"), f"has {len(question.items)} items", "write at least 3")
        for index, twin in twins(item.text for item in question.items):
            problem = f"says the same as item {question.items[twin].id}"
            yield bank.file.fault((*trail, "items", index, "text"), problem, "write something different")


def faulty_predictions(bank: Readable) -> Iterator[Fault]:
    """A prediction stands in the test pool (its key is each server's own), or its preset does not measure it."""
    for trail, question in bank.questions():
        if not isinstance(question, PredictQuestion):
            continue
        if question.pool == "test":
            problem = "is a prediction, and each server measures its own key"
            yield bank.file.fault((*trail, "pool"), problem, "write practice or review")
        if question.lab in PRESETS:
            try:
                scenarios_of(question)
            except InvalidInput as error:
                for fault in error.faults:
                    yield bank.file.fault((*trail, fault.field), fault.problem, fault.fix)


def code_that_is_no_python(bank: Readable) -> Iterator[Fault]:
    """Code that is to be run cannot even be parsed."""
    for trail, question in bank.questions():
        if can_run(question) and question.code is not None and not question.params:
            yield from _no_python(bank, (*trail, "code", "text"), question.code.text)
    for trail, option in bank.options():
        if option.code is not None and "{{" not in option.code:
            yield from _no_python(bank, (*trail, "code"), option.code)


def _no_python(bank: Readable, trail: Trail, code: str) -> Iterator[Fault]:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        yield bank.file.fault(trail, f"is no Python{line}", "correct the code")


def _key_texts(question: Question) -> list[str]:
    if isinstance(question, SingleQuestion | MultiQuestion):
        return [option.text for option in question.options if option.correct]
    if isinstance(question, NumberQuestion) and question.answer is not None:
        return [f"{question.answer:g} {question.unit}"]
    return []


ERRORS: tuple[Rule, ...] = (
    duplicate_ids,
    duplicate_option_text,
    number_of_keys,
    dangling_objectives,
    dangling_misconceptions,
    dangling_presets,
    untaught_objectives,
    untaught_beliefs,
    hints_with_the_key,
    faulty_orders,
    faulty_predictions,
    code_that_is_no_python,
)
