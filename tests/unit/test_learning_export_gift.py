"""GIFT, read back by a parser of its own that knows only the documented grammar."""

import re
from dataclasses import dataclass, field

import pytest
from golden_exports import exported

from core.learning.teaching_export.gift import escaped


@dataclass
class Parsed:
    """One question as the file gives it."""

    name: str
    markup: str
    stem: str
    numeric: bool
    tags: list[str]
    category: str
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    general: str = ""


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Characters, each with whether it is one of the grammar's own (and not escaped)."""
    pieces, place = [], 0
    while place < len(text):
        if text[place] == "\\" and place + 1 < len(text):
            following = text[place + 1]
            pieces.append(("\n" if following == "n" else following, False))
            place += 2
        else:
            pieces.append((text[place], text[place] in "~=#{}:"))
            place += 1
    return pieces


def _read(text: str) -> list[Parsed]:
    questions, category, tags = [], "", []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip().split("\n")
        while lines and lines[0].startswith(("//", "$CATEGORY:")):
            line = lines.pop(0)
            if line.startswith("$CATEGORY:"):
                category = line.removeprefix("$CATEGORY:").strip()
            tags = re.findall(r"\[tag:([^\]]+)\]", line)
        if lines:
            questions.append(_question("\n".join(lines), tags, category))
    return questions


def _question(text: str, tags: list[str], category: str) -> Parsed:
    pieces = _pieces(text)
    marks = [place for place, (sign, special) in enumerate(pieces) if special and sign in "{}"]
    assert [pieces[place][0] for place in marks] == ["{", "}"]
    head, body = pieces[: marks[0]], pieces[marks[0] + 1 : marks[1]]
    assert not "".join(sign for sign, _ in pieces[marks[1] + 1 :]).strip()
    colons = [place for place, (sign, special) in enumerate(head) if special and sign == ":"]
    assert colons[0] == 0 and colons[1] == 1 and colons[3] == colons[2] + 1 and len(colons) == 4
    name = "".join(sign for sign, _ in head[2 : colons[2]])
    stem = "".join(sign for sign, _ in head[colons[3] + 1 :])
    markup = re.match(r"\[(\w+)\]", stem)
    assert markup
    numeric = body[0] == ("#", True)
    question = Parsed(name, markup[1], stem[markup.end() :], numeric, tags, category)
    _answers(question, body[1:] if numeric else body)
    return question


def _answers(question: Parsed, body: list[tuple[str, bool]]) -> None:
    signs = "".join(sign if special else "." for sign, special in body)
    general = signs.index("####")
    question.general = "".join(sign for sign, _ in body[general + 4 :]).strip()
    starts = [place for place in range(general) if signs[place] in "=~"]
    for start, end in zip(starts, [*starts[1:], general], strict=True):
        hash_at = signs.find("#", start, end)
        said_from = hash_at if hash_at >= 0 else end
        text = "".join(sign for sign, _ in body[start + 1 : said_from]).strip()
        said = "".join(sign for sign, _ in body[said_from + 1 : end]).strip()
        question.answers.append((signs[start], text, said))


@pytest.fixture(scope="module")
def questions() -> dict[str, Parsed]:
    return {question.name: question for question in _read(exported("gift").content.decode())}


def test_every_question_but_the_prediction_is_read_back(questions: dict[str, Parsed]) -> None:
    assert list(questions) == ["ek-single", "ek-multi", "ek-number-v1", "ek-number-v2", "ek-order"]
    assert {question.markup for question in questions.values()} == {"markdown"}
    assert {question.category for question in questions.values()} == {"$course$/top/Batchwise/every-kind"}


def test_a_stem_with_every_special_sign_and_code_comes_back_as_written(questions: dict[str, Parsed]) -> None:
    assert questions["ek-single"].stem == (
        "What does `model.predict([x])` **return** for {1: 2} = ~50 # % texts?\n\n"
        "```\ntexts = [\"a < b\", 'c & d']\n\nmodel.predict(texts)  # one call\n```"
    )


def test_options_come_back_with_their_feedback(questions: dict[str, Parsed]) -> None:
    assert questions["ek-single"].answers == [
        ("=", "An `array` of 2 labels", "Yes: one label\n\nfor each text."),
        (
            "~",
            "One label: \\n = {both}",
            "They share a call, not an answer.\n\nEach text pays the wait < of the whole batch.",
        ),
    ]


def test_the_shares_of_a_multi_add_up_to_everything(questions: dict[str, Parsed]) -> None:
    shares = [re.match(r"%(-?[\d.]+)%", text) for _, text, _ in questions["ek-multi"].answers]
    assert all(shares)
    values = [float(found[1]) for found in shares if found]
    assert values == [33.33333, 33.33333, -33.33333, 33.33333]


def test_a_number_comes_with_its_tolerance_and_its_known_mistake(questions: dict[str, Parsed]) -> None:
    question = questions["ek-number-v1"]
    assert question.numeric
    (_, right, said), (_, wrong, mistake) = question.answers
    key, near = map(float, right.split(":"))
    assert near == pytest.approx(0.02 * key)
    assert said.startswith("Texts in a batch over its time")
    assert wrong.startswith("%0%") and "That counts batches" in mistake


def test_an_order_is_asked_as_places(questions: dict[str, Parsed]) -> None:
    assert [text for _, text, _ in questions["ek-order"].answers] == [
        "Texts arrive and wait -> 1",
        "The batch is full -> 2",
        "One call is made -> 3",
    ]
    lost = {loss.what: loss.questions for loss in exported("gift").losses}
    assert lost["The order, asked as places to be matched"] == ("ek-order",)
    assert lost["The hints"] == ("ek-single", "ek-order")


def test_what_is_said_after_the_answer_comes_back(questions: dict[str, Parsed]) -> None:
    assert "1. **Count.** 2 texts: 2 questions." in questions["ek-single"].general
    assert questions["ek-single"].tags == ["every-kind", "batch-cost", "easy", "practice", "bigger-is-faster"]


def test_any_text_survives_escaping() -> None:
    text = "\\n ~=#{}: a\\\\b\n\nc ::x:: -> {#1}"
    assert "".join(sign for sign, _ in _pieces(escaped(text))) == text
    assert not any(special for _, special in _pieces(escaped(text)))
