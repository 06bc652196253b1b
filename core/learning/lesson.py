"""Reading lessons from their files: Markdown with front matter, numbers computed, figures by name."""

from collections.abc import Collection, Mapping
from pathlib import Path

from core.base import Fault, InvalidInput
from core.learning.lesson_faults import Complaints
from core.learning.lesson_fill import fill
from core.learning.lesson_functions import FUNCTIONS
from core.learning.lesson_markdown import parse_body
from core.learning.lesson_values import (
    FIGURES,
    WORDS_PER_MINUTE,
    Block,
    Choice,
    FigureRef,
    Guessable,
    Lesson,
    NextStep,
    Prediction,
    Prose,
    QuestionRef,
    Section,
    SelfCheck,
)
from core.learning.lesson_yaml import FrontMatter, given_in, read_form
from core.learning.library import Library
from core.learning.numbers import lesson_numbers

__all__ = [
    "FIGURES",
    "WORDS_PER_MINUTE",
    "Block",
    "Choice",
    "FigureRef",
    "Guessable",
    "Lesson",
    "NextStep",
    "Prediction",
    "Prose",
    "QuestionRef",
    "Section",
    "SelfCheck",
    "load_lesson",
    "load_lessons",
]

_RULE = "---"


def load_lesson(
    path: Path,
    *,
    numbers: Mapping[str, object] | None = None,
    figures: Collection[str] = FIGURES,
    library: Library | None = None,
) -> Lesson:
    """The lesson in the file ``path``.

    numbers: what {{ }} may name; the computed ones of core.learning.numbers unless given. To them come the lesson's
    own premises as ``given.…``, and the functions that work something out. library: where the questions that it places
    must be; None leaves them unchecked.
    Raises InvalidInput with every fault of the file, each with file:line.
    """
    complaints = Complaints(file=str(path))
    text = path.read_text(encoding="utf-8")
    known = lesson_numbers() if numbers is None else numbers
    given = given_in(_split(text, Complaints(file=str(path)))[0])
    head, body, body_line = _split(fill(text, {**known, **FUNCTIONS, "given": given}, complaints), complaints)
    front = read_form(FrontMatter, head, complaints, first_line=2, name="front matter")
    sections = parse_body(body, complaints, first_line=body_line, figures=figures, library=library)
    complaints.done()
    assert front is not None  # read_form complains whenever it gives None, and done() has raised then
    return Lesson(
        id=front.id,
        title=front.title,
        summary=front.summary,
        order=front.order,
        sections=sections,
        next=tuple(NextStep(page=step.page, label=step.label) for step in front.next),
    )


def load_lessons(folder: Path, library: Library | None = None) -> tuple[Lesson, ...]:
    """All lessons (*.md) of a folder by their ``order``; raises InvalidInput with the faults of all files."""
    numbers = lesson_numbers()
    lessons: dict[Path, Lesson] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.md")):
        try:
            lessons[path] = load_lesson(path, numbers=numbers, library=library)
        except InvalidInput as error:
            faults += error.faults
    faults += _repeated(lessons)
    if faults:
        raise InvalidInput(faults)
    return tuple(sorted(lessons.values(), key=lambda lesson: lesson.order))


def _split(text: str, complaints: Complaints) -> tuple[str, str, int]:
    """Front matter, body, and the line of the file on which the body begins."""
    lines = text.split("\n")
    marks = [index for index, line in enumerate(lines) if line.rstrip() == _RULE][:2]
    if len(marks) < 2 or marks[0] != 0:
        complaints.add(
            1, "front matter", "is missing", f"open and close it with {_RULE} from the first line on"
        )
        return "{}", text, 1
    return "\n".join(lines[1 : marks[1]]), "\n".join(lines[marks[1] + 1 :]), marks[1] + 2


def _repeated(lessons: Mapping[Path, Lesson]) -> list[Fault]:
    """A fault for each lesson whose id or order another lesson already has."""
    first: dict[tuple[str, object], Path] = {}
    faults = []
    for path, lesson in lessons.items():
        for name, value in (("id", lesson.id), ("order", lesson.order)):
            owner = first.setdefault((name, value), path)
            if owner != path:
                problem = f"{value!r} is already used by {owner}"
                faults.append(
                    Fault(where=f"{path}:1", field=name, problem=problem, fix=f"choose another {name}")
                )
    return faults
