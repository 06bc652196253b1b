"""The store keeps each learner's things apart, once each, within bounds, and deletes them for good."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from core.base import BatchwiseError, InvalidInput
from core.learning import store_tables
from core.learning.events import SectionRead, SolutionShown, Unread
from core.learning.store import MAX_DATASETS, MAX_PAYLOAD_BYTES, MAX_RUNS, Store
from core.learning.store_engine import StoreUnavailable, database_url

ANNA, BEN = "anna-token-0123456789", "ben_token_9876543210"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def section(name):
    return SectionRead(lesson="batch", section=name)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "not" / "there" / "yet" / "store.db"


@pytest.fixture
def store(file):
    opened = Store(f"sqlite:///{file}")
    yield opened
    opened.close()


def test_events_come_back_in_order_with_rising_numbers_and_utc_times(store):
    two_hours_east = timezone(timedelta(hours=2))
    written = [
        store.append(ANNA, section("a"), at=NOON),
        store.append(ANNA, section("b"), at=NOON.astimezone(two_hours_east)),
    ]
    assert list(store.events(ANNA)) == written
    assert [record.at for record in written] == [NOON, NOON]
    assert written[0].id < written[1].id
    assert written[1].at.utcoffset() == timedelta(0)


def test_the_order_is_that_of_writing_even_if_the_clock_was_put_back(store):
    written = [
        store.append(ANNA, section("a"), at=NOON),
        store.append(ANNA, section("b"), at=NOON - timedelta(1)),
    ]
    assert list(store.events(ANNA)) == written


def test_events_can_be_asked_for_by_kind_and_from_a_number_on(store):
    first = store.append(ANNA, section("a"), at=NOON)
    shown = store.append(ANNA, SolutionShown(bank="b", question="q", rev=1), at=NOON)
    last = store.append(ANNA, section("b"), at=NOON)
    assert store.events(ANNA, kinds={"solution_shown"}) == (shown,)
    assert store.events(ANNA, after_id=first.id) == (shown, last)
    assert store.events(ANNA, kinds=[]) == ()


def test_one_learner_never_sees_or_changes_what_is_anothers(store):
    store.append(ANNA, section("a"), at=NOON, key="k")
    store.save_run(ANNA, "r", b"log", {"n": 1}, at=NOON)
    store.save_dataset(ANNA, "mine.csv", b"text,label", at=NOON)
    assert (store.events(BEN), store.runs(BEN), store.datasets(BEN)) == ((), (), ())
    assert store.run(BEN, "r") is None
    assert store.dataset(BEN, "mine.csv") is None
    mine = store.append(BEN, section("b"), at=NOON, key="k")
    store.save_run(BEN, "r", b"other", {}, at=NOON)
    store.delete_dataset(BEN, "mine.csv")
    store.delete_learner(BEN)
    assert mine.event == section("b")
    assert [record.event for record in store.events(ANNA)] == [section("a")]
    assert store.run(ANNA, "r").payload == b"log"
    assert store.dataset(ANNA, "mine.csv").content == b"text,label"


def test_the_same_key_counts_once_and_the_first_event_stands(store):
    first = store.append(ANNA, section("a"), at=NOON, key="try-1")
    again = store.append(ANNA, section("b"), at=NOON + timedelta(seconds=1), key="try-1")
    assert again == first
    assert store.events(ANNA) == (first,)


def test_events_without_a_key_are_all_kept(store):
    for _ in range(3):
        store.append(ANNA, section("a"), at=NOON)
    assert len(store.events(ANNA)) == 3


@pytest.mark.parametrize(
    "learner",
    ["", "short", "anon", "x" * 65, "anna token 0123456789", f"{ANNA}\n", "' OR 1=1 --' OR 1=1 --", None],
)
def test_a_learner_that_is_no_token_is_refused_everywhere(store, learner):
    calls = [
        lambda: store.append(learner, section("a"), at=NOON),
        lambda: store.events(learner),
        lambda: store.save_run(learner, "r", b"", {}, at=NOON),
        lambda: store.runs(learner),
        lambda: store.run(learner, "r"),
        lambda: store.save_dataset(learner, "d", b"", at=NOON),
        lambda: store.datasets(learner),
        lambda: store.dataset(learner, "d"),
        lambda: store.delete_dataset(learner, "d"),
        lambda: store.delete_learner(learner),
    ]
    for call in calls:
        with pytest.raises(InvalidInput, match="learner"):
            call()


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(InvalidInput, match="time zone"):
        store.append(ANNA, section("a"), at=datetime(2026, 1, 1))
    assert store.events(ANNA) == ()


def test_text_that_looks_like_sql_is_only_text(store):
    nasty = "x'); DROP TABLE events; --"
    store.append(ANNA, section(nasty), at=NOON, key=nasty)
    store.save_dataset(ANNA, nasty, b"1", at=NOON)
    assert store.events(ANNA, kinds=[nasty]) == ()
    assert store.events(ANNA)[0].event == section(nasty)
    assert store.dataset(ANNA, nasty).content == b"1"


def test_only_the_newest_runs_are_kept_for_each_learner(store):
    store.save_run(BEN, "r0", b"ben", {}, at=NOON)
    for number in range(MAX_RUNS + 3):
        store.save_run(ANNA, f"r{number}", bytes([number]), {"number": number}, at=NOON)
    kept = store.runs(ANNA)
    assert [run.meta["number"] for run in kept] == list(range(MAX_RUNS + 2, 2, -1))
    assert [run.payload for run in kept] == [None] * MAX_RUNS
    assert store.run(ANNA, "r2") is None
    assert store.run(ANNA, "r3").payload == bytes([3])
    assert store.run(BEN, "r0").payload == b"ben"
    assert [run.run_id for run in store.runs(ANNA, limit=2)] == ["r22", "r21"]


def test_a_run_is_saved_once(store):
    store.save_run(ANNA, "r", b"first", {}, at=NOON)
    store.save_run(ANNA, "r", b"second", {}, at=NOON)
    assert store.run(ANNA, "r").payload == b"first"


def test_a_run_that_is_too_large_is_refused(store):
    store.save_run(ANNA, "fits", bytes(MAX_PAYLOAD_BYTES), {}, at=NOON)
    with pytest.raises(InvalidInput, match="payload"):
        store.save_run(ANNA, "r", bytes(MAX_PAYLOAD_BYTES + 1), {}, at=NOON)


def test_datasets_are_bounded_in_size_and_number_and_can_be_replaced(store):
    for number in range(MAX_DATASETS):
        store.save_dataset(ANNA, f"{number}.csv", b"old", at=NOON)
    with pytest.raises(InvalidInput, match="delete one"):
        store.save_dataset(ANNA, "more.csv", b"", at=NOON)
    store.save_dataset(ANNA, "0.csv", b"newer", at=NOON)
    assert store.dataset(ANNA, "0.csv").content == b"newer"
    store.delete_dataset(ANNA, "1.csv")
    assert {kept.name: kept.size_bytes for kept in store.datasets(ANNA)} == {
        "0.csv": 5,
        "2.csv": 3,
        "3.csv": 3,
        "4.csv": 3,
    }
    with pytest.raises(InvalidInput, match="content"):
        store.save_dataset(ANNA, "0.csv", bytes(5_000_001), at=NOON)


def test_events_of_another_version_are_kept_and_do_not_get_in_the_way(store, file):
    store.append(ANNA, section("a"), at=NOON)
    row = (ANNA, "2026-03-01 12:00:00.000000", "certificate_won", '{"level": "gold"}')
    with sqlite3.connect(file) as raw:
        raw.execute("INSERT INTO events (learner, at, kind, facts) VALUES (?, ?, ?, ?)", row)
    raw.close()
    unread = store.events(ANNA)[1]
    assert isinstance(unread.event, Unread)
    assert (unread.event.kind, unread.event.text, unread.at) == ("certificate_won", '{"level": "gold"}', NOON)


def _bytes_on_disk(file):
    return b"".join(part.read_bytes() for part in file.parent.iterdir())


def test_deletion_leaves_no_byte_of_the_learner_in_the_files(store, file):
    for learner in (ANNA, BEN):
        store.append(learner, section(learner), at=NOON, key=learner)
        store.save_run(learner, "r", learner.encode() * 3000, {"of": learner}, at=NOON)
        store.save_dataset(learner, f"{learner}.csv", learner.encode() * 5000, at=NOON)
    assert ANNA.encode() in _bytes_on_disk(file)
    store.delete_learner(ANNA)
    left = _bytes_on_disk(file)
    assert left.count(ANNA.encode()) == 0
    assert left.count(BEN.encode()) > 7000  # some lie across two pages
    assert (store.events(ANNA), store.runs(ANNA), store.datasets(ANNA)) == ((), (), ())
    assert len(store.events(BEN)) == 1
    store.delete_learner(ANNA)


def test_deletion_leaves_no_byte_in_a_file_whose_rows_have_moved(store, file):
    """Enough events for SQLite to split pages, which leaves copies that secure_delete alone does not reach."""
    with store._engine.execution_options(sqlite_begin="").connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")  # to flush 1,500 times is not the point here
    random = Random(1)
    learners = [f"learner-{random.getrandbits(64):016x}" for _ in range(20)]
    for number in range(1500):
        learner = random.choice(learners)
        event = SectionRead(lesson=learner, section="s" * random.randint(1, 199))
        store.append(learner, event, at=NOON, key=f"{number % 7}/{learner}/{number}")
    kept = [store.events(learner) for learner in learners[10:]]
    for learner in learners[:10]:
        store.delete_learner(learner)
    left = _bytes_on_disk(file)
    assert sum(left.count(learner.encode()) for learner in learners[:10]) == 0
    assert [store.events(learner) for learner in learners[10:]] == kept


def test_a_deleted_dataset_leaves_no_byte(store, file):
    store.save_dataset(ANNA, "mine.csv", b"very private text" * 1000, at=NOON)
    store.delete_dataset(ANNA, "mine.csv")
    assert b"very private" not in _bytes_on_disk(file)


def test_a_number_is_never_given_twice_even_after_deletion(store):
    before = store.append(ANNA, section("a"), at=NOON).id
    store.delete_learner(ANNA)
    assert store.append(ANNA, section("a"), at=NOON).id > before


def test_sqlite_writes_ahead_and_flushes_each_commit(store, file):
    with store._engine.connect() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        ]
    assert settings == ["wal", 2, 1, 20_000]


def test_readiness_is_tried_and_false_once_the_file_is_gone(store, file):
    assert store.is_ready()
    for part in list(file.parent.iterdir()):
        part.unlink()
    assert not store.is_ready()


def test_readiness_is_false_when_the_tables_are_gone(store, file, caplog):
    with sqlite3.connect(file) as raw:
        raw.execute("DROP TABLE heartbeat")
    raw.close()
    assert not store.is_ready()
    assert "not ready" in caplog.text


def test_a_file_that_is_no_database_is_an_error_of_the_family(tmp_path):
    (tmp_path / "store.db").write_text("this is not a database, and long enough to be read as a header" * 20)
    with pytest.raises(StoreUnavailable):
        Store(f"sqlite:///{tmp_path / 'store.db'}")


def test_a_database_of_another_schema_is_refused_untouched(store, file):
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE schema_version SET version = 99")
    raw.close()
    with pytest.raises(BatchwiseError, match="schema 99"):
        Store(f"sqlite:///{file}")


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"]
)
def test_an_address_that_forgets_or_is_none_is_refused(url):
    with pytest.raises(InvalidInput, match="DATABASE_URL"):
        Store(url)


def test_the_address_comes_from_the_environment_or_the_project(tmp_path):
    assert database_url({}, tmp_path) == f"sqlite:///{tmp_path}/.data/batchwise.db"
    assert database_url({"DATABASE_URL": "  "}, tmp_path) == f"sqlite:///{tmp_path}/.data/batchwise.db"
    assert database_url({"DATABASE_URL": "sqlite:////x.db"}, tmp_path) == "sqlite:////x.db"
    assert database_url({"DATABASE_URL": "postgres://u@h/d"}, tmp_path) == "postgresql://u@h/d"


@pytest.mark.parametrize("table", store_tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_can_be_said_in_postgresql(table):
    assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=postgresql.dialect()))
