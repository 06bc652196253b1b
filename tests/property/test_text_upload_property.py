"""Whatever the bytes, reading them gives a corpus or faults in plain words, never another exception."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from core.base import InvalidInput
from core.text import Corpus, message_key, read_labelled_csv
from core.text.decoding import CONTROL

# What upsets readers of CSV: delimiters, quotes, line ends, NUL, marks of encodings, broken UTF-8.
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04")
_BROKEN = (b"\xc3", b"\xe9", b"\xd8\x00", b"\0", b"\x1a")
_SIGNS = (b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"  ")
_WORDS = (b"text,label\n", b"label;text\r\n", b"ok", b"spam", b"hello there")
PIECES = st.sampled_from((*_MARKS, *_BROKEN, *_SIGNS, *_WORDS))
ROWS = b"".join(b"message %d,%s\n" % (n, b"ok" if n % 2 else b"spam") for n in range(20))


def outcome(data: bytes) -> Corpus | None:
    try:
        return read_labelled_csv(data, name="random")
    except InvalidInput as refusal:
        assert 1 <= len(refusal.faults) <= 51
        assert all(fault.field and fault.problem and fault.fix for fault in refusal.faults)
        return None


@given(st.binary(max_size=2_000))
@example(b"\xff\xfe\x00\xd8")
@example(b"\xff\xfe\x00\x00\x00\x00\x11\x00")
def test_random_bytes_give_a_corpus_or_faults(data):
    outcome(data)


@given(st.lists(PIECES, max_size=60).map(b"".join), st.booleans())
def test_what_upsets_readers_gives_a_corpus_or_faults(data, after_good_rows):
    corpus = outcome(b"text,label\n" + ROWS + data if after_good_rows else data)
    if corpus is not None:
        assert len(corpus) >= 10
        assert all(
            text.strip() and label.strip() for text, label in zip(corpus.texts, corpus.labels, strict=True)
        )


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80).filter(
    lambda text: text.strip() and not CONTROL.search(text)
)


@given(st.lists(TEXTS, min_size=20, max_size=30, unique_by=message_key), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_writes_is_read_back(texts, delimiter):
    rows = [(text, "even" if n % 2 else "odd") for n, text in enumerate(texts)]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("text", "label"), *rows])
    corpus = read_labelled_csv(out.getvalue().encode(), name="written")
    assert list(zip(corpus.texts, corpus.labels, strict=True)) == [
        (text.strip(), label) for text, label in rows
    ]
