"""GIFT, read back by a parser of its own that knows only the documented grammar."""

import re

import pytest
from gift_reader import Parsed, pieces, read
from golden_exports import exported

from core.learning.teaching_export.gift import escaped


@pytest.fixture(scope="module")
def questions() -> dict[str, Parsed]:
    return {question.name: question for question in read(exported("gift").content.decode())}


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
    assert "".join(sign for sign, _ in pieces(escaped(text))) == text
    assert not any(special for _, special in pieces(escaped(text)))
