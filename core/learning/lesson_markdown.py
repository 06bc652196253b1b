"""The body of a lesson: Markdown cut into sections and blocks.

``## Title {#section-id}`` opens a section. ``::figure{name="…"}`` on a line of its own places a figure, and
``::question{bank="…" id="…"}`` a question of a bank. A fenced block whose language is ``self-check`` holds a question in
YAML; one whose language is ``predict`` a guess to commit before the figure that follows is uncovered. All else is prose.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from core.learning.lesson_blocks import Making
from core.learning.lesson_faults import Complaints
from core.learning.lesson_values import Block, Section
from core.learning.library import Library

_FENCE = "```"
_FORMS = ("self-check", "predict")
_HEADING = re.compile(r"## (?P<title>.+?) *\{#(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\} *")


@dataclass(slots=True)
class _Chunk:
    """Lines that belong together, and the line of the file on which they begin."""

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def parse_body(
    text: str,
    complaints: Complaints,
    *,
    first_line: int,
    figures: Collection[str],
    library: Library | None = None,
) -> tuple[Section, ...]:
    """The sections of a lesson's body in order; every fault is complained of, with its line.

    library: where its questions must be; None leaves them unchecked.
    """
    sections: list[tuple[str, str, list[Block]]] = []
    making = Making(complaints=complaints, figures=figures, library=library)
    for chunk in _chunks(text.split("\n"), first_line, complaints):
        if chunk.kind == "heading":
            making.end_of_section()
            sections.append((*_heading(chunk, making), []))
            continue
        block = making.block(chunk.kind, chunk.text, chunk.line)
        if block is None:
            continue
        if sections:
            sections[-1][2].append(block)
        else:
            complaints.add(
                chunk.line, "section", "text stands before the first section", "open with ## Title {#id}"
            )
    making.end_of_section()
    if not sections:
        complaints.add(first_line, "section", "there is none", "open one with ## Title {#id}")
    return tuple(Section(id=id_, title=title, blocks=tuple(blocks)) for id_, title, blocks in sections)


def _chunks(lines: list[str], first_line: int, complaints: Complaints) -> Iterator[_Chunk]:
    """Cuts the lines at headings, directives and the fences that hold a form; code fences stay inside the prose."""
    prose = _Chunk("prose", first_line)
    fence: _Chunk | None = None
    for number, line in enumerate(lines, start=first_line):
        if fence is not None:
            fence.lines.append(line)
            if line.rstrip() == _FENCE:
                if fence.kind in _FORMS:
                    fence.lines.pop()
                    yield fence
                    prose = _Chunk("prose", number + 1)
                else:
                    prose.lines += fence.lines
                fence = None
        elif line.startswith(_FENCE):
            kind = line.rstrip().removeprefix(_FENCE)
            fence = _Chunk(kind, number) if kind in _FORMS else _Chunk("code", number, [line])
            if kind in _FORMS:
                yield prose
        elif line.startswith(("## ", "::")):
            yield prose
            yield _Chunk("heading" if line.startswith("## ") else "directive", number, [line])
            prose = _Chunk("prose", number + 1)
        else:
            prose.lines.append(line)
    if fence is not None:
        complaints.add(
            fence.line, fence.kind, "the fence is not closed", f"close it with {_FENCE} on its own line"
        )
    yield prose


def _heading(chunk: _Chunk, making: Making) -> tuple[str, str]:
    match = _HEADING.fullmatch(chunk.text)
    if not match:
        making.complaints.add(
            chunk.line, "section", f"{chunk.text!r} has no usable id", "write ## Title {#lower-case-id}"
        )
        return "", chunk.text
    making.note("section", match["id"], chunk.line)
    return match["id"], match["title"]
