"""Executes only text from the bundled banks, never anything that a visitor supplies: a question's code, run for real.

What comes back is what scikit-learn really did: a value or an exception. The public functions take a question and
an option's id, or a snippet of the folder of snippets, so that no free text can reach ``exec``. Reads the clock, to say
how long a snippet took.
"""

import ast
import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.base import Fault, InvalidInput
from core.learning.code_snippet import CodeSnippet
from core.learning.question import Choice, Question, option_named

MAX_CHARS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a snippet did, each part as Python prints it and at most MAX_CHARS long.

    value, value_type: the last expression's repr and type name; None if there was none or an exception came first.
    error_type, error_message: the exception; None if there was none. printed: what ``print`` wrote.
    """

    value: str | None = None
    value_type: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a snippet did, and how many seconds it took, by the wall clock."""

    outcome: Outcome
    seconds: float


def run_snippet(snippet: CodeSnippet, model: Any, messages: Sequence[str]) -> Ran:
    """Runs a bundled snippet against a warm copy of ``model``; the code finds ``model`` and the list ``messages``."""
    names = {"model": copy.deepcopy(model), "messages": list(messages)}
    names["model"].predict(
        names["messages"][:1]
    )  # the first call of all is slow, and is not what is asked about
    begun = time.perf_counter()
    outcome = _run([snippet.code], names)
    return Ran(outcome=outcome, seconds=time.perf_counter() - begun)


def can_run(question: Question) -> bool:
    """Whether the stem has code to run."""
    return question.code is not None and question.code.runnable and question.code.lang == "python"


def run_stem(question: Question, model: Any) -> Outcome:
    """Runs the stem's code against a copy of ``model`` (a fitted scikit-learn Pipeline).

    Raises InvalidInput if the question has no runnable code.
    """
    if question.code is None or not can_run(question):
        raise _nothing_to_run(f"question {question.id}")
    return _run([question.code.text], {"model": copy.deepcopy(model)})


def run_option(question: Choice, option_id: str, model: Any) -> Outcome:
    """Runs an option's code after the stem's set-up (all of the stem's code but its last expression).

    Raises InvalidInput if there is no such option or if it has no code.
    """
    option = option_named(question, option_id)
    if option.code is None:
        raise _nothing_to_run(f"option {option_id} of question {question.id}")
    setup = [question.code.text] if question.code is not None and can_run(question) else []
    return _run([*setup, option.code], {"model": copy.deepcopy(model)})


def _nothing_to_run(what: str) -> InvalidInput:
    return InvalidInput([Fault(field=what, problem="has no code to run", fix="choose one that shows code")])


def _run(sources: list[str], given: dict[str, Any]) -> Outcome:
    """Runs the sources one after the other in one fresh namespace; only the last one's last expression is evaluated.

    given: what the code finds there. Its model is a copy, because a snippet that trains must not change the model
    that everybody shares.
    """
    written: list[str] = []

    def collect(*values: object, sep: str = " ", end: str = "\n") -> None:
        written.append(sep.join(map(str, values)) + end)

    names = {**given, "print": collect}
    try:
        value, has_value = _last_value(sources, names)
        shown = {"value": _bounded(repr(value)), "value_type": type(value).__name__} if has_value else {}
    except Exception as error:  # the exception is the answer: the learner is to see which one it was
        shown = {"error_type": type(error).__name__, "error_message": _bounded(str(error))}
    return Outcome(**shown, printed=_bounded("".join(written)))


def _last_value(sources: list[str], names: dict[str, Any]) -> tuple[Any, bool]:
    value, has_value = None, False
    for number, source in enumerate(sources, start=1):
        body, last = _split(source)
        exec(compile(body, "<bank>", "exec"), names)  # noqa: S102 - bundled text only, see the first line
        if last is not None and number == len(sources):
            value, has_value = eval(compile(last, "<bank>", "eval"), names), True  # noqa: S307 - bundled text only
    return value, has_value


def _split(source: str) -> tuple[ast.Module, ast.Expression | None]:
    """The statements, and the expression at the end if there is one."""
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        return ast.Module(tree.body[:-1], []), ast.Expression(tree.body[-1].value)
    return tree, None


def _bounded(text: str) -> str:
    return text if len(text) <= MAX_CHARS else f"{text[: MAX_CHARS - 1]}…"
