"""The guide for authors is true: each of its examples is read by the app's own readers without a fault."""

import re
from pathlib import Path

from core.learning.bank import load_bank
from core.learning.case_file import parse_case
from core.learning.code_file import parse_snippet
from core.learning.glossary import parse_glossary
from core.learning.lesson import load_lesson
from core.learning.lint import lint_paths
from core.learning.snippet import run_snippet
from tests.built_in import built_in

GUIDE = (Path(__file__).parents[2] / ".readme" / "authors.md").read_text(encoding="utf-8")
SECTIONS = dict(
    re.findall(r"^## (An? \w+)\n(.+?)(?=^## An? \w+\n|\Z)", GUIDE, flags=re.MULTILINE | re.DOTALL)
)


def _example(section: str) -> str:
    (example,) = re.findall(
        r"^(`{3,})(?:yaml|markdown)\n(.+?)^\1$", SECTIONS[section], re.MULTILINE | re.DOTALL
    )
    return example[1]


def test_the_lesson_can_be_read_and_holds_what_the_guide_speaks_of(tmp_path: Path) -> None:
    path = tmp_path / "one-slow-call.md"
    path.write_text(_example("A lesson"), encoding="utf-8")
    lesson = load_lesson(path)
    kinds = [block.kind for section in lesson.sections for block in section.blocks]
    assert {"prose", "predict", "question"} == set(kinds)
    assert "{{" not in repr(lesson)


def test_the_question_can_be_asked_and_pleases_the_linter(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(_example("A question"), encoding="utf-8")
    assert load_bank(path).questions[0].id == "exa-001"
    errors = [finding for finding in lint_paths([path]) if finding.severity == "error"]
    assert [str(error) for error in errors] == []


def test_the_case_and_the_term_can_be_read() -> None:
    assert parse_case("case", _example("A case").encode()).id == "help-desk"
    assert parse_glossary("glossary", _example("A term").encode())[0].term == "turnaround"


def test_the_snippet_runs_and_one_of_its_choices_came_out() -> None:
    snippet = parse_snippet("snippet", _example("A snippet").encode())
    came = snippet.came(run_snippet(snippet, built_in("tfidf-logreg").pipeline, ["a text"]).outcome)
    assert came is not None and came.id == "labels"
