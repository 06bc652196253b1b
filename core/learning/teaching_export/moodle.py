"""Moodle XML: multichoice, numerical and ordering questions with hints, feedback to each answer, and tags.

Format: Moodle documentation, "Moodle XML format"; element names as Moodle 4.4 and later write them (ordering is part
of Moodle since 4.4, and a plugin before).
"""

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent

from core.learning.question import MultiQuestion, NumberQuestion, OrderQuestion, SingleQuestion
from core.learning.teaching_export.carried import Carried, digits, tolerance
from core.learning.teaching_export.losses import LossBook
from core.learning.teaching_export.markup import html, inline, plain, xml_file

PENALTY = 1 / 3
NO_UNIT_FIELD = "3"


def write(items: Sequence[Carried], book: LossBook) -> bytes:
    """A file of questions, each in a category named after its bank."""
    quiz = Element("quiz")
    for bank, questions in groupby(items, key=lambda item: item.bank.bank):
        _category(quiz, bank)
        for item in questions:
            _question(quiz, item)
            book.add(
                "What a hint costs (Moodle takes a third for a try)", item.name, when=item.question.hints
            )
    indent(quiz)
    return xml_file(quiz)


def _category(quiz: Element, bank: str) -> None:
    category = SubElement(quiz, "question", type="category")
    _text(SubElement(category, "category"), f"$course$/top/Batchwise/{bank}")
    _html(category, "info", "")


def _question(quiz: Element, item: Carried) -> None:
    question = item.question
    kind = {"number": "numerical", "order": "ordering"}.get(question.kind, "multichoice")
    node = SubElement(quiz, "question", type=kind)
    _text(SubElement(node, "name"), item.name)
    _html(node, "questiontext", html(item.stem))
    _html(node, "generalfeedback", html(item.after))
    _plain(node, "defaultgrade", "1")
    _plain(node, "penalty", f"{PENALTY:.7f}")
    _plain(node, "hidden", "0")
    _plain(node, "idnumber", f"{item.name}-r{question.rev}")
    match question:
        case SingleQuestion() | MultiQuestion():
            _multichoice(node, item, question)
        case NumberQuestion():
            _numerical(node, item, question)
        case OrderQuestion():
            _ordering(node, question)
    for hint in question.hints:
        _html(node, "hint", html(hint.text))
    tags = SubElement(node, "tags")
    for tag in item.tags:
        _text(SubElement(tags, "tag"), tag)


def _multichoice(node: Element, item: Carried, question: SingleQuestion | MultiQuestion) -> None:
    """One option of a single is worth all; options of a multi ±1/K, which adds up to (TP − FP)/K."""
    single = isinstance(question, SingleQuestion)
    _plain(node, "single", "true" if single else "false")
    _plain(node, "shuffleanswers", "true")
    _plain(node, "answernumbering", "abc")
    _plain(node, "showstandardinstruction", "0")
    _combined_feedback(node)
    share = 100 / sum(option.correct for option in question.options)
    for option in question.options:
        fraction = share if option.correct else 0.0 if single else -share
        _answer(node, fraction, inline(option.text), html(item.option_feedback(option)), format="html")


def _numerical(node: Element, item: Carried, question: NumberQuestion) -> None:
    right = _answer(node, 100, digits(question.key), html(question.quick_check), format="moodle_auto_format")
    _plain(right, "tolerance", digits(tolerance(question, question.key)))
    for mistake in question.feedback:
        said = html(item.feedback(mistake.why, mistake.misconception))
        wrong = _answer(node, 0, digits(mistake.number), said, format="moodle_auto_format")
        _plain(wrong, "tolerance", digits(tolerance(question, mistake.number)))
    _plain(node, "unitgradingtype", "0")
    _plain(node, "unitpenalty", "0.1")
    _plain(node, "showunits", NO_UNIT_FIELD)
    _plain(node, "unitsleft", "0")


def _ordering(node: Element, question: OrderQuestion) -> None:
    _plain(node, "layouttype", "VERTICAL")
    _plain(node, "selecttype", "ALL")
    _plain(node, "selectcount", "0")
    _plain(node, "gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT")
    _plain(node, "showgrading", "SHOW")
    _plain(node, "numberingstyle", "none")
    _combined_feedback(node)
    for position, entry in enumerate(question.items, 1):
        _answer(node, position, inline(entry.text), "", format="html")


def _combined_feedback(node: Element) -> None:
    _html(node, "correctfeedback", "<p>Right.</p>")
    _html(node, "partiallycorrectfeedback", "<p>Partly right.</p>")
    _html(node, "incorrectfeedback", "<p>Not right.</p>")
    SubElement(node, "shownumcorrect")


def _answer(node: Element, fraction: float, text: str, feedback: str, *, format: str) -> Element:
    answer = SubElement(node, "answer", fraction=f"{fraction:.5f}".rstrip("0").rstrip("."), format=format)
    _text(answer, text)
    _html(answer, "feedback", feedback)
    return answer


def _html(node: Element, name: str, text: str) -> None:
    _text(SubElement(node, name, format="html"), text)


def _text(node: Element, text: str) -> None:
    _plain(node, "text", text)


def _plain(node: Element, name: str, text: str) -> None:
    SubElement(node, name).text = plain(text)
