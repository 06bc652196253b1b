"""The bundled banks in every format: nothing breaks a rule, nothing gets lost in silence."""

from xml.etree.ElementTree import fromstring

import pytest
from gift_reader import read
from golden_exports import AT, notes_in
from moodle_rules import questions_of, quiz_faults
from qti_rules import items_of, package_faults

from core.learning.teaching_export.export import Exported, Format, export
from tests.built_in import bundled_library

BANKS = bundled_library().banks
SEEDS = (0, 1)
EXPECTED = sum(
    1 if not question.params else len(SEEDS)
    for bank in BANKS
    for question in bank.questions
    if question.kind != "predict"
)


def exported(format: Format) -> Exported:
    return export(BANKS, format, at=AT, seeds=SEEDS)


def test_moodle_reads_every_question() -> None:
    quiz = fromstring(exported("moodle").content)
    assert list(quiz_faults(quiz)) == []
    assert len(questions_of(quiz)) == EXPECTED


def test_the_qti_package_breaks_no_rule() -> None:
    package = exported("qti").content
    assert list(package_faults(package)) == []
    assert len(items_of(package)) == EXPECTED


def test_gift_is_read_back_whole() -> None:
    questions = read(exported("gift").content.decode())
    assert len({question.name for question in questions}) == len(questions) == EXPECTED
    assert all(question.answers and question.general for question in questions)


def test_every_flashcard_has_a_guid_of_its_own() -> None:
    notes = notes_in(exported("anki").content)
    assert len({guid for guid, _, _ in notes}) == len(notes) == EXPECTED


@pytest.mark.parametrize("format", ["moodle", "gift", "csv"])
def test_no_bracket_of_an_unfilled_number_is_left(format: Format) -> None:
    file = exported(format)
    assert "{{" not in file.content.decode()
    assert file.questions == EXPECTED
