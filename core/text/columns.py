"""Which character parts the columns of a CSV file, and which column holds the text and which the label."""

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from core.base import Fault, InvalidInput

DELIMITERS = ("\t", ";", "|", ",")  # the rarer inside a text, the earlier: two may seem to fit
TEXT_NAMES = (
    "text",
    "message",
    "sentence",
    "sms",
    "body",
    "content",
    "comment",
    "review",
    "ticket",
    "question",
)
LABEL_NAMES = (
    "label",
    "category",
    "class",
    "target",
    "topic",
    "type",
    "tag",
    "kind",
    "sentiment",
    "intent",
    "v1",
)
_LOOKED_AT_CHARACTERS, _LOOKED_AT_ROWS = 65_536, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where text and label stand among ``n`` columns, and which of the rows is the first below the header."""

    text: int
    label: int
    n: int
    first_row: int


def find_delimiter(content: str) -> str:
    """The delimiter under which the header names a text and a label, else the one that gives even rows, else ",".

    csv.Sniffer is left alone on purpose: on a few kilobytes of quotes its patterns run for minutes.

    >>> find_delimiter("Message;Category\\nHello, you;ok\\n")
    ';'
    """
    rows = {delimiter: _first_rows(content, delimiter) for delimiter in DELIMITERS}
    for delimiter, found in rows.items():
        if found and _named(found[0], TEXT_NAMES) is not None and _named(found[0], LABEL_NAMES) is not None:
            return delimiter
    for delimiter, found in rows.items():
        widths = {len(cells) for cells in found}
        if len(widths) == 1 and widths.pop() > 1:
            return delimiter
    return ","


def find_columns(rows: Sequence[tuple[int, list[str]]]) -> Columns:
    """The columns of (row number, cells): by the names in the header, or, of exactly two columns, by their content.

    Raises InvalidInput if neither tells.

    >>> find_columns([(1, ["id", "Label", "TEXT"]), (2, ["1", "spam", "win now"])])
    Columns(text=2, label=1, n=3, first_row=1)
    """
    header = rows[0][1]
    text, label = _named(header, TEXT_NAMES), _named(header, LABEL_NAMES)
    if text is not None and label is not None:
        return Columns(text=text, label=label, n=len(header), first_row=1)
    if len(header) != 2:
        raise InvalidInput(_unnamed(rows[0][0], header, text, label))
    if text is None and label is None:
        return _by_content([cells for _, cells in rows if len(cells) == 2])
    text = 1 - label if label is not None else text
    assert text is not None
    return Columns(text=text, label=1 - text, n=2, first_row=1)


def _by_content(rows: list[list[str]]) -> Columns:
    """Two columns without known names: labels are those that repeat; a first row with a known label is no header."""
    first, second = ({cells[at].strip() for cells in rows[1:]} for at in (0, 1))
    label = 0 if len(first) < len(second) else 1
    has_header = rows[0][label].strip() not in (first, second)[label]
    return Columns(text=1 - label, label=label, n=2, first_row=int(has_header))


def _named(header: list[str], names: Sequence[str]) -> int | None:
    cells = [cell.strip().casefold() for cell in header]
    return next((cells.index(name) for name in names if name in cells), None)


def _unnamed(row: int, header: list[str], text: int | None, label: int | None) -> list[Fault]:
    shown = ", ".join(repr(cell[:30]) for cell in header[:8])
    return [
        Fault(where=f"row {row}", field=field, problem=f"no column has that name among {shown}", fix=fix)
        for field, at, fix in (
            ("text", text, "name the column with the messages: text"),
            ("label", label, "name the column with the labels: label"),
        )
        if at is None
    ]


def _first_rows(content: str, delimiter: str) -> list[list[str]]:
    """The first rows that are not blank; an unreadable one ends them, and is named when the file is read."""
    lines = io.StringIO(content[:_LOOKED_AT_CHARACTERS], newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    with suppress(csv.Error):
        found.extend(cells for cells in islice(reader, _LOOKED_AT_ROWS) if any(map(str.strip, cells)))
    return found
