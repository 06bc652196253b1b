"""The tables of the store, in types that SQLite and PostgreSQL both have."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = 1


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC: SQLite forgets the zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _number() -> Column[int]:
    """A rising number that is never given twice, not even after a deletion."""
    return Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True)


def _learner() -> Column[str]:
    return Column("learner", String(64), nullable=False)


metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("beats", BigInteger, nullable=False),
)

events = Table(
    "events",
    metadata,
    _number(),
    _learner(),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("facts", Text, nullable=False),
    Column("key", String(200)),
    UniqueConstraint("learner", "key", name="one_event_a_key"),
    Index("events_of_learner", "learner", "id"),
    sqlite_autoincrement=True,
)

runs = Table(
    "runs",
    metadata,
    _number(),
    _learner(),
    Column("run_id", String(200), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("meta", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    UniqueConstraint("learner", "run_id", name="one_run_an_id"),
    sqlite_autoincrement=True,
)

datasets = Table(
    "datasets",
    metadata,
    _number(),
    _learner(),
    Column("name", String(200), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("learner", "name", name="one_dataset_a_name"),
    sqlite_autoincrement=True,
)

BELONGINGS = (events, runs, datasets)
