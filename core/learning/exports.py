"""Everything the store holds of one learner, as a JSON document to keep and as a CSV table to open."""

import base64
import csv
import io
import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from core.base import Fault, InvalidInput
from core.learning.csv_cells import harmless
from core.learning.events import VARIANTS, Event, Recorded, Unread, from_json, to_json
from core.learning.store import KeptDataset, KeptRun, Store

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """All that is kept of one learner: events in the order written, runs newest first, own files."""

    events: tuple[Recorded, ...]
    runs: tuple[KeptRun, ...]
    datasets: tuple[KeptDataset, ...]


def belongings(store: Store, learner: str) -> Belongings:
    """All that ``store`` keeps of ``learner``, with the bytes of runs and files."""
    runs = (store.run(learner, kept.run_id) for kept in store.runs(learner))
    datasets = (store.dataset(learner, kept.name) for kept in store.datasets(learner))
    return Belongings(
        events=store.events(learner),
        runs=tuple(run for run in runs if run is not None),
        datasets=tuple(dataset for dataset in datasets if dataset is not None),
    )


def json_document(everything: Belongings) -> str:
    """One JSON document in stable order; bytes are base64 text.

    The learner's token is left out: it is the key to the progress, and an export gets passed on.
    """
    document = {
        "batchwise_export": SCHEMA,
        "events": [_event_object(record) for record in everything.events],
        "runs": [
            {
                "run_id": run.run_id,
                "at": run.at.isoformat(),
                "meta": run.meta,
                "payload": _base64(run.payload),
            }
            for run in everything.runs
        ],
        "datasets": [
            {"name": kept.name, "at": kept.at.isoformat(), "content": _base64(kept.content)}
            for kept in everything.datasets
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def parse_document(text: str, learner: str) -> Belongings:
    """What an exported document holds, as belonging to ``learner``. Raises InvalidInput if it is no export."""
    try:
        document = json.loads(text)
        if document["batchwise_export"] != SCHEMA:
            raise ValueError(f"schema {document['batchwise_export']!r} is not {SCHEMA}")
        return Belongings(
            events=tuple(_parsed_event(row, learner) for row in document["events"]),
            runs=tuple(_parsed_run(row) for row in document["runs"]),
            datasets=tuple(_parsed_dataset(row) for row in document["datasets"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as refused:
        problem = f"cannot be read: {type(refused).__name__}: {refused}"
        fix = "give a JSON file that Batchwise exported"
        raise InvalidInput([Fault(field="export", problem=problem, fix=fix)]) from refused


def csv_table(everything: Belongings) -> str:
    """One row an event, one column a field; fields with parts are JSON. For Excel, encode it as utf-8-sig.

    A spreadsheet runs a cell that starts with =, +, - or @ as a formula, so such a cell gets a ' in front.
    """
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(("id", "at_utc", "kind", *_COLUMNS, "unread"))
    for record in everything.events:
        table.writerow(map(harmless, _row(record)))
    return out.getvalue()


_COLUMNS = tuple(
    dict.fromkeys(part.name for variant in VARIANTS for part in fields(variant) if part.name != "kind")
)


def _row(record: Recorded) -> list[object]:
    event = record.event
    unread = event.text if isinstance(event, Unread) else None
    facts = () if isinstance(event, Unread) else (getattr(event, name, None) for name in _COLUMNS)
    cells = list(facts) or [None] * len(_COLUMNS)
    return [record.id, record.at.isoformat(), event.kind, *cells, unread]


def _event_object(record: Recorded) -> dict[str, object]:
    head: dict[str, object] = {"id": record.id, "at": record.at.isoformat(), "kind": record.event.kind}
    if isinstance(record.event, Unread):
        return {**head, "unread": record.event.text}
    return {**head, "facts": json.loads(to_json(record.event))}


def _parsed_event(row: dict[str, Any], learner: str) -> Recorded:
    text = row["unread"] if "unread" in row else json.dumps(row["facts"])
    event: Event | Unread = from_json(row["kind"], text)
    return Recorded(id=row["id"], learner=learner, at=datetime.fromisoformat(row["at"]), event=event)


def _parsed_run(row: dict[str, Any]) -> KeptRun:
    at = datetime.fromisoformat(row["at"])
    return KeptRun(run_id=row["run_id"], at=at, meta=row["meta"], payload=base64.b64decode(row["payload"]))


def _parsed_dataset(row: dict[str, Any]) -> KeptDataset:
    at, content = datetime.fromisoformat(row["at"]), base64.b64decode(row["content"])
    return KeptDataset(name=row["name"], at=at, size_bytes=len(content), content=content)


def _base64(content: bytes | None) -> str:
    return base64.b64encode(content or b"").decode("ascii")
