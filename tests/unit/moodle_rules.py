"""What Moodle reads in a file of questions: which elements each kind has, in which order, and what an answer may be worth."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

HEAD = ["name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"]
COMBINED = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"]
OF_KIND = {
    "multichoice": ["single", "shuffleanswers", "answernumbering", "showstandardinstruction", *COMBINED, "answer+"],
    "numerical": ["answer+", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"],
    "ordering": [
        "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", *COMBINED, "answer+",
    ],
}  # fmt: skip
# The only shares that Moodle's form offers, in per cent (question/engine/bank.php); others are refused.
SHARES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}  # fmt: skip


def questions_of(quiz: Element) -> list[Element]:
    """The questions, without the categories."""
    return [node for node in quiz if node.get("type") != "category"]


def quiz_faults(quiz: Element) -> Iterator[str]:
    """What is wrong with the file or any question of it."""
    if quiz.tag != "quiz" or quiz[0].get("type") != "category":
        yield "is no quiz that begins with a category"
    names = [node.findtext("idnumber") for node in questions_of(quiz)]
    if len(set(names)) != len(names):
        yield "two questions share an idnumber"
    for node in questions_of(quiz):
        yield from (f"{node.findtext('name/text')}: {fault}" for fault in _question_faults(node))


def _question_faults(node: Element) -> Iterator[str]:
    expected = [*HEAD, *OF_KIND[str(node.get("type"))], "hint*", "tags"]
    pattern = "".join(rf"(?:{part.rstrip('+*')} ){part[-1] if part[-1] in '+*' else ''}" for part in expected)
    if not re.fullmatch(pattern, "".join(f"{child.tag} " for child in node)):
        yield "elements are missing, unknown or out of order"
    inside = ["text", "feedback", *(["tolerance"] if node.get("type") == "numerical" else [])]
    if any([part.tag for part in answer] != inside for answer in node.findall("answer")):
        yield f"an answer is not made of {inside}"
    for text in node.iter():
        if text.get("format") == "html":
            try:
                fromstring(f"<div>{text.findtext('text') or ''}</div>")
            except ParseError as error:
                yield f"{text.tag} is no whole XHTML ({error})"
    if node.get("type") == "ordering":
        return
    worth = [float(str(answer.get("fraction"))) for answer in node.findall("answer")]
    if not all(abs(share) in SHARES for share in worth):
        yield f"Moodle knows no such shares: {worth}"
    if abs(sum(share for share in worth if share > 0) - 100) > 0.001:
        yield f"the right answers do not add up to everything: {worth}"
