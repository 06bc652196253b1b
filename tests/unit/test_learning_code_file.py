"""A snippet's file becomes a snippet, or every fault of it with its line; what came out says which choice it was."""

import pytest

from core.base import InvalidInput
from core.learning.code_file import parse_snippet
from core.learning.snippet import Outcome

PLAIN = """\
id: a-snippet
order: 1
title: A snippet
ask: What comes back?
code: |
  x = 2
  2.5 * x
choices:
  - {id: little, text: Under two, when: {below: 2}}
  - {id: much, text: Two or more, when: {least: 2}}
  - {id: error, text: An error, when: {raises: ValueError}}
  - {id: text, text: A text}
why: It is five.
"""


@pytest.mark.parametrize(
    ("outcome", "came"),
    [
        (Outcome(value="1.99", value_type="float"), "little"),
        (Outcome(value="2", value_type="int"), "much"),
        (Outcome(error_type="ValueError", error_message="2"), "error"),
        (Outcome(error_type="TypeError", error_message="2"), None),
        (Outcome(value="'two'", value_type="str"), None),
        (Outcome(), None),
    ],
)
def test_what_came_out_decides_which_choice_it_was(outcome: Outcome, came: str | None) -> None:
    found = parse_snippet("a.yaml", PLAIN.encode()).came(outcome)
    assert (found.id if found else None) == came


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: A snippet", "titel: A snippet", 3, "is not a known key"),
        ("ask: What comes back?\n", "", 1, "ask: is missing"),
        ("2.5 * x", "2.5 *", 5, "is not Python"),
        ("2.5 * x", "y = 2.5 * x", 5, "does not end in an expression"),
        ("when: {below: 2}", "when: {}", 9, "says nothing"),
        ("when: {below: 2}", "when: {below: two}", 9, "number"),
        ("when: {below: 2}", "when: {raises: ValueError, below: 2}", 9, "one of them"),
        ("when: {below: 2}", "when: {least: 2, below: 2}", 9, "nothing in it"),
        ("when: {below: 2}", "when: {least: 2}", 10, "comes out whenever 'little' does"),
        ("id: much", "id: little", 1, "two choices have the same id"),
        ("order: 1", "order: 1\norder: 2", 3, "is written twice"),
    ],
)
def test_a_fault_has_its_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_snippet("code/a.yaml", PLAIN.replace(old, new, 1).encode())
    faults = str(refused.value).splitlines()
    assert any(fault.startswith(f"code/a.yaml:{line}:") and said in fault for fault in faults), faults
