"""The table for spreadsheets: a row a question, nothing that runs."""

import csv
import io

from golden_exports import exported

ROWS = {
    row["id"] + row["seed"]: row
    for row in csv.DictReader(io.StringIO(exported("csv").content.decode("utf-8-sig"), newline=""))
}


def test_there_is_a_row_a_question_and_variant() -> None:
    assert list(ROWS) == ["ek-single", "ek-multi", "ek-number1", "ek-number2", "ek-order"]


def test_answers_say_whether_they_are_right_and_why() -> None:
    single = ROWS["ek-single"]
    assert (single["answer_1_right"], single["answer_2_right"], single["answer_3_right"]) == ("yes", "no", "")
    assert single["answer_2_why"] == "They share a call, not an answer."
    assert single["answer_2_misconception"] == "bigger-is-faster"
    assert ROWS["ek-order"]["answer_2_right"] == "place 2"
    assert float(ROWS["ek-number1"]["tolerance"]) > 0


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    assert ROWS["ek-multi"]["answer_3_why"] == "'=No: it is what it is."


def test_hints_and_what_is_said_afterwards_have_their_columns() -> None:
    single = ROWS["ek-single"]
    assert (single["hint_1"], single["hint_2"], single["hint_3"]) == (
        "Count ~ the texts.",
        "n in, n out.",
        "",
    )
    assert single["solution"] == "Count. 2 texts: 2 questions.\nExpect two. Each is classified alone."
