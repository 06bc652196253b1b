"""The learner's own CSV: what is read, and how every fault is named with its row."""

import csv
import io

import pytest

from core.base import InvalidInput
from core.text import read_labelled_csv
from core.text.columns import find_delimiter

GOOD = [(f"message number {n}", "spam" if n % 2 else "ok") for n in range(24)]


def table(rows, *, header=("text", "label"), delimiter=",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows([header, *rows] if header else rows)
    return out.getvalue()


def read(content: str | bytes):
    return read_labelled_csv(content if isinstance(content, bytes) else content.encode(), name="mine.csv")


def faults(content: str | bytes) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read(content)
    return [str(fault) for fault in caught.value.faults]


def with_row(text: str, label: str) -> str:
    """A good table whose last row, row 26, is this one."""
    return table([*GOOD, (text, label)])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "header", [("text", "label"), ("MESSAGE", " Category "), ("words", "kind of it"), None]
)
def test_any_of_four_delimiters_and_any_header_of_two_columns_is_understood(delimiter, header):
    corpus = read(table(GOOD, header=header, delimiter=delimiter))
    assert list(zip(corpus.texts, corpus.labels, strict=True)) == GOOD
    assert corpus.name == "mine.csv"


@pytest.mark.parametrize("header", [("label", "text"), ("class", "words"), ("one", "two"), None])
def test_the_label_may_come_first(header):
    corpus = read(table([(label, text) for text, label in GOOD], header=header))
    assert list(zip(corpus.texts, corpus.labels, strict=True)) == GOOD


def test_further_columns_are_left_alone():
    corpus = read(
        table(
            [(n, label, "", text) for n, (text, label) in enumerate(GOOD)],
            header=("id", "Label", "note", "Text"),
        )
    )
    assert list(zip(corpus.texts, corpus.labels, strict=True)) == GOOD


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_the_encoding_is_found(encoding):
    rows = [(f"Die Straße {n} ist für Fußgänger gesperrt", label) for n, (_, label) in enumerate(GOOD)]
    assert read(table(rows).encode(encoding)).texts[3] == "Die Straße 3 ist für Fußgänger gesperrt"


def test_other_alphabets_are_found_without_a_mark():
    rows = [(f"Привет, как дела сегодня вечером {n}", label) for n, (_, label) in enumerate(GOOD)]
    assert read(table(rows).encode("cp1251")).texts[0] == "Привет, как дела сегодня вечером 0"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_understood(line_end):
    assert len(read(table(GOOD).replace("\n", line_end))) == 24


def test_quoted_delimiters_quotes_and_line_breaks_belong_to_the_text():
    text = 'he said "no, never"\nand left; really'
    assert read(with_row(text, "ok")).texts[-1] == text


def test_rows_are_numbered_as_in_a_spreadsheet():
    content = 'text,label\n"two\nlines",ok\n\n   ,spam\n' + table(GOOD, header=None)
    assert faults(content) == ["row 4: text: it is empty; give a text, or leave the row out"]


def test_a_repeat_with_the_same_label_is_left_out_and_counted():
    corpus = read(table([*GOOD, ("Message  NUMBER 3", "spam"), GOOD[0]]))
    assert (len(corpus), corpus.repeats_dropped) == (24, 2)


def test_the_same_text_with_two_labels_is_a_fault_that_names_both_rows():
    assert faults(with_row("Message number 3", "ok")) == [
        "row 26: label: 'ok', but the same text is 'spam' in row 5; keep one of the two rows"
    ]


def test_two_spellings_of_one_label_are_a_fault():
    assert faults(with_row("something else", "SPAM")) == [
        "row 26: label: 'SPAM' is spelled 'spam' in row 3; use one spelling"
    ]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        (" \t ", "ok", "row 26: text: it is empty"),
        ("fine", " ", "row 26: label: it is empty"),
        ("x" * 5001, "ok", "row 26: text: it has 5,001 characters"),
        ("fine", "l" * 61, "row 26: label: it has 61 characters"),
        ("a\0b", "ok", "row 26: text: character 2 is a control character (code 0)"),
        ("fine", "o\x07k", "row 26: label: character 2 is a control character (code 7)"),
    ],
)
def test_each_fault_of_a_cell_is_named_with_row_and_field(text, label, expected):
    found = faults(with_row(text, label))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_text_of_exactly_the_most_characters_is_read():
    assert len(read(with_row("x" * 5000, "l" * 60).replace("l" * 60, "ok"))) == 25


