"""An export holds everything of one learner, and nothing that a spreadsheet would run."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from core.learning.events import AnswerGiven, Recorded, RunFinished, SectionRead, Unread
from core.learning.exports import Belongings, belongings, csv_table, json_document
from core.learning.store import Store
from tests.export_reader import parse_document

ANNA, BEN = "anna-token-0123456789", "ben_token_9876543210"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def table_of(*events):
    records = tuple(
        Recorded(id=number, learner=ANNA, at=NOON, event=event)
        for number, event in enumerate(events, start=1)
    )
    text = csv_table(Belongings(events=records, runs=(), datasets=()))
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def store(tmp_path):
    opened = Store(f"sqlite:///{tmp_path / 'store.db'}")
    for learner in (ANNA, BEN):
        opened.append(learner, SectionRead(lesson="batch", section=f"of {learner[:3]}"), at=NOON)
        opened.save_run(learner, "r1", b"\x00log", {"n": 1}, at=NOON)
        opened.save_dataset(learner, "own.csv", "täxt,label".encode(), at=NOON)
    return opened


def test_the_document_holds_all_that_is_kept_and_reads_back_the_same(store):
    mine = belongings(store, ANNA)
    assert [len(part) for part in (mine.events, mine.runs, mine.datasets)] == [1, 1, 1]
    assert mine.runs[0].payload == b"\x00log"
    assert parse_document(json_document(mine), ANNA) == mine


def test_the_document_names_its_schema_and_holds_neither_token_nor_others(store):
    text = json_document(belongings(store, ANNA))
    assert list(json.loads(text)) == ["batchwise_export", "events", "runs", "datasets"]
    assert json.loads(text)["batchwise_export"] == 1
    assert ANNA not in text
    assert "of ben" not in text


def test_the_table_has_one_row_an_event_with_its_fields():
    given = AnswerGiven(
        bank="practice", question="bvr-001", rev=2, answer=("a", "c"), correct=True, tries=1, score=0.5
    )
    unread = Unread(kind="later", text='{"a": 1}', problem="unknown kind")
    first, second, third = table_of(given, SectionRead(lesson="batch", section="why"), unread)
    assert (first["kind"], first["at_utc"]) == ("answer_given", "2026-03-01T12:00:00+00:00")
    assert (first["rev"], first["answer"], first["correct"]) == ("2", '["a", "c"]', "true")
    assert (first["score"], first["seed"], first["lesson"]) == ("0.5", "", "")
    assert (second["lesson"], second["section"]) == ("batch", "why")
    assert (third["kind"], third["unread"]) == ("later", '{"a": 1}')


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "  =", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(start):
    text = f"{start}HYPERLINK(A1)"
    run = RunFinished(run_id="r", engine="live", scenario={}, summary={}, finding=text)
    unread = Unread(kind="later", text=text, problem="unknown kind")
    first, second = table_of(run, unread)
    assert (first["finding"], second["unread"]) == (f"'{text}", f"'{text}")


def test_quotes_commas_and_line_ends_stay_in_their_cell():
    text = 'a "quoted", two-line\r\n;=1+1'
    run = RunFinished(run_id="r", engine="live", scenario={}, summary={}, finding=text)
    assert [row["finding"] for row in table_of(run)] == [text]
