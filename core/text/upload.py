"""The learner's own labelled CSV, read into a corpus: every fault named with its row, nothing stored."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from core.base import Fault, InvalidInput
from core.text.columns import Columns, find_columns, find_delimiter
from core.text.corpus import Corpus, message_key
from core.text.decoding import CONTROL, decode

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 50_000
LEAST_ROWS = 20
LEAST_LABELS, MOST_LABELS = 2, 20
LEAST_PER_LABEL = 5
MOST_TEXT, MOST_LABEL = 5_000, 60  # characters
FAULTS_SHOWN = 50

Rows = list[tuple[int, list[str]]]


def read_labelled_csv(data: bytes, *, name: str) -> Corpus:
    """The messages and labels of a CSV file with a text column and a label column.

    Row numbers are those of a spreadsheet: the header is row 1, blank rows count, a quoted line break does not.
    A message that comes again with the same label is left out (``repeats_dropped`` says how many); with another
    label it is a fault. Raises InvalidInput with the first 50 faults and the number of the others.

    >>> rows = "".join(f"message number {n},{'spam' if n % 2 else 'ok'}\\n" for n in range(20))
    >>> corpus = read_labelled_csv(("text,label\\n" + rows).encode(), name="mine.csv")
    >>> corpus.texts[1], corpus.labels[1], len(corpus)
    ('message number 1', 'spam', 20)
    """
    if len(data) > MOST_BYTES:
        size_mb, most_mb = len(data) / 2**20, MOST_BYTES // 2**20
        raise InvalidInput([_fault("file", f"it has {size_mb:.1f} MB", f"give at most {most_mb} MB")])
    text = decode(data)
    rows, broken = _rows(text, find_delimiter(text))
    if not rows:
        raise InvalidInput(broken or [_fault("file", "it is empty", "give rows of text and label")])
    columns = find_columns(rows)
    reading = _Reading()
    for number, cells in rows[columns.first_row :]:
        reading.take(number, cells, columns)
    faults = reading.faults + broken
    if not broken:
        faults += reading.faults_of_the_whole(n_rows=len(rows) - columns.first_row)
    if faults:
        raise InvalidInput(_shortened(faults))
    return Corpus(
        name=name,
        texts=tuple(text for text, _ in reading.messages),
        labels=tuple(label for _, label in reading.messages),
        repeats_dropped=reading.repeats,
    )


def _rows(text: str, delimiter: str) -> tuple[Rows, list[Fault]]:
    """(row number, cells) of every row that is not blank; and what stopped the reading, if anything did."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            if number > MOST_ROWS + 1:  # blank ones too: reading millions of those would take seconds
                return rows, [_fault("file", f"it has over {MOST_ROWS:,} rows", "give fewer rows")]
    except csv.Error as error:
        where, problem = f"row {number + 1}", f"it cannot be read ({error})"
        fix = "put quotes around the whole text, and write a quote inside it twice"
        return rows, [Fault(where=where, field="row", problem=problem, fix=fix)]
    return rows, []


class _Reading:
    """Messages and faults gathered row by row."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.messages: list[tuple[str, str]] = []
        self.repeats = 0
        self._seen: dict[str, tuple[int, str]] = {}
        self._spelling: dict[str, tuple[int, str]] = {}

    def take(self, number: int, cells: list[str], columns: Columns) -> None:
        """Reads one row: a message if it is sound, else its faults."""
        where = f"row {number}"
        if len(cells) != columns.n:
            problem = f"it has {len(cells)} column{'s' if len(cells) != 1 else ''}, row 1 has {columns.n}"
            fix = "put quotes around a text that holds the delimiter, and leave no cell out"
            self.faults.append(Fault(where=where, field="row", problem=problem, fix=fix))
            return
        text, label = cells[columns.text].strip(), cells[columns.label].strip()
        faults = [
            *_cell_faults(where, "text", text, MOST_TEXT),
            *_cell_faults(where, "label", label, MOST_LABEL),
        ]
        if not faults:
            faults = list(self._clashes(number, text, label))
        if faults:
            self.faults += faults
        elif message_key(text) in self._seen:
            self.repeats += 1
        else:
            self._seen[message_key(text)] = (number, label)
            self.messages.append((text, label))

    def faults_of_the_whole(self, *, n_rows: int) -> list[Fault]:
        """What is wrong with the number of rows and labels, rather than with one row."""
        counts = Counter(label for _, label in self.messages)
        faults = []
        if n_rows < LEAST_ROWS:
            fix = f"give at least {LEAST_ROWS} rows below the header"
            faults.append(_fault("file", f"it has {n_rows} rows", fix))
        if self.faults or not counts:
            return faults  # to count what is left after faulty rows would mislead
        if not LEAST_LABELS <= len(counts) <= MOST_LABELS:
            fix = f"give from {LEAST_LABELS} to {MOST_LABELS}; is it the right column?"
            return [
                *faults,
                _fault("label", f"holds {len(counts)} label{'s' if len(counts) > 1 else ''}", fix),
            ]
        fix = f"give at least {LEAST_PER_LABEL} different messages for each label"
        few = ((label, n) for label, n in counts.items() if n < LEAST_PER_LABEL)
        return faults + [_fault("label", f"{label!r} has {n} different messages", fix) for label, n in few]

    def _clashes(self, number: int, text: str, label: str) -> Iterator[Fault]:
        """Faults against earlier rows: one text with two labels, or one label in two spellings."""
        first, known = self._spelling.setdefault(label.casefold(), (number, label))
        if known != label:
            problem = f"{label!r} is spelled {known!r} in row {first}"
            yield Fault(where=f"row {number}", field="label", problem=problem, fix="use one spelling")
            return
        first, known = self._seen.get(message_key(text), (number, label))
        if known != label:
            problem = f"{label!r}, but the same text is {known!r} in row {first}"
            yield Fault(where=f"row {number}", field="label", problem=problem, fix="keep one of the two rows")


def _cell_faults(where: str, field: str, value: str, most: int) -> Iterator[Fault]:
    if not value:
        yield Fault(
            where=where, field=field, problem="it is empty", fix=f"give a {field}, or leave the row out"
        )
    if len(value) > most:
        problem = f"it has {len(value):,} characters"
        yield Fault(
            where=where, field=field, problem=problem, fix=f"give at most {most:,}; is a quote left open?"
        )
    if control := CONTROL.search(value):
        problem = f"character {control.start() + 1} is a control character (code {ord(control[0])})"
        yield Fault(where=where, field=field, problem=problem, fix="delete it")


def _fault(field: str, problem: str, fix: str) -> Fault:
    return Fault(field=field, problem=problem, fix=fix)


def _shortened(faults: list[Fault]) -> list[Fault]:
    more = len(faults) - FAULTS_SHOWN
    if more <= 0:
        return faults
    return [*faults[:FAULTS_SHOWN], _fault("file", f"and {more:,} more faults", "mend those above first")]
