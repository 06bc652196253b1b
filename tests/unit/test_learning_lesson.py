"""A lesson file becomes a Lesson; a broken one names every fault with its file and line."""

import copy
import dataclasses
from pathlib import Path
from textwrap import dedent

import pytest

from core.base import InvalidInput
from core.learning.lesson import (
    WORDS_PER_MINUTE,
    FigureRef,
    Lesson,
    Prose,
    SelfCheck,
    load_lesson,
    load_lessons,
)

HEAD = """\
---
id: small
title: A small lesson
summary: Two sections.
order: 1
next:
  - {page: lab, label: Go to the lab}
---
"""
CHECK = """\
```self-check
id: first-check
question: Which?
choices:
  - id: a
    text: This one
    reply: Yes, it is {{ share | pct }}.
    correct: true
  - id: b
    text: That one
    reply: No.
explanation: |
  Because.

  | x | y |
```
"""
BODY = f"""
## First part {{#first}}

The share is {{{{ share | pct }}}}.

::figure{{name="paradox" id="rare" start="1"}}

After it.
{CHECK}
## Second part {{#second}}

Three more words.
"""


def written(folder: Path, text: str, name: str = "small.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[tuple[str, str]]:
    """(line, field) of every fault of the file."""
    with pytest.raises(InvalidInput) as caught:
        load_lesson(path, numbers={"share": 0.5})
    assert all(
        fault.where.startswith(f"{path}:") and fault.problem and fault.fix for fault in caught.value.faults
    )
    return [(int(fault.where.rsplit(":", 1)[1]), fault.field) for fault in caught.value.faults]


def small(folder: Path) -> Lesson:
    return load_lesson(written(folder, HEAD + BODY), numbers={"share": 0.5})


def test_front_matter_sections_and_blocks_come_in_reading_order(tmp_path: Path) -> None:
    lesson = small(tmp_path)
    assert (lesson.id, lesson.title, lesson.order) == ("small", "A small lesson", 1)
    assert lesson.next[0].page == "lab"
    assert [(section.id, section.title) for section in lesson.sections] == [
        ("first", "First part"),
        ("second", "Second part"),
    ]
    assert [block.kind for block in lesson.sections[0].blocks] == ["prose", "figure", "prose", "self-check"]
    assert lesson.addresses == ("small#first", "small#second")


def test_numbers_are_filled_in_prose_and_in_replies(tmp_path: Path) -> None:
    prose, figure, _, check = small(tmp_path).sections[0].blocks
    assert prose == Prose(markdown="The share is 50\u00a0%.")
    assert figure == FigureRef(name="paradox", options={"start": "1"}, id="rare")
    assert isinstance(check, SelfCheck)
    assert check.choices[0].reply == "Yes, it is 50\u00a0%."
    assert [choice.correct for choice in check.choices] == [True, False]
    assert check.explanation == "Because.\n\n| x | y |"


def test_reading_time_is_computed_from_the_words_read(tmp_path: Path) -> None:
    lesson = small(tmp_path)
    # The share is 50 · After it · Which? This one That one Because x y · Three more words
    assert lesson.words == 4 + 2 + 8 + 3
    assert lesson.reading_minutes == 1
    long = (
        HEAD
        + "\n## Long {#long}\n\n"
        + "word " * (3 * WORDS_PER_MINUTE)
        + "\n```python\n"
        + "code " * 999
        + "\n```\n"
    )
    assert load_lesson(written(tmp_path, long)).reading_minutes == 3


def test_a_lesson_is_frozen_and_survives_a_cache(tmp_path: Path) -> None:
    lesson = small(tmp_path)
    with pytest.raises(dataclasses.FrozenInstanceError):
        lesson.title = "Another"  # type: ignore[misc]
    assert copy.deepcopy(lesson) == lesson


def test_a_code_block_keeps_its_directives_to_itself(tmp_path: Path) -> None:
    code = '\n## A {#a}\n\n```text\n::figure{name="none"}\n## Not a section\n```\n'
    lesson = load_lesson(written(tmp_path, HEAD + code))
    assert [block.kind for block in lesson.sections[0].blocks] == ["prose"]
    assert lesson.words == 0


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = dedent(
        """\
        ---
        id: Bad Id
        title: T
        order: 0
        colour: red
        next: []
        ---
        Too early.
        ## One {#one}
        {{ nothing.here }} and {{ share | pct }} and {{ other }}
        ::figure{name="pie"}
        ::video{name="scorecard"}
        ::figure{scorecard}
        ## Two {#one}
        ## No id
        Open {{ share
        """
    )
    assert faults(written(tmp_path, text)) == [
        (2, "front matter.id"),
        (2, "front matter.summary"),
        (4, "front matter.order"),
        (5, "front matter.colour"),
        (6, "front matter.next"),
        (8, "section"),
        (10, "number"),
        (10, "number"),
        (11, "figure"),
        (12, "directive"),
        (13, "directive"),
        (14, "section"),
        (15, "section"),
        (16, "number"),
    ]


@pytest.mark.parametrize(
    ("written_as", "broken", "told_at", "field"),
    [
        ("    correct: true\n", "", "id: first-check", "self-check"),
        ("  - id: b\n", "  - id: a\n", "id: first-check", "self-check"),
        ("text: That one", "text: This one", "id: first-check", "self-check"),
        ("reply: No.\n", "reply: No.\n    correct: true\n", "id: first-check", "self-check"),
        ("    reply: No.\n", "", "  - id: b", "self-check.choices.1.reply"),
        ("reply: No.", "reply: [no]", "    reply: [no]", "self-check.choices.1.reply"),
        ("question: Which?", "qestion: Which?", "qestion: Which?", "self-check.qestion"),
        ("text: This one", "text: This one\n    text: Twice", "    text: Twice", "self-check"),
        ("text: This one", "text: This: one", "    text: This: one", "self-check"),
    ],
)
def test_a_broken_self_check_is_told_by_its_line(
    tmp_path: Path, written_as: str, broken: str, told_at: str, field: str
) -> None:
    assert (HEAD + BODY).count(written_as) == 1
    text = (HEAD + BODY).replace(written_as, broken)
    assert (text.split("\n").index(told_at) + 1, field) in faults(written(tmp_path, text))


def test_two_self_checks_with_one_id_are_told_at_the_second(tmp_path: Path) -> None:
    text = HEAD + BODY + CHECK
    second = text.split("\n").index("```self-check", (HEAD + BODY).count("\n")) + 1
    assert faults(written(tmp_path, text)) == [(second, "self-check")]


@pytest.mark.parametrize("language", ["self-check", "python"])
def test_an_unclosed_fence_is_told_where_it_opens(tmp_path: Path, language: str) -> None:
    text = f"{HEAD}## A {{#a}}\n\n```{language}\nid: x\n"
    field = "self-check" if language == "self-check" else "code"
    assert faults(written(tmp_path, text)) == [(HEAD.count("\n") + 3, field)]


def test_a_missing_front_matter_and_an_empty_body_are_both_told(tmp_path: Path) -> None:
    found = faults(written(tmp_path, "Only words.\n"))
    assert (1, "front matter") in found and (1, "section") in found


def test_a_folder_is_ordered_by_order_and_refuses_twins(tmp_path: Path) -> None:
    second = HEAD.replace("id: small", "id: later").replace("order: 1", "order: 2")
    body = "\n## A {#a}\n\nWords.\n"
    written(tmp_path, second + body, "a.md")
    written(tmp_path, HEAD + body, "b.md")
    assert [lesson.id for lesson in load_lessons(tmp_path)] == ["small", "later"]
    twin = written(tmp_path, HEAD + body, "c.md")
    broken = written(tmp_path, HEAD + "\n## A {#a}\n::figure{name='x'}\n", "d.md")
    with pytest.raises(InvalidInput) as caught:
        load_lessons(tmp_path)
    told = [(fault.where, fault.field) for fault in caught.value.faults]
    assert told == [(f"{broken}:11", "directive"), (f"{twin}:1", "id"), (f"{twin}:1", "order")]
