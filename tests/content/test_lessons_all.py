"""Every lesson holds what a lesson must: its links live, its numbers computed; a short one its one figure and its questions."""

import re
from pathlib import Path

import pytest
from test_lessons import POPULAR_ERRORS, plain, read

from core.learning.lesson import FIGURES, FigureRef, Lesson, Prediction, QuestionRef
from core.learning.lesson_values import Block
from pages.parts.decide_links import SECTION
from pages.parts.registry import PAGES
from tests.built_in import bundled_lessons

ROOT = Path(__file__).parents[2]
MAIN, *SHORT = bundled_lessons()
ALL = (MAIN, *SHORT)
# A whole number may name a percentile; all else is computed.
NAMES = re.compile(r"\bp(50|90|95|99)\b|\bF1\b")
EXPRESSION = re.compile(r"\{\{.*?\}\}")


def blocks(lesson: Lesson, kind: type) -> list[Block]:
    return [block for section in lesson.sections for block in section.blocks if isinstance(block, kind)]


def told(lesson: Lesson) -> str:
    parts = [lesson.title, lesson.summary]
    for section in lesson.sections:
        parts += [section.title, *map(read, section.blocks)]
        for block in section.blocks:
            if isinstance(block, Prediction):
                choices = " ".join(f"{choice.text} {choice.reply}" for choice in block.choices)
                parts.append(f"{block.question} {choices} {block.explanation}")
    return plain(" ".join(parts))


def test_the_main_lesson_comes_first() -> None:
    assert MAIN.id == "batch-or-real-time"


def test_no_figure_is_without_a_lesson_that_shows_it() -> None:
    placed = {block.name for lesson in ALL for block in blocks(lesson, FigureRef)}
    placed |= {block.figure.name for lesson in ALL for block in blocks(lesson, Prediction)}
    assert placed | {"run"} == set(FIGURES)


def test_ids_are_used_by_one_lesson_only() -> None:
    for names in (
        [check.id for lesson in ALL for check in blocks(lesson, Prediction)],
        [placed.question for lesson in ALL for placed in blocks(lesson, QuestionRef)],
    ):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_what_it_leads_to_is_there(lesson: Lesson) -> None:
    assert {step.page for step in lesson.next} <= {page.url_path for page in PAGES}
    assert (ROOT / "lessons" / f"{lesson.id}.md").exists()


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_no_popular_error_is_repeated_and_the_prose_is_safe_for_a_page(lesson: Lesson) -> None:
    words = told(lesson)
    for error in POPULAR_ERRORS:
        assert not re.search(error, words, re.IGNORECASE), error
    assert "$" not in words and "{{" not in words and "<" not in words
    assert not re.search(r":[a-z_]+:|:[a-z]+\[", words)


@pytest.mark.parametrize("lesson", SHORT, ids=lambda lesson: lesson.id)
def test_a_short_lesson_is_short_and_has_a_prediction_over_its_figure_and_two_questions(
    lesson: Lesson,
) -> None:
    assert 3 <= lesson.reading_minutes <= 5
    assert len(blocks(lesson, Prediction)) >= 1
    assert len(blocks(lesson, QuestionRef)) == 2
    assert len(lesson.summary.split()) <= 30


@pytest.mark.parametrize("lesson", SHORT, ids=lambda lesson: lesson.id)
def test_every_number_of_a_short_lesson_is_computed_from_what_it_states(lesson: Lesson) -> None:
    raw = (ROOT / "lessons" / f"{lesson.id}.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    prose = re.sub(r"^::.*$|^measure: .*$|\bbelow: [\d.]+|\{#.*?\}", "", raw, flags=re.MULTILINE)
    typed = re.findall(r".{0,20}\d.{0,20}", NAMES.sub("", EXPRESSION.sub("", prose)))
    assert typed == []
    expressions = EXPRESSION.findall(raw)
    smuggled = [
        one for one in expressions if re.search(r"\d", re.sub(r"\| \w+\(\d\)|[a-z_]\w*|\.p\d+", "", one))
    ]
    assert smuggled == []


def test_a_costly_choice_in_a_case_leads_to_sections_that_are_there() -> None:
    assert set(SECTION.values()) <= {address for lesson in ALL for address in lesson.addresses}
