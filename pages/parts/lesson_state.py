"""Which lessons there are, how much of each this learner has read, and the address of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.learning.lesson_values import Lesson
from core.learning.progress import Progress
from pages.parts import cached


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonState:
    """A lesson and how many of its present sections were read."""

    lesson: Lesson
    read: int

    @property
    def sections(self) -> int:
        """How many sections it has."""
        return len(self.lesson.sections)

    @property
    def done(self) -> bool:
        """Whether every section was read."""
        return self.read == self.sections

    @property
    def words(self) -> str:
        """How long it takes and how far the learner is, in a few words."""
        minutes = f"{self.lesson.reading_minutes} min"
        if self.done:
            return f"{minutes} · ✓ read"
        return f"{minutes} · {self.read} of {self.sections} read" if self.read else minutes


def lesson_states(progress: Progress, lessons: Iterable[Lesson]) -> tuple[LessonState, ...]:
    """Each lesson with how much of it was read, in the order given."""
    return tuple(
        LessonState(
            lesson=lesson,
            read=len({section.id for section in lesson.sections} & set(progress.sections_read(lesson.id))),
        )
        for lesson in lessons
    )


def address(lesson: str, section: str = "") -> dict[str, str]:
    """The query of the lesson page that shows this lesson, from this section on; the main lesson goes without name."""
    query = {} if lesson == cached.lessons()[0].id else {"lesson": lesson}
    return {**query, "section": section} if section else query
