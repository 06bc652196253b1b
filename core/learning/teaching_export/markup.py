"""The Markdown that banks are written in → XHTML that Moodle, QTI and Anki show: paragraphs, lists, code, bold, italics."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element, tostring

_INLINE = re.compile(
    r"(`+)(?P<code>.+?)\1|\*\*(?P<strong>.+?)\*\*|(?<![\w*])\*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
)
_ITEM = re.compile(r"(?:(?P<bullet>[-*])|(?P<number>\d+)\.) +(?P<text>.+)")
# What XML 1.0 has no way to write, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FENCE = "```"


def html(markdown: str) -> str:
    """A text of several paragraphs, lists and fenced code as XHTML blocks.

    >>> html("Send `[x]` **now**:\\n\\n- one\\n- two")
    '<p>Send <code>[x]</code> <strong>now</strong>:</p><ul><li>one</li><li>two</li></ul>'
    """
    return "".join(_blocks(plain(markdown)))


def inline(markdown: str) -> str:
    """One line of text as XHTML without a block around it.

    >>> inline("1 < 2 in *every* case")
    '1 &lt; 2 in <em>every</em> case'
    """
    out, end = [], 0
    text = plain(markdown)
    for found in _INLINE.finditer(text):
        out.append(escape(text[end : found.start()]))
        kind = found.lastgroup or ""
        inner = found[kind]
        out.append(f"<{kind}>{escape(inner) if kind == 'code' else inline(inner)}</{kind}>")
        end = found.end()
    return "".join([*out, escape(text[end:])])


def plain(text: str) -> str:
    """The text without the characters that XML cannot carry."""
    return _ILLEGAL.sub("", text)


def fenced(code: str) -> str:
    """Code as a Markdown block."""
    return f"{_FENCE}\n{code.strip(chr(10)).rstrip()}\n{_FENCE}"


def xml_file(root: Element) -> bytes:
    """A tree as the bytes of an XML file."""
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _blocks(text: str) -> Iterator[str]:
    for number, part in enumerate(text.split(_FENCE)):
        if number % 2:
            yield f"<pre><code>{escape(part.strip(chr(10)))}</code></pre>"
            continue
        for block in re.split(r"\n\s*\n", part):
            yield from _paragraphs_and_lists(block)


def _paragraphs_and_lists(block: str) -> Iterator[str]:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    for kind, group in groupby(lines, key=_kind):
        if kind == "p":
            yield f"<p>{inline(' '.join(group))}</p>"
        else:
            items = "".join(
                f"<li>{inline(found['text'])}</li>" for found in map(_ITEM.fullmatch, group) if found
            )
            yield f"<{kind}>{items}</{kind}>"


def _kind(line: str) -> str:
    found = _ITEM.fullmatch(line)
    if not found:
        return "p"
    return "ul" if found["bullet"] else "ol"
