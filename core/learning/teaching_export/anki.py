"""Anki: a package (.apkg) of flashcards, made with genanki.

A note's guid comes from the question's permanent id, so a second import finds the card again: it updates the text and
the revision and leaves the learner's schedule alone. Anki takes the newer of two notes, by the time of the export.
"""

import io
import zlib
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from core.learning.grading_answers import shuffled_items, shuffled_options
from core.learning.question import Choice, MultiQuestion, NumberQuestion, OrderQuestion
from core.learning.teaching_export.carried import Carried, tolerance
from core.learning.teaching_export.losses import LossBook
from core.learning.teaching_export.markup import html, inline

# Chosen once, for good: Anki knows the note type and the decks by them.
NOTE_TYPE = 1_737_402_611
FIRST_DECK = 1 << 30
ORDER_SEED = 0
FIELDS = ("Id", "Revision", "Question", "Hints", "Answer", "Explanation")
FRONT = "{{Question}}{{#Hints}}<p>{{hint:Hints}}</p>{{/Hints}}"
BACK = "{{Question}}<hr id=answer>{{Answer}}{{Explanation}}"
STYLE = """.card { font: 18px/1.5 system-ui, sans-serif; text-align: left; max-width: 42em; margin: 0 auto; }
pre { overflow-x: auto; padding: .6em; background: rgba(124,135,152,.15); } .why { opacity: .85; }"""


def write(items: Sequence[Carried], book: LossBook, *, at: datetime) -> bytes:
    """The package, with a deck a bank. at: when it is written."""
    from genanki import Package  # type: ignore[import-untyped]

    decks = []
    for bank, questions in groupby(items, key=lambda item: item.bank.bank):
        decks.append(_deck(bank, list(questions)))
    for item in items:
        _note_losses(item, book)
    packed = io.BytesIO()
    Package(decks).write_to_file(packed, timestamp=at.timestamp())
    return packed.getvalue()


def _note_losses(item: Carried, book: LossBook) -> None:
    question = item.question
    book.add("Checking the answer: on a flashcard the learner judges it", item.name)
    book.add(
        "Feedback to the one answer given: the card shows all of it", item.name, when=_has_feedback(item)
    )
    book.add("What a hint costs", item.name, when=question.hints)


def _has_feedback(item: Carried) -> bool:
    question = item.question
    return isinstance(question, Choice) or (isinstance(question, NumberQuestion) and bool(question.feedback))


def _deck(bank: str, items: Sequence[Carried]) -> Any:
    from genanki import Deck, Model, Note, guid_for

    model = Model(
        NOTE_TYPE,
        "Batchwise question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
    )
    deck = Deck(FIRST_DECK + zlib.crc32(bank.encode()) % FIRST_DECK, f"Batchwise::{bank}")
    for item in items:
        guid = guid_for("batchwise", item.question.id, item.seed)
        deck.add_note(Note(model=model, fields=_fields(item), guid=guid, tags=list(item.tags)))
    return deck


def _fields(item: Carried) -> list[str]:
    hints = "".join(html(hint.text) for hint in item.question.hints)
    front = html(item.stem) + _asked(item)
    return [item.name, str(item.question.rev), front, hints, _answer(item), html(item.after)]


def _asked(item: Carried) -> str:
    """The options, or the things to be ordered, in an order that does not give the answer away."""
    match item.question:
        case NumberQuestion():
            return ""
        case OrderQuestion() as order:
            return _list("ul", [inline(entry.text) for entry in shuffled_items(order, ORDER_SEED)])
        case choice:
            note = "<p><em>More than one may be right.</em></p>" if isinstance(choice, MultiQuestion) else ""
            return note + _list(
                "ul", [inline(option.text) for option in shuffled_options(choice, ORDER_SEED)]
            )


def _answer(item: Carried) -> str:
    match item.question:
        case NumberQuestion() as number:
            near = f" ± {tolerance(number, number.key):.3g}"
            wrong = (
                _said(f"{mistake.number:g}", item.feedback(mistake.why, mistake.misconception))
                for mistake in number.feedback
            )
            return f"<p><strong>{number.key:.6g}{near} {inline(number.unit)}</strong></p>" + _list(
                "ul", [*wrong]
            )
        case OrderQuestion(items=entries):
            return _list("ol", [_said(inline(entry.text), entry.why) for entry in entries])
        case choice:
            marks = ((("Right" if option.correct else "Not right"), option) for option in choice.options)
            said = (
                _said(f"<strong>{mark}:</strong> {inline(option.text)}", item.option_feedback(option))
                for mark, option in marks
            )
            return _list("ul", [*said])


def _said(head: str, why: str) -> str:
    return f'{head}<div class="why">{html(why)}</div>'


def _list(kind: str, entries: Sequence[str]) -> str:
    return f"<{kind}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{kind}>" if entries else ""
