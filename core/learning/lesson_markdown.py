"""The body of a lesson: Markdown cut into sections and blocks.

``## Title {#section-id}`` opens a section. ``::figure{name="…"}`` on a line of its own places a figure.
A fenced block whose language is ``self-check`` holds a question in YAML. All else is prose.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from core.learning.lesson_faults import Complaints
from core.learning.lesson_values import Block, Choice, FigureRef, Prose, Section, SelfCheck
from core.learning.lesson_yaml import SelfCheckForm, read_form

_FENCE = "```"
_HEADING = re.compile(r"## (?P<title>.+?) *\{#(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\} *")
_DIRECTIVE = re.compile(r"::(?P<name>[\w-]+)\{(?P<options>.*)\} *")
_OPTION = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"\s*')


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
    text: str, complaints: Complaints, *, first_line: int, figures: Collection[str]
) -> tuple[Section, ...]:
    """The sections of a lesson's body in order; every fault is complained of, with its line."""
    sections: list[tuple[str, str, list[Block]]] = []
    seen = _Seen(complaints)
    for chunk in _chunks(text.split("\n"), first_line, complaints):
        if chunk.kind == "heading":
            sections.append((*_heading(chunk, seen, complaints), []))
            continue
        block = _block(chunk, seen, complaints, figures)
        if block is None:
            continue
        if sections:
            sections[-1][2].append(block)
        else:
            complaints.add(
                chunk.line, "section", "text stands before the first section", "open with ## Title {#id}"
            )
    if not sections:
        complaints.add(first_line, "section", "there is none", "open one with ## Title {#id}")
    return tuple(Section(id=id_, title=title, blocks=tuple(blocks)) for id_, title, blocks in sections)


@dataclass(slots=True)
class _Seen:
    """Ids already used, with their lines: ids are addresses, so each may be used once."""

    complaints: Complaints
    lines: dict[str, int] = field(default_factory=dict)

    def note(self, what: str, id_: str, line: int) -> None:
        first = self.lines.setdefault(f"{what} {id_}", line)
        if first != line:
            self.complaints.add(
                line, what, f"id {id_!r} is already used on line {first}", "choose another id"
            )


def _chunks(lines: list[str], first_line: int, complaints: Complaints) -> Iterator[_Chunk]:
    """Cuts the lines at headings, directives and self-checks; code fences stay inside the prose."""
    prose = _Chunk("prose", first_line)
    fence: _Chunk | None = None
    for number, line in enumerate(lines, start=first_line):
        if fence is not None:
            fence.lines.append(line)
            if line.rstrip() == _FENCE:
                if fence.kind == "self-check":
                    fence.lines.pop()
                    yield fence
                    prose = _Chunk("prose", number + 1)
                else:
                    prose.lines += fence.lines
                fence = None
        elif line.startswith(_FENCE):
            is_check = line.rstrip() == _FENCE + "self-check"
            fence = _Chunk("self-check", number) if is_check else _Chunk("code", number, [line])
            if is_check:
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


def _heading(chunk: _Chunk, seen: _Seen, complaints: Complaints) -> tuple[str, str]:
    match = _HEADING.fullmatch(chunk.text)
    if not match:
        complaints.add(
            chunk.line, "section", f"{chunk.text!r} has no usable id", "write ## Title {#lower-case-id}"
        )
        return "", chunk.text
    seen.note("section", match["id"], chunk.line)
    return match["id"], match["title"]


def _block(chunk: _Chunk, seen: _Seen, complaints: Complaints, figures: Collection[str]) -> Block | None:
    if chunk.kind == "directive":
        return _figure(chunk, complaints, figures)
    if chunk.kind == "self-check":
        return _self_check(chunk, seen, complaints)
    markdown = chunk.text.strip()
    return Prose(markdown=markdown) if markdown else None


def _figure(chunk: _Chunk, complaints: Complaints, figures: Collection[str]) -> FigureRef | None:
    match = _DIRECTIVE.fullmatch(chunk.text)
    if not match or _OPTION.sub("", match["options"]).strip():
        complaints.add(chunk.line, "directive", f"{chunk.text!r} cannot be read", 'write ::figure{name="…"}')
        return None
    if match["name"] != "figure":
        complaints.add(chunk.line, "directive", f"{match['name']!r} is not known", 'write ::figure{name="…"}')
        return None
    options = dict(_OPTION.findall(match["options"]))
    name = options.pop("name", None)
    if name not in figures:
        complaints.add(
            chunk.line, "figure", f"{name!r} is not known", f"name one of {', '.join(sorted(figures))}"
        )
        return None
    return FigureRef(name=name, options=options)


def _self_check(chunk: _Chunk, seen: _Seen, complaints: Complaints) -> SelfCheck | None:
    form = read_form(SelfCheckForm, chunk.text, complaints, first_line=chunk.line + 1, name="self-check")
    if form is None:
        return None
    seen.note("self-check", form.id, chunk.line)
    choices = (
        Choice(id=choice.id, text=choice.text, reply=choice.reply, correct=choice.correct)
        for choice in form.choices
    )
    return SelfCheck(id=form.id, question=form.question, choices=tuple(choices), explanation=form.explanation)
