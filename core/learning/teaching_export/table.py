"""CSV: one row a question, to look through and to edit in a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from core.learning.csv_cells import harmless
from core.learning.question import NumberQuestion, OrderQuestion
from core.learning.teaching_export.carried import Carried, tolerance
from core.learning.teaching_export.losses import LossBook

ABOUT = ("id", "revision", "seed", "bank", "kind", "pool", "difficulty", "objective", "misconceptions")
ASKED = ("question", "code", "unit", "tolerance")
SAID = ("hint_1", "hint_2", "hint_3", "solution", "quick_check", "common_mistakes", "explanation")
ANSWER = ("text", "right", "why", "misconception")


def write(items: Sequence[Carried], book: LossBook) -> bytes:
    """The table as UTF-8 with a mark at its start, without which Excel takes it for another encoding."""
    rows = [_answers(item) for item in items]
    most = max(map(len, rows), default=0)
    heads = [f"answer_{n}_{part}" for n in range(1, most + 1) for part in ANSWER]
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow([*ABOUT, *ASKED, *heads, *SAID])
    for item, answers in zip(items, rows, strict=True):
        blanks = ((None,) * len(ANSWER),) * (most - len(answers))
        given = [cell for answer in (*answers, *blanks) for cell in answer]
        table.writerow(map(harmless, [*_about(item), *_asked(item), *given, *_said(item)]))
        hints = {"nudge", "principle", "step"} & {hint.level for hint in item.question.hints}
        book.add("The names of the hints' levels", item.name, when=hints)
    return out.getvalue().encode("utf-8-sig")


def _about(item: Carried) -> list[object]:
    question = item.question
    facts = (
        question.id,
        question.rev,
        item.seed,
        item.bank.bank,
        question.kind,
        question.pool,
        question.difficulty,
    )
    objective = item.bank.objective(question.objective).text
    return [*facts, objective, "; ".join(belief.belief for belief in item.beliefs)]


def _asked(item: Carried) -> list[object]:
    question = item.question
    code = question.code.text if question.code is not None else None
    if isinstance(question, NumberQuestion):
        return [question.stem, code, question.unit, tolerance(question, question.key)]
    return [question.stem, code, None, None]


def _answers(item: Carried) -> list[tuple[object, ...]]:
    """Each answer that the question knows: its text, its share of being right, its why, its belief."""
    match item.question:
        case NumberQuestion() as number:
            wrong = ((known.number, "no", known.why, known.misconception) for known in number.feedback)
            return [(number.key, "yes", number.quick_check, None), *wrong]
        case OrderQuestion(items=entries):
            return [(entry.text, f"place {place}", entry.why, None) for place, entry in enumerate(entries, 1)]
        case choice:
            return [
                (option.text, "yes" if option.correct else "no", option.why, option.misconception)
                for option in choice.options
            ]


def _said(item: Carried) -> list[object]:
    question = item.question
    hints = [hint.text for hint in question.hints]
    steps = "\n".join(f"{step.do} {step.because}" for step in question.solution)
    blanks = [None] * (3 - len(hints))
    return [
        *hints,
        *blanks,
        steps,
        question.quick_check,
        "\n".join(question.common_mistakes),
        question.explanation,
    ]
