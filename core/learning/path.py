"""The path through it all: six stages, which of them a learner has done, and the one thing to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.learning.lesson_values import Lesson
from core.learning.progress import BankProgress, Progress
from core.learning.question import Bank

Place = Literal["lesson", "lab", "load", "practice", "test", "review", "decide", "progress"]
# Guesses on this page are about what more load does.
LOAD = "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the path: what one does there, and whether this learner has done it."""

    name: str
    place: Place
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do next. why: half a sentence on where the learner stands. query: which part of the page."""

    place: Place
    label: str
    why: str
    query: Mapping[str, str] = field(default_factory=dict)


def practice_of(progress: Progress, bank: Bank) -> BankProgress:
    """The practice questions as this learner left them, in the order of the bank."""
    return progress.bank(bank.bank, {question.id: question.rev for question in bank.pool("practice")})


def sections_read(progress: Progress, lesson: Lesson) -> int:
    """How many of the lesson's present sections were read."""
    read = set(progress.sections_read(lesson.id))
    return sum(section.id in read for section in lesson.sections)


def is_read(progress: Progress, lesson: Lesson) -> bool:
    """Whether all of a lesson's present sections were read."""
    return sections_read(progress, lesson) == len(lesson.sections)


def stages(progress: Progress, lesson: Lesson, bank: Bank, *, tested: bool) -> tuple[Stage, ...]:
    """The path in its order. lesson: the one it begins with. tested: whether a test has a verdict."""
    practice = practice_of(progress, bank)
    return (
        Stage(name="Read", place="lesson", done=is_read(progress, lesson)),
        Stage(name="Predict", place="lab", done=bool(progress.guesses)),
        Stage(name="Measure", place="lab", done=bool(progress.runs)),
        Stage(name="Trade-offs", place="load", done=_weighed(progress)),
        Stage(name="Practise", place="practice", done=practice.done == len(practice.questions)),
        Stage(name="Test", place="test", done=tested),
    )


def _weighed(progress: Progress) -> bool:
    """Guessed or searched what more load does, or decided a case."""
    guessed = any(made.guess.place == LOAD for made in progress.guesses)
    searched = any(done.run.scenario.get("of") == LOAD for done in progress.runs)
    return guessed or searched or bool(progress.decided)


def next_step(
    progress: Progress, lessons: Sequence[Lesson], bank: Bank, *, tested: bool, due: int, cases: Sequence[str]
) -> Step:
    """The first stage of the path that is not done; after the last, what is due, then what is untried.

    lessons: the one of the path, then the short ones. due: reviews due today. cases: ids of the case studies.
    """
    path = stages(progress, lessons[0], bank, tested=tested)
    ahead = next((stage.name for stage in path if not stage.done), None)
    match ahead:
        case "Read":
            return _reading(progress, lessons[0])
        case "Predict":
            return Step(place="lab", label="Guess, then measure", why="Commit a guess; a live run answers it")
        case "Measure":
            return Step(place="lab", label="Measure it yourself", why="You have not run anything yet")
        case "Trade-offs":
            why = "Guess where the slowest answers come too late, then raise the load"
            return Step(place="load", label="Weigh speed against load", why=why)
        case "Practise":
            return _practising(practice_of(progress, bank))
        case "Test":
            return Step(place="test", label="Take the test", why="Ten questions, no hints, an honest verdict")
        case _:
            return _beyond(progress, lessons[1:], due, cases)


def _reading(progress: Progress, lesson: Lesson) -> Step:
    known = set(progress.sections_read(lesson.id))
    ahead = next(section for section in lesson.sections if section.id not in known)
    if sections_read(progress, lesson):
        query, why = {"lesson": lesson.id, "section": ahead.id}, f"Next section: {ahead.title}"
        return Step(place="lesson", label="Continue where you left", why=why, query=query)
    why = f"{lesson.reading_minutes} minutes, in {len(lesson.sections)} short sections"
    label = "Start reading" if progress.last_activity is None else "Read the lesson"
    return Step(place="lesson", label=label, why=why, query={"lesson": lesson.id})


def _practising(practice: BankProgress) -> Step:
    label = "Go on practising" if practice.done else "Answer the practice questions"
    return Step(place="practice", label=label, why=questions_done(practice))


def _beyond(progress: Progress, short: Sequence[Lesson], due: int, cases: Sequence[str]) -> Step:
    """After the path: nothing here is a duty."""
    if due:
        return Step(place="review", label="Review", why=counted(due, "card is due", "cards are due", none=""))
    decided = {made.case for made in progress.decided}
    if any(case not in decided for case in cases):
        why = f"{sum(case in decided for case in cases)} of {len(cases)} cases decided"
        return Step(place="decide", label="Decide a case", why=why)
    for lesson in short:
        if not is_read(progress, lesson):
            why = f"{lesson.title}: {counted(lesson.reading_minutes, 'minute', 'minutes', none='')}"
            return Step(place="lesson", label="Read a short lesson", why=why, query={"lesson": lesson.id})
    return Step(place="progress", label="See your progress", why="Nothing is due today")


def questions_done(practice: BankProgress) -> str:
    """How far practice is, in words."""
    return f"{practice.done} of {len(practice.questions)} questions done"


def counted(n: int, one: str, many: str, *, none: str) -> str:
    """A count in words.

    >>> counted(0, "run", "runs", none="no run yet"), counted(1, "run", "runs", none="no run yet")
    ('no run yet', '1 run')
    """
    return f"{n:,} {one if n == 1 else many}" if n else none
