"""Everything the store holds of one learner, as a JSON document to keep and as a CSV table to open."""

import base64
import csv
import io
import json
from dataclasses import dataclass, fields

from core.learning.csv_cells import harmless
from core.learning.events import VARIANTS, Recorded, Unread, to_json
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


def _base64(content: bytes | None) -> str:
    return base64.b64encode(content or b"").decode("ascii")
