"""The store: every learner's events, newest runs and own texts, in one database that many threads share."""

import json
import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, bindparam, delete, func, insert, select, update

from core.base import BatchwiseError, Checks
from core.learning import store_tables as tables
from core.learning.events import Event, Recorded, from_json, to_json
from core.learning.events_json import JsonObject, name_fault, plain_json
from core.learning.store_engine import StoreUnavailable, open_engine, reading, scrub, sqlite_file, writing

MAX_PAYLOAD_BYTES = 4_000_000
MAX_RUNS = 20
MAX_DATASET_BYTES = 5_000_000
MAX_DATASETS = 5

_LEARNER = re.compile(r"[A-Za-z0-9_-]{16,64}")
_log = logging.getLogger(__name__)

# Asked several times in every run of a page, so put together once.
_EVENTS = (
    select(tables.events)
    .where(tables.events.c.learner == bindparam("learner"), tables.events.c.id > bindparam("after_id"))
    .order_by(tables.events.c.id)
)
_EVENTS_OF_KINDS = _EVENTS.where(tables.events.c.kind.in_(bindparam("kinds", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A run kept with its request log; ``payload`` is None where only the list was asked for."""

    run_id: str
    at: datetime
    meta: JsonObject
    payload: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDataset:
    """A learner's own file of texts; ``content`` is None where only the list was asked for."""

    name: str
    at: datetime
    size_bytes: int
    content: bytes | None = None


class Store:
    """Opens (and creates) the database at ``url``. One Store serves all threads of a process.

    A learner is the opaque token of a cookie, 16 to 64 letters, digits, - and _. Every call names one learner
    and sees and changes only what is theirs. What a call returned from is on the disk.
    Raises InvalidInput for values that cannot be kept, StoreUnavailable if the database does not answer.
    writes: grows after each change of anybody's events through this Store, so who has seen it knows if to look again.
    """

    def __init__(self, url: str) -> None:
        self.writes = 0
        self._engine: Engine = open_engine(url)
        with writing(self._engine) as connection:
            tables.metadata.create_all(connection)
            _agree_on_schema(connection)

    def close(self) -> None:
        """Lets go of the database; what was written stays."""
        self._engine.dispose()

    def is_ready(self) -> bool:
        """Whether the database can be read and written at this moment; it is tried, not assumed."""
        beats = tables.heartbeat.c.beats
        try:
            with writing(self._engine) as connection:
                before = connection.execute(select(beats)).scalar_one()
                connection.execute(update(tables.heartbeat).values(beats=before + 1))
            with reading(self._engine) as connection:
                grown = connection.execute(select(beats)).scalar_one() > before
        except StoreUnavailable:
            _log.warning("the store is not ready", exc_info=True)
            return False
        # SQLite writes on happily into a file that somebody has removed, and all of it is lost at the end.
        return grown and (self._engine.dialect.name != "sqlite" or sqlite_file(self._engine.url).exists())

    def append(self, learner: str, event: Event, *, at: datetime, key: str | None = None) -> Recorded:
        """Writes the event down. With a ``key`` the learner has used before, the first event stands and is returned.

        The key says what may happen only once ("practice/bvr-001/1/try-2"): a double click, a reconnect or a
        second tab is then not counted twice.
        """
        _check(learner, at=at, key=key)
        row = {"learner": learner, "kind": event.kind, "at": at, "facts": to_json(event), "key": key}
        with writing(self._engine, learner) as connection:
            if key is not None and (
                first := connection.execute(_mine(tables.events, learner, key=key)).first()
            ):
                return _recorded(first)
            written = insert(tables.events).values(row).returning(tables.events.c.id)
            number = connection.execute(written).scalar_one()
        self.writes += 1
        return Recorded(id=number, learner=learner, at=at.astimezone(UTC), event=event)

    def events(
        self, learner: str, kinds: Collection[str] | None = None, after_id: int | None = None
    ) -> tuple[Recorded, ...]:
        """The learner's events in the order written: all, or those of some kinds, or those after a number."""
        _check(learner)
        asked = {"learner": learner, "after_id": after_id or 0, "kinds": list(kinds or ())}
        with reading(self._engine) as connection:
            found = connection.execute(_EVENTS if kinds is None else _EVENTS_OF_KINDS, asked)
            return tuple(map(_recorded, found))

    def save_run(self, learner: str, run_id: str, payload: bytes, meta: JsonObject, *, at: datetime) -> None:
        """Keeps a run's log (≤ 4 MB) and lets the learner's oldest beyond 20 go. A run saved before stays as it is."""
        _check(learner, at=at, run_id=run_id, payload=payload, most_bytes=MAX_PAYLOAD_BYTES)
        text = json.dumps(plain_json("meta", meta))
        row = {"learner": learner, "run_id": run_id, "at": at, "meta": text, "payload": payload}
        mine = tables.runs.c.learner == learner
        newest = select(tables.runs.c.id).where(mine).order_by(tables.runs.c.id.desc()).limit(MAX_RUNS)
        with writing(self._engine, learner) as connection:
            if connection.execute(_mine(tables.runs, learner, run_id=run_id)).first() is None:
                connection.execute(insert(tables.runs).values(row))
                connection.execute(delete(tables.runs).where(mine, tables.runs.c.id.not_in(newest)))

    def runs(self, learner: str, limit: int = MAX_RUNS) -> tuple[KeptRun, ...]:
        """The learner's kept runs, newest first, without their payloads."""
        _check(learner)
        columns = (tables.runs.c.run_id, tables.runs.c.at, tables.runs.c.meta)
        wanted = select(*columns).where(tables.runs.c.learner == learner)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(tables.runs.c.id.desc()).limit(limit)).all()
        return tuple(KeptRun(run_id=row.run_id, at=row.at, meta=json.loads(row.meta)) for row in rows)

    def run(self, learner: str, run_id: str) -> KeptRun | None:
        """The learner's run with its payload, or None if it is not (or no longer) kept."""
        _check(learner)
        with reading(self._engine) as connection:
            row = connection.execute(_mine(tables.runs, learner, run_id=run_id)).first()
        if row is None:
            return None
        return KeptRun(run_id=row.run_id, at=row.at, meta=json.loads(row.meta), payload=row.payload)

    def save_dataset(self, learner: str, name: str, content: bytes, *, at: datetime) -> None:
        """Keeps a file of the learner's own texts (≤ 5 MB, at most five); one of the same name is replaced."""
        _check(learner, at=at, name=name, content=content, most_bytes=MAX_DATASET_BYTES)
        own = tables.datasets
        with writing(self._engine, learner) as connection:
            connection.execute(delete(own).where(own.c.learner == learner, own.c.name == name))
            count = select(func.count()).select_from(own).where(own.c.learner == learner)
            if connection.execute(count).scalar_one() >= MAX_DATASETS:
                checks = Checks()
                checks.add("name", f"{MAX_DATASETS} files are kept already", "delete one of them first")
                checks.done()
            connection.execute(insert(own).values(learner=learner, name=name, at=at, content=content))

    def datasets(self, learner: str) -> tuple[KeptDataset, ...]:
        """The learner's own files in the order kept, without their content."""
        _check(learner)
        own = tables.datasets.c
        wanted = select(own.name, own.at, func.length(own.content).label("size_bytes"))
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.where(own.learner == learner).order_by(own.id)).all()
        return tuple(KeptDataset(name=row.name, at=row.at, size_bytes=row.size_bytes) for row in rows)

    def dataset(self, learner: str, name: str) -> KeptDataset | None:
        """The learner's own file with its content, or None if there is none of that name."""
        _check(learner)
        with reading(self._engine) as connection:
            row = connection.execute(_mine(tables.datasets, learner, name=name)).first()
        if row is None:
            return None
        return KeptDataset(name=row.name, at=row.at, size_bytes=len(row.content), content=row.content)

    def delete_dataset(self, learner: str, name: str) -> None:
        """Deletes the learner's own file so that its bytes are gone from the database."""
        _check(learner)
        own = tables.datasets
        with writing(self._engine, learner) as connection:
            connection.execute(delete(own).where(own.c.learner == learner, own.c.name == name))
        scrub(self._engine)

    def delete_learner(self, learner: str) -> None:
        """Deletes everything of the learner so that its bytes are gone from the database. May be repeated."""
        _check(learner)
        with writing(self._engine, learner) as connection:
            for table in tables.BELONGINGS:
                connection.execute(delete(table).where(table.c.learner == learner))
        self.writes += 1
        scrub(self._engine)


def _agree_on_schema(connection: Connection) -> None:
    found = connection.execute(select(tables.schema_version.c.version)).scalar_one_or_none()
    if found is None:
        connection.execute(insert(tables.schema_version).values(version=tables.SCHEMA_VERSION))
        connection.execute(insert(tables.heartbeat).values(id=1, beats=0))
    elif found != tables.SCHEMA_VERSION:
        raise BatchwiseError(
            f"The database has schema {found}; this version of Batchwise needs schema {tables.SCHEMA_VERSION}."
        )


def _mine(table: Table, learner: str, **equal: str) -> Select[Any]:
    found = select(table).where(table.c.learner == learner)
    return found.where(*(table.c[name] == value for name, value in equal.items()))


def _recorded(row: Row[Any]) -> Recorded:
    return Recorded(id=row.id, learner=row.learner, at=row.at, event=from_json(row.kind, row.facts))


def _check(
    learner: str, *, at: datetime | None = None, most_bytes: int = 0, **given: str | bytes | None
) -> None:
    checks = Checks()
    if not isinstance(learner, str) or not _LEARNER.fullmatch(learner):
        checks.add("learner", "is not a learner's token", "give 16 to 64 letters, digits, - or _")
    if at is not None and at.tzinfo is None:
        checks.add("at", f"{at!r} has no time zone", "give a time with timezone.utc")
    for name, value in given.items():
        if isinstance(value, bytes):
            checks.whole(f"bytes of {name}", len(value), least=0, most=most_bytes)
        elif value is not None and name_fault(value):
            checks.add(name, f"{str(value)[:40]!r} cannot be used", "give 1 to 200 printable characters")
    checks.done()
