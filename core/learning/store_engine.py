"""The way to the database: its address, and how SQLite is set so that nothing written is lost and nothing deleted stays."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from core.base import BatchwiseError, Fault, InvalidInput

BUSY_TIMEOUT_MS = 20_000


class StoreUnavailable(BatchwiseError):
    """The database could not be read or written just now; nothing was half written."""


def database_url(environ: Mapping[str, str], project_root: Path) -> str:
    """The address in DATABASE_URL, else a SQLite file in the project's .data folder.

    >>> database_url({"DATABASE_URL": "postgresql+psycopg://host/batchwise"}, Path("/srv"))
    'postgresql+psycopg://host/batchwise'
    """
    given = environ.get("DATABASE_URL", "").strip()
    if not given:
        return f"sqlite:///{project_root / '.data' / 'batchwise.db'}"
    return given.replace("postgres://", "postgresql://", 1) if given.startswith("postgres://") else given


def open_engine(url: str) -> Engine:
    """An engine for ``url`` that many threads share. Raises InvalidInput for an address that cannot be used."""
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    file = sqlite_file(address)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _set_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(address: URL) -> Path:
    """The database file. Raises InvalidInput for a database in memory, which would forget everything."""
    name = address.database
    if not name or name == ":memory:" or name.startswith("file:"):
        problem = f"{address.render_as_string()} names no file"
        raise InvalidInput(
            [Fault(field="DATABASE_URL", problem=problem, fix="give sqlite:///path/to/file.db")]
        )
    return Path(name)


@contextmanager
def writing(engine: Engine, learner: str | None = None) -> Iterator[Connection]:
    """One transaction, committed to disk when the block ends. Writers of one learner take turns.

    SQLite has one writer at a time, so BEGIN IMMEDIATE waits for its turn instead of failing half-way;
    PostgreSQL locks the learner (or, with none, the schema) until the end of the transaction.
    """
    with _spoken("saved"), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            lock = func.pg_advisory_xact_lock(func.hashtextextended(learner or "batchwise schema", 0))
            connection.execute(select(lock))
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database, which holds up no writer."""
    with _spoken("read"), engine.execution_options(sqlite_begin="BEGIN").begin() as connection:
        yield connection


def scrub(engine: Engine) -> None:
    """Makes deleted bytes unreadable in SQLite's files.

    secure_delete overwrites what is deleted. That is not enough: where rows once moved between pages, copies
    stay in the slack (seen: 13 tokens of 30 deleted learners among 8,000 events). So VACUUM rewrites the file, at
    about 1 s per 100 MB in which writers wait, and the checkpoint empties the write-ahead log.
    PostgreSQL has its own autovacuum.
    """
    if engine.dialect.name != "sqlite":
        return
    with _spoken("saved"), engine.execution_options(sqlite_begin="").connect() as connection:
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    if busy:
        raise StoreUnavailable(
            "It is deleted, but the log of the database could not be emptied yet; delete again."
        )


@contextmanager
def _spoken(done: str) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as refused:
        raise StoreUnavailable(f"Your progress could not be {done} just now; try again.") from refused


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as refused:
        fix = "give an address such as sqlite:///path/to/file.db"
        raise InvalidInput([Fault(field="DATABASE_URL", problem="is not an address", fix=fix)]) from refused


def _set_sqlite(connection: SqliteConnection, _record: object) -> None:
    """Write-ahead log, so readers and the writer do not wait for each other.

    synchronous=FULL: each commit is on the disk before append returns, so that not only a killed process but
    also a power cut loses nothing answered. NORMAL would lose the last seconds in a power cut; what FULL
    costs, one flush a write, is nothing at the pace at which people answer.
    """
    connection.isolation_level = (
        None  # transactions begin where _begin_sqlite says, not where the driver guesses
    )
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()
    _turn_to_wal(connection)
    for setting in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _turn_to_wal(connection: SqliteConnection) -> None:
    """Asks for the write-ahead log until it is there: two that open a new file at once refuse each other outright.

    SQLite does not wait out its busy timeout here, since both would hold a lock that the other one needs.
    """
    give_up_s = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except OperationalError:
            if time.monotonic() > give_up_s:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE")
    if begin:
        connection.exec_driver_sql(begin)
