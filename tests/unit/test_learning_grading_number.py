"""Numbers as people type them, and clear words on what cannot be read."""

import pytest

from core.base import InvalidInput
from core.learning.grading_number import number_words, read_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12), (" 12.5 ", 12.5), ("12,5", 12.5), (".5", 0.5), (",5", 0.5), ("12.", 12), ("-3", -3), ("−3", -3),
        ("+3", 3), ("1 200", 1200), ("1\u00a0200", 1200), ("1\u202f200,5", 1200.5), ("1'200", 1200), ("1’234’567", 1234567),
        ("1,200", 1200), ("12,345", 12345), ("1,234,567", 1234567), ("1,200.5", 1200.5), ("1.200,5", 1200.5),
        ("0,125", 0.125), ("1.200", 1.2), ("1,20", 1.2), ("1,2345", 1.2345), ("1234,567", 1234.567), ("1e3", 1000),
        ("2.5E-2", 0.025), ("1.234.567", 1234567),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(typed, value):
    assert read_number(typed) == pytest.approx(value)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("12 s", "seconds"),
        ("12 min", "minutes"),
        ("12 per second", "recipes per second"),
        ("12 recipes/s", "recipes per second"),
        ("12 ms", "ms"), ("12ms", "ms"), ("12 MS", "ms"), ("12 milliseconds", "ms"), ("12 s", "s"), ("12 sec", "s"),
        ("12 %", "%"), ("12%", "%"), ("12 percent", "%"), ("12x", "times"), ("12 ×", "times"), ("12 times", "times"),
        ("12 texts/s", "texts per second"), ("12 texts per second", "texts per second"), ("12", "furlongs"),
        ("12 furlongs", "furlongs"),
    ],
)  # fmt: skip
def test_the_questions_own_unit_may_follow(typed, unit):
    assert read_number(typed, unit) == 12


@pytest.mark.parametrize(
    ("typed", "unit", "problem", "fix"),
    [
        ("12 s", "ms", "asked for in ms, not in “s”", "give it in ms"),
        ("12 ms", "", "“ms” is no part of the answer", "write the number alone"),
        ("3 / 4", "", "“/ 4” is no part of the answer", "write the number alone"),
        ("twelve", "ms", "“twelve” is not a number", "write one number in ms, such as 12.5"),
        ("", "", "nothing is not a number", "such as 12.5"),
        ("12 5", "", "can be read in two ways", "one number"),
        ("12,5,1", "", "can be read in two ways", "one number"),
        ("1,2.3,4", "", "can be read in two ways", "one number"),
        ("9" * 61, "", "is not a number", "one number"),
        ("1e999", "", "is too large", "smaller"),
        ("12\n13", "", "is not a number|no part", "number"),
    ],
)
def test_what_cannot_be_read_is_told_why(typed, unit, problem, fix):
    with pytest.raises(InvalidInput, match=problem) as caught:
        read_number(typed, unit)
    assert fix in caught.value.faults[0].fix


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, "ms", "0 ms"), (12.0, "%", "12 %"), (444.444, "", "444.4"), (1234567, "texts", "1,234,567 texts"),
        (0.012346, "s", "0.01235 s"), (1e300, "", "1e+300"), (-2.5, "", "-2.5"), (99999.9, "", "100,000"),
    ],
)  # fmt: skip
def test_a_number_is_shown_to_four_figures(value, unit, words):
    assert number_words(value, unit) == words
