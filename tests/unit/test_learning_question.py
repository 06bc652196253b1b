"""The models of a bank: frozen, closed to unknown keys, strict about types."""

import pytest
from pydantic import ValidationError

from core.base import InvalidInput
from core.learning.question import Option, SingleQuestion, option_named

OPTIONS = (Option(id="a", text="A", why="W", correct=True), Option(id="b", text="B", why="W"))


def question(**changes: object) -> SingleQuestion:
    fields: dict[str, object] = {
        "kind": "single", "id": "s", "rev": 1, "pool": "practice", "objective": "aim", "difficulty": "easy",
        "stem": "S", "quick_check": "Q", "explanation": "E", "options": OPTIONS,
    }  # fmt: skip
    return SingleQuestion.model_validate(fields | changes)


def test_a_question_is_frozen_and_can_be_a_key() -> None:
    with pytest.raises(ValidationError):
        question().rev = 2  # type: ignore[misc]
    assert {question(): 1}[question()] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"rev": "1"},
        {"rev": 0},
        {"id": "Two Words"},
        {"stem": "  "},
        {"pool": "exam"},
        {"extra": 1},
        {"options": OPTIONS[:1]},
    ],
)
def test_a_question_is_valid_on_birth(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        question(**change)


def test_text_is_stripped() -> None:
    assert question(stem=" S \n").stem == "S"


def test_an_option_is_found_by_its_id() -> None:
    assert option_named(question(), "b") is OPTIONS[1]
    with pytest.raises(InvalidInput, match="'c' is unknown; give one of a, b"):
        option_named(question(), "c")
