"""A reader of GIFT that knows only the documented grammar."""

import re
from dataclasses import dataclass, field


@dataclass
class Parsed:
    """One question as the file gives it."""

    name: str
    markup: str
    stem: str
    numeric: bool
    tags: list[str]
    category: str
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    general: str = ""


def pieces(text: str) -> list[tuple[str, bool]]:
    """Characters, each with whether it is one of the grammar's own (and not escaped)."""
    pieces, place = [], 0
    while place < len(text):
        if text[place] == "\\" and place + 1 < len(text):
            following = text[place + 1]
            pieces.append(("\n" if following == "n" else following, False))
            place += 2
        else:
            pieces.append((text[place], text[place] in "~=#{}:"))
            place += 1
    return pieces


def read(text: str) -> list[Parsed]:
    questions, category, tags = [], "", []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip().split("\n")
        while lines and lines[0].startswith(("//", "$CATEGORY:")):
            line = lines.pop(0)
            if line.startswith("$CATEGORY:"):
                category = line.removeprefix("$CATEGORY:").strip()
            tags = re.findall(r"\[tag:([^\]]+)\]", line)
        if lines:
            questions.append(_question("\n".join(lines), tags, category))
    return questions


def _question(text: str, tags: list[str], category: str) -> Parsed:
    signs = pieces(text)
    marks = [place for place, (sign, special) in enumerate(signs) if special and sign in "{}"]
    assert [signs[place][0] for place in marks] == ["{", "}"]
    head, body = signs[: marks[0]], signs[marks[0] + 1 : marks[1]]
    assert not "".join(sign for sign, _ in signs[marks[1] + 1 :]).strip()
    colons = [place for place, (sign, special) in enumerate(head) if special and sign == ":"]
    assert colons[0] == 0 and colons[1] == 1 and colons[3] == colons[2] + 1 and len(colons) == 4
    name = "".join(sign for sign, _ in head[2 : colons[2]])
    stem = "".join(sign for sign, _ in head[colons[3] + 1 :])
    markup = re.match(r"\[(\w+)\]", stem)
    assert markup
    numeric = body[0] == ("#", True)
    question = Parsed(name, markup[1], stem[markup.end() :], numeric, tags, category)
    _answers(question, body[1:] if numeric else body)
    return question


def _answers(question: Parsed, body: list[tuple[str, bool]]) -> None:
    signs = "".join(sign if special else "." for sign, special in body)
    general = signs.index("####")
    question.general = "".join(sign for sign, _ in body[general + 4 :]).strip()
    starts = [place for place in range(general) if signs[place] in "=~"]
    for start, end in zip(starts, [*starts[1:], general], strict=True):
        hash_at = signs.find("#", start, end)
        said_from = hash_at if hash_at >= 0 else end
        text = "".join(sign for sign, _ in body[start + 1 : said_from]).strip()
        said = "".join(sign for sign, _ in body[said_from + 1 : end]).strip()
        question.answers.append((signs[start], text, said))
