"""What each format writes for a bank with every kind of question, as text: to compare with the golden files.

``python tests/unit/golden_exports.py`` writes them anew; read the difference before you keep it.
"""

import io
import json
import sqlite3
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from core.learning.bank import load_bank
from core.learning.teaching_export.export import FORMATS, Exported, Format, export

HERE = Path(__file__).parent
GOLDEN = HERE / "golden_exports"
BANK = load_bank(HERE / "bank_of_every_kind.yaml")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def exported(format: Format) -> Exported:
    """The bank in one format, its parameterised question in two variants."""
    return export([BANK], format, at=AT, seeds=(1, 2))


def as_text(format: Format) -> dict[str, str]:
    """Golden file name → text: the file itself, or what an archive holds."""
    file = exported(format)
    losses = "\n".join(map(str, file.losses)) + "\n"
    if format == "qti":
        with zipfile.ZipFile(io.BytesIO(file.content)) as package:
            inside = {f"qti/{name}": package.read(name).decode() for name in package.namelist()}
    elif format == "anki":
        notes = [dict(zip(("guid", "tags", "fields"), row, strict=True)) for row in notes_in(file.content)]
        inside = {"anki-notes.json": json.dumps(notes, indent=1, ensure_ascii=False) + "\n"}
    else:
        inside = {f"questions{FORMATS[format].suffix}": file.content.decode()}
    return {**inside, f"{format}-losses.txt": losses}


def notes_in(package: bytes) -> list[tuple[str, ...]]:
    """guid, tags and fields of each note in an .apkg, in the order written."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive, tempfile.TemporaryDirectory() as folder:
        path = Path(archive.extract("collection.anki2", folder))
        collection = sqlite3.connect(path)
        rows = collection.execute("select guid, tags, flds from notes order by id").fetchall()
        collection.close()
    return rows


if __name__ == "__main__":
    for name in FORMATS:
        for file_name, text in as_text(name).items():
            target = GOLDEN / file_name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
