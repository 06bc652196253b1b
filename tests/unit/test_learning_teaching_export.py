"""Exports against their golden files, and what an export takes and leaves."""

from datetime import UTC, datetime

import pytest
from golden_exports import AT, BANK, GOLDEN, as_text

from core.learning.teaching_export.export import FORMATS, Format, export
from core.learning.teaching_export.losses import LossBook
from core.learning.teaching_export.markup import html


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_writes_what_its_golden_file_holds(format: Format) -> None:
    written = as_text(format)
    for name, text in written.items():
        assert text.encode() == (GOLDEN / name).read_bytes(), f"{name}: see tests/unit/golden_exports.py"


def test_no_golden_file_is_left_over() -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert kept == {name for format in FORMATS for name in as_text(format)}


@pytest.mark.parametrize("format", FORMATS)
def test_only_the_pools_asked_for_are_in_the_file(format: Format) -> None:
    file = export([BANK], format, at=AT, pools=("practice", "review"))
    assert file.questions == 3
    lost = {name for loss in file.losses for name in loss.questions}
    assert not {name for name in lost if name.startswith("ek-number")}


def test_an_unparameterised_question_is_there_once_whatever_the_seeds() -> None:
    assert export([BANK], "csv", at=AT, pools=("practice",), seeds=(1, 2, 3)).questions == 2
    assert export([BANK], "csv", at=AT, pools=("test",), seeds=(1, 2, 3)).questions == 3


@pytest.mark.parametrize("format", ["moodle", "gift", "qti", "csv"])
def test_the_time_of_writing_is_not_in_the_file(format: Format) -> None:
    other = datetime(2031, 1, 1, tzinfo=UTC)
    assert export([BANK], format, at=AT).content == export([BANK], format, at=other).content


def test_a_loss_names_a_few_questions_and_counts_the_rest() -> None:
    book = LossBook()
    for name in ("a", "b", "b", "c", "d", "e", "f"):
        book.add("Hints", name)
    book.add("Nothing", "a", when=())
    assert [str(loss) for loss in book.losses()] == ["Hints: a, b, c, d and 2 more"]


@pytest.mark.parametrize(
    ("markdown", "xhtml"),
    [
        ("a\nb", "<p>a b</p>"),
        ("`**a** <`", "<p><code>**a** &lt;</code></p>"),
        ("2 * 3 * 4 and snake_case_name", "<p>2 * 3 * 4 and snake_case_name</p>"),
        ("**a `b`**", "<p><strong>a <code>b</code></strong></p>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("a\n- b", "<p>a</p><ul><li>b</li></ul>"),
        ("```\na\n\n  b\n```\nc", "<pre><code>a\n\n  b</code></pre><p>c</p>"),
        ("a\u0001b", "<p>ab</p>"),
    ],
)
def test_markdown_becomes_xhtml(markdown: str, xhtml: str) -> None:
    assert html(markdown) == xhtml
