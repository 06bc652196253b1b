"""Whatever an author writes, every format carries it: well-formed, and read back as it was."""

import csv
import io
from xml.etree.ElementTree import fromstring

from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.question import Bank
from core.learning.teaching_export.export import Format, export
from core.learning.teaching_export.markup import html, plain
from tests.unit.gift_reader import read
from tests.unit.golden_exports import AT, BANK
from tests.unit.moodle_rules import quiz_faults
from tests.unit.qti_rules import package_faults

SIGNS = st.text(alphabet="ab1 \n`*-.#~={}:\\\\<>&\"'[]%/\r\u00a0\u2028é", min_size=1, max_size=40)
TEXTS = st.one_of(st.text(min_size=1, max_size=40), SIGNS).filter(lambda text: plain(text).strip())


def bank_saying(text: str) -> Bank:
    """The bank with this text as a stem, as an option, as its why and as the explanation."""
    single = BANK.questions[0]
    first, second = single.options  # type: ignore[union-attr]
    said = {
        "stem": text,
        "explanation": text,
        "code": None,
        "options": (first, second.model_copy(update={"text": text, "why": text})),
    }
    return BANK.model_copy(update={"questions": (single.model_copy(update=said),)})


def written(text: str, format: Format) -> bytes:
    return export([bank_saying(text)], format, at=AT).content


@given(TEXTS)
def test_markup_is_always_whole_and_keeps_every_letter(text: str) -> None:
    shown = "".join(fromstring(f"<div>{html(text)}</div>").itertext())
    letters = [sign for sign in plain(text) if sign.isalpha()]
    assert [sign for sign in shown if sign.isalpha()] == letters


@given(TEXTS)
@settings(max_examples=50)
def test_moodle_and_qti_stay_whole(text: str) -> None:
    assert list(quiz_faults(fromstring(written(text, "moodle")))) == []
    assert list(package_faults(written(text, "qti"))) == []


@given(TEXTS)
def test_gift_gives_the_text_back(text: str) -> None:
    (question,) = read(written(text, "gift").decode())
    # The first line of a stem is the question, and a paragraph of its own.
    assert question.stem == _read_back(text.replace("\n", "\n\n", 1))
    assert question.answers[1][1] == _read_back(text)


def _read_back(text: str) -> str:
    return plain(text).replace("\r\n", "\n").replace("\r", "\n").strip()


@given(TEXTS)
def test_a_table_gives_the_text_back_and_never_a_formula(text: str) -> None:
    table = written(text, "csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["question"].removeprefix("'") == text.removeprefix("'")
    assert not row["question"].lstrip(" ").startswith(("=", "+", "-", "@"))