def test_a_row_with_too_many_or_too_few_columns_is_named():
    found = faults(table(GOOD) + "no, quotes,ok\nalone\n")
    assert [line.split(";")[0] for line in found] == [
        "row 26: row: it has 3 columns, row 1 has 2",
        "row 27: row: it has 1 column, row 1 has 2",
    ]


@pytest.mark.parametrize(
    "tail", ['"left open,ok\n', '"left open,ok\n' + "more text\n" * 20_000, '"closed" too early,ok\n']
)
def test_a_quote_gone_wrong_is_named_with_its_row(tail):
    assert faults(table(GOOD) + tail)[0].startswith("row 26: row: it cannot be read")


def test_a_field_larger_than_the_csv_reader_takes_is_named_with_its_row():
    assert faults(with_row("x" * 200_000, "ok"))[0].startswith("row 26: row: it cannot be read (field larger")


def test_all_faults_are_collected_the_first_50_shown_and_the_others_counted():
    found = faults(table([*GOOD, *((f"text {n}", "") for n in range(73))]))
    assert len(found) == 51
    assert found[0].startswith("row 26: label") and found[49].startswith("row 75: label")
    assert found[50] == "file: and 23 more faults; mend those above first"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "file: it is empty"),
        (b"\n \n,,\n", "file: it is empty"),
        (b"\xef\xbb\xbf", "file: it is empty"),
        (b"text,label\n", "file: it has 0 rows"),
        (b"PK\x03\x04" + b"x" * 50, "file: it is a spreadsheet or an archive"),
        (bytes(range(256)) * 40, "file: it is not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "file: it is not a text file"),
        (b"\xff\xfea", "file: it begins as UTF-16 but byte 2 is not"),
        (b"x" * (5 * 2**20 + 1), "file: it has 5.0 MB"),
        (b"just one column\n" * 30, "row 1: text: no column has that name among 'just one column'"),
        (b"id,text,when\n1,a,b\n", "row 1: label: no column has that name among 'id', 'text', 'when'"),
    ],
)
def test_a_file_that_is_no_table_of_messages_is_refused_in_plain_words(content, expected):
    assert faults(content)[0].startswith(expected)


def test_too_few_rows_too_few_and_too_many_labels_and_thin_labels_are_named():
    assert faults(table(GOOD[:19]))[0].startswith("file: it has 19 rows; give at least 20")
    assert faults(table([(text, "ok") for text, _ in GOOD]))[0].startswith("label: holds 1 label")
    many = [(f"{n} of {label}", f"label {label}") for label in range(21) for n in range(5)]
    assert faults(table(many))[0].startswith("label: holds 21 labels")
    assert len(read(table(many[:100]))) == 100
    assert faults(table([*GOOD, *((f"rare {n}", "rare") for n in range(4))])) == [
        "label: 'rare' has 4 different messages; give at least 5 different messages for each label"
    ]


def test_50000_rows_are_read_and_one_more_is_refused():
    rows = [(f"text {n}", "ab"[n % 2]) for n in range(50_000)]
    assert len(read(table(rows))) == 50_000
    assert faults(table([*rows, ("one more", "a")])) == ["file: it has over 50,000 rows; give fewer rows"]
    assert faults("\n" * 60_000) == ["file: it has over 50,000 rows; give fewer rows"]


@pytest.mark.timeout(30)
def test_quotes_by_the_thousand_do_not_stall_the_search_for_a_delimiter():
    assert find_delimiter('",";' + '"' * 50_000) in ",;\t|"
