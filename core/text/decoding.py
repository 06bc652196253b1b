"""From the bytes of a text file to its characters, whatever program wrote them."""

import codecs
import re

from charset_normalizer import from_bytes

from core.base import Fault, InvalidInput

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # all but tab and line ends
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What tables are written in where it is not UTF-8. With all the encodings there are, short texts are guessed wrong.
_GUESSED = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
_SAMPLE_BYTES = 32_768
_MOST_CONTROL_SHARE = 0.01


def decode(data: bytes) -> str:
    """The characters of a text file: by its byte order mark, else UTF-8, else as guessed, else Windows-1252.

    Raises InvalidInput for a spreadsheet, for bytes that break their own mark, and for what is no text at all.

    >>> decode("Die Straße ist frei".encode("cp1252")), decode("naïve".encode("utf-16"))
    ('Die Straße ist frei', 'naïve')
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _not_text("it is a spreadsheet or an archive, not a CSV file")
    mark = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    text = _by_mark(data, mark) if mark else _by_trial(data)
    if len(CONTROL.findall(text)) > _MOST_CONTROL_SHARE * len(text):
        raise _not_text("it is not a text file")
    return text


def _by_mark(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"it begins as {encoding.removesuffix('-sig').upper()} but byte {error.start:,} is not"
        raise _not_text(problem) from error


def _by_trial(data: bytes) -> str:
    for encoding in ("utf-8", *_guesses(data), "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")  # has a character for every byte


def _guesses(data: bytes) -> list[str]:
    end = data.rfind(b"\n", 0, _SAMPLE_BYTES) + 1  # whole lines: a character cut in two would mislead
    best = from_bytes(data[: end or _SAMPLE_BYTES], cp_isolation=_GUESSED).best()
    return [best.encoding] if best else []


def _not_text(problem: str) -> InvalidInput:
    fix = "save the table as CSV in UTF-8 and give that file"
    return InvalidInput([Fault(field="file", problem=problem, fix=fix)])
