"""Reads a learner's exported document back: what can be read back was not lost."""

import json
from base64 import b64decode
from datetime import datetime
from typing import Any

from core.learning.events import Recorded, from_json
from core.learning.exports import Belongings
from core.learning.store import KeptDataset, KeptRun


def parse_document(text: str, learner: str) -> Belongings:
    """What an exported document holds, as belonging to ``learner``."""
    document = json.loads(text)
    return Belongings(
        events=tuple(_event(row, learner) for row in document["events"]),
        runs=tuple(map(_run, document["runs"])),
        datasets=tuple(map(_dataset, document["datasets"])),
    )


def _event(row: dict[str, Any], learner: str) -> Recorded:
    text = row["unread"] if "unread" in row else json.dumps(row["facts"])
    return Recorded(id=row["id"], learner=learner, at=_at(row), event=from_json(row["kind"], text))


def _run(row: dict[str, Any]) -> KeptRun:
    return KeptRun(run_id=row["run_id"], at=_at(row), meta=row["meta"], payload=b64decode(row["payload"]))


def _dataset(row: dict[str, Any]) -> KeptDataset:
    content = b64decode(row["content"])
    return KeptDataset(name=row["name"], at=_at(row), size_bytes=len(content), content=content)


def _at(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["at"])
