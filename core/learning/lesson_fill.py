"""Filling numbers into text: every {{ expression }} by itself, in a sandbox. For lessons and for questions."""

import re
from collections.abc import Mapping
from functools import cache

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from core.base import BatchwiseError
from core.base.numbers_format import FILTERS
from core.learning.lesson_faults import Complaints

EXPRESSION = re.compile(r"\{\{.*?\}\}")


def fill(text: str, numbers: Mapping[str, object], complaints: Complaints, *, first_line: int = 1) -> str:
    """``text`` with each {{ expression }} replaced by its value; lines stay where they are.

    An expression sits on one line. One that cannot be computed stays as it is and is complained of.
    Statements ({% %}) and comments ({# #}) mean nothing here: ``{#id}`` names a section.
    """

    def filled_line(line_number: int, line: str) -> str:
        def value(match: re.Match[str]) -> str:
            return _value(match.group(), numbers, complaints, line_number)

        if "{{" in EXPRESSION.sub("", line):
            complaints.add(line_number, "number", "{{ is not closed", "close it with }} on the same line")
        return EXPRESSION.sub(value, line)

    lines = enumerate(text.split("\n"), start=first_line)
    return "\n".join(filled_line(line_number, line) for line_number, line in lines)


def expression_text(expression: str, numbers: Mapping[str, object]) -> str:
    """The text of one {{ expression }}. ValueError, in words, if it cannot be computed.

    >>> expression_text("{{ rate | count }}", {"rate": 1234.5})
    '1,234'
    """
    try:
        return _template(expression).render(numbers)
    except (BatchwiseError, TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise ValueError(f"{expression} cannot be computed ({error})") from error


@cache
def names_in(text: str) -> frozenset[str]:
    """The names of numbers that the expressions of a text use; of one that cannot be parsed, none.

    >>> sorted(names_in("{{ rate | count }} texts in {{ texts / rate }} s"))
    ['rate', 'texts']
    """
    names: set[str] = set()
    for expression in EXPRESSION.findall(text):
        try:
            names |= find_undeclared_variables(_environment().parse(expression))
        except TemplateError:
            continue  # filling it in says what is wrong with it
    return frozenset(names)


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters.update(FILTERS)
    return environment


@cache
def _template(expression: str) -> Template:
    return _environment().from_string(expression)


def _value(expression: str, numbers: Mapping[str, object], complaints: Complaints, line: int) -> str:
    """The text of one expression, or the expression itself and a complaint."""
    try:
        return expression_text(expression, numbers)
    except ValueError as error:
        complaints.add(
            line,
            "number",
            str(error),
            "use a name of given:, core/learning/numbers.py or lesson_functions.py",
        )
        return expression
