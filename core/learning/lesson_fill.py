"""Filling the numbers of a lesson in: every {{ expression }} by itself, in a sandbox."""

import re
from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from core.learning.lesson_faults import Complaints
from core.learning.numbers_format import FILTERS

_EXPRESSION = re.compile(r"\{\{.*?\}\}")


def fill(text: str, numbers: Mapping[str, object], complaints: Complaints, *, first_line: int = 1) -> str:
    """``text`` with each {{ expression }} replaced by its value; lines stay where they are.

    An expression sits on one line. One that cannot be computed stays as it is and is complained of.
    Statements ({% %}) and comments ({# #}) mean nothing here: ``{#id}`` names a section.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters.update(FILTERS)

    def filled_line(line_number: int, line: str) -> str:
        def value(match: re.Match[str]) -> str:
            return _value(environment, match.group(), numbers, complaints, line_number)

        if "{{" in _EXPRESSION.sub("", line):
            complaints.add(line_number, "number", "{{ is not closed", "close it with }} on the same line")
        return _EXPRESSION.sub(value, line)

    lines = enumerate(text.split("\n"), start=first_line)
    return "\n".join(filled_line(line_number, line) for line_number, line in lines)


def _value(
    environment: SandboxedEnvironment,
    expression: str,
    numbers: Mapping[str, object],
    complaints: Complaints,
    line: int,
) -> str:
    """The text of one expression, or the expression itself and a complaint."""
    try:
        return environment.from_string(expression).render(numbers)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        problem = f"{expression} cannot be computed ({error})"
        complaints.add(line, "number", problem, "use a name that core/learning/numbers.py defines")
        return expression
