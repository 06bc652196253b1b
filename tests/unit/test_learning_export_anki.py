"""The flashcards, opened as SQLite and imported into Anki's own library: once, again, and after a correction."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.import_export_pb2 import ImportAnkiPackageRequest
from golden_exports import AT, BANK, exported, notes_in

from core.learning.question import Bank
from core.learning.teaching_export.anki import FIELDS
from core.learning.teaching_export.export import export

LATER = AT + timedelta(days=1)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def _packed(at: datetime, bank: Bank = BANK) -> bytes:
    return export([bank], "anki", at=at, seeds=(1, 2)).content


def _imported(collection: Collection, content: bytes, folder: Path) -> dict[str, int]:
    """Imports a package as Anki's window does by default; how many notes were new, updated, and duplicates."""
    package = folder / "questions.apkg"
    package.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(package))
    request.options.merge_notetypes = True
    log = collection.import_anki_package(request).log
    assert not (log.conflicting or log.missing_notetype or log.missing_deck or log.empty_first_field)
    return {"new": len(log.new), "updated": len(log.updated), "duplicate": len(log.duplicate)}


def _corrected() -> Bank:
    """The bank with another stem in its first question, and that question's revision raised."""
    first = BANK.questions[0]
    changed = first.model_copy(update={"stem": "A better stem.", "rev": first.rev + 1})
    return BANK.model_copy(update={"questions": (changed, *BANK.questions[1:])})


def test_the_package_is_a_database_with_a_note_and_a_card_a_question(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(_packed(AT))) as package:
        database = sqlite3.connect(package.extract("collection.anki2", tmp_path))
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    assert database.execute("select count(*), count(distinct guid) from notes").fetchone() == (5, 5)
    assert database.execute("select count(*) from cards where nid in (select id from notes)").fetchone() == (
        5,
    )
    (models,) = database.execute("select models from col").fetchone()
    database.close()
    (model,) = [kind for kind in json.loads(models).values() if kind["name"] == "Batchwise question"]
    assert tuple(field["name"] for field in model["flds"]) == FIELDS


def test_a_second_import_adds_nothing(collection: Collection, tmp_path: Path) -> None:
    assert _imported(collection, _packed(AT), tmp_path) == {"new": 5, "updated": 0, "duplicate": 0}
    assert _imported(collection, _packed(AT), tmp_path) == {"new": 0, "updated": 0, "duplicate": 5}
    assert collection.note_count() == collection.card_count() == 5
    assert [deck.name for deck in collection.decks.all_names_and_ids() if "Batchwise" in deck.name] == [
        "Batchwise",
        "Batchwise::every-kind",
    ]


def test_a_correction_reaches_the_card_and_leaves_its_schedule_alone(
    collection: Collection, tmp_path: Path
) -> None:
    _imported(collection, _packed(AT), tmp_path)
    (note_id,) = collection.find_notes("Id:ek-single")
    card = collection.get_note(note_id).cards()[0]
    card.ivl, card.reps = 21, 3
    collection.update_card(card)

    counts = _imported(collection, _packed(LATER, _corrected()), tmp_path)

    note = collection.get_note(note_id)
    assert collection.note_count() == 5
    assert counts["new"] == 0 and counts["updated"] >= 1
    assert "A better stem." in note["Question"]
    assert note["Revision"] == "3"
    assert (note.cards()[0].ivl, note.cards()[0].reps) == (21, 3)


def test_an_older_file_does_not_undo_a_correction(collection: Collection, tmp_path: Path) -> None:
    _imported(collection, _packed(LATER, _corrected()), tmp_path)
    _imported(collection, _packed(AT), tmp_path)
    (note_id,) = collection.find_notes("Id:ek-single")
    assert "A better stem." in collection.get_note(note_id)["Question"]


def test_the_question_side_shows_no_answer_and_the_other_side_all_of_it(
    collection: Collection, tmp_path: Path
) -> None:
    _imported(collection, _packed(AT), tmp_path)
    (note_id,) = collection.find_notes("Id:ek-single")
    card = collection.get_note(note_id).cards()[0]
    front, back = card.question(), card.answer()
    assert "One label: \\n = {both}" in front
    assert "They share a call" not in front and "Not right" not in front
    assert "<strong>Right:</strong> An <code>array</code> of 2 labels" in back
    assert "They share a call" in back and "Worked solution" in back


def test_the_things_to_be_ordered_do_not_stand_in_the_right_order() -> None:
    fields = {
        fields.split("\x1f")[0]: fields.split("\x1f") for _, _, fields in notes_in(exported("anki").content)
    }
    asked = fields["ek-order"][FIELDS.index("Question")]
    places = [
        asked.index(text) for text in ("Texts arrive and wait", "The batch is full", "One call is made")
    ]
    assert places != sorted(places)
