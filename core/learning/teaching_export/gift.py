"""GIFT: Moodle's plain text format, one question after another, written in Markdown.

Format: Moodle documentation, "GIFT format". ~ = # { } : and \\ are escaped, and a line break is \\n, since an empty line
would end the question.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from core.learning.question import Choice, NumberQuestion, OrderQuestion, SingleQuestion
from core.learning.teaching_export.carried import Carried, digits, tolerance
from core.learning.teaching_export.losses import LossBook
from core.learning.teaching_export.markup import plain

_SPECIAL = re.compile(r"[~=#{}:\\]")


def write(items: Sequence[Carried], book: LossBook) -> bytes:
    """A file of questions, each in a category named after its bank."""
    parts: list[str] = []
    for bank, questions in groupby(items, key=lambda item: item.bank.bank):
        parts.append(f"$CATEGORY: $course$/top/Batchwise/{bank}")
        for item in questions:
            parts.append(_question(item))
            book.add("The hints", item.name, when=item.question.hints)
            asked_in_order = isinstance(item.question, OrderQuestion)
            book.add("The order, asked as places to be matched", item.name, when=asked_in_order)
    return ("\n\n".join(parts) + "\n").encode()


def _question(item: Carried) -> str:
    head = " ".join([f"[id:{item.name}-r{item.question.rev}]", *(f"[tag:{tag}]" for tag in item.tags)])
    answers = "\n".join(f"\t{line}" for line in [*_answers(item), f"####{escaped(item.after)}"])
    hash_sign = "#" if isinstance(item.question, NumberQuestion) else ""
    return f"// {head}\n::{escaped(item.name)}::[markdown]{escaped(item.stem)}{{{hash_sign}\n{answers}\n}}"


def _answers(item: Carried) -> list[str]:
    match item.question:
        case NumberQuestion() as number:
            return _numbers(item, number)
        case OrderQuestion() as order:
            return [f"={escaped(entry.text)} -> {place}" for place, entry in enumerate(order.items, 1)]
        case choice:
            return _options(item, choice)


def _options(item: Carried, question: Choice) -> list[str]:
    share = 100 / sum(option.correct for option in question.options)
    lines = []
    for option in question.options:
        if isinstance(question, SingleQuestion):
            mark = "=" if option.correct else "~"
        else:
            mark = f"~%{_percent(share if option.correct else -share)}%"
        lines.append(f"{mark}{escaped(option.text)}#{escaped(item.option_feedback(option))}")
    return lines


def _numbers(item: Carried, question: NumberQuestion) -> list[str]:
    said = escaped(question.quick_check)
    lines = [f"={digits(question.key)}:{digits(tolerance(question, question.key))}#{said}"]
    for mistake in question.feedback:
        said = escaped(item.feedback(mistake.why, mistake.misconception))
        lines.append(f"=%0%{digits(mistake.number)}:{digits(tolerance(question, mistake.number))}#{said}")
    return lines


def _percent(share: float) -> str:
    return f"{share:.5f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """Text that GIFT reads as text.

    >>> print(escaped("a = {b}\\nc"))
    a \\= \\{b\\}\\nc
    """
    lines = plain(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", lines).replace("\n", "\\n")
