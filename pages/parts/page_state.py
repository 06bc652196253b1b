"""Where a learner stands, for the home and the progress page: what is next, and each way in with its state."""

from dataclasses import dataclass
from typing import Literal

from core.learning.lesson_values import Lesson
from core.learning.progress import BankProgress, Progress
from core.learning.question import Bank

Place = Literal[
    "lesson",
    "lab",
    "load",
    "watch",
    "quality",
    "practice",
    "review",
    "test",
    "plan",
    "cheat-sheet",
    "progress",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do next. why: half a sentence on where the learner stands."""

    place: Place
    label: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in: its name, what one does there, how long it takes, and what this learner has done of it."""

    place: Place
    name: str
    what: str
    time: str
    state: str


def practice_of(progress: Progress, bank: Bank) -> BankProgress:
    """The practice questions as this learner left them, in the order of the bank."""
    return progress.bank(bank.bank, {question.id: question.rev for question in bank.pool("practice")})


def sections_read(progress: Progress, lesson: Lesson) -> int:
    """How many of the lesson's present sections were read."""
    read = set(progress.sections_read(lesson.id))
    return sum(section.id in read for section in lesson.sections)


def next_step(progress: Progress, lesson: Lesson, bank: Bank, *, tested: bool, due: int) -> Step:
    """The one thing to do next: read on, then measure, practise, take the test, review what is due."""
    read, all_sections = sections_read(progress, lesson), len(lesson.sections)
    practice = practice_of(progress, bank)
    if progress.last_activity is None:
        why = f"{lesson.reading_minutes} minutes, in {all_sections} short sections"
        return Step(place="lesson", label="Start reading", why=why)
    if 0 < read < all_sections:
        known = set(progress.sections_read(lesson.id))
        title = next(section.title for section in lesson.sections if section.id not in known)
        return Step(place="lesson", label="Continue where you left", why=f"Next section: {title}")
    if not progress.runs:
        return Step(place="lab", label="Measure it yourself", why="You have not run anything yet")
    if practice.done < len(practice.questions):
        label = "Go on practising" if practice.done else "Answer the practice questions"
        return Step(place="practice", label=label, why=_questions(practice))
    if read < all_sections:
        return Step(place="lesson", label="Read the lesson", why=f"{lesson.reading_minutes} minutes")
    if not tested:
        return Step(place="test", label="Take the test", why="Ten questions, no hints, an honest verdict")
    if due:
        return Step(place="review", label="Review", why=counted(due, "card is due", "cards are due", none=""))
    return Step(place="progress", label="See your progress", why="Nothing is due today")


def ways_in(progress: Progress, lesson: Lesson, bank: Bank, *, tested: str, due: int) -> tuple[Way, ...]:
    """The ways in, in the order one would take them. tested: what the tests said so far. due: reviews due today."""
    practice = practice_of(progress, bank)
    return (
        Way(
            place="lesson",
            name="Read",
            what="What each mode is for, which metric decides, and how people fool themselves.",
            time=f"{lesson.reading_minutes} min",
            state=f"{sections_read(progress, lesson)} of {len(lesson.sections)} sections read",
        ),
        Way(
            place="lab",
            name="Try",
            what="Run a real classifier both ways on this machine and watch latency and throughput part.",
            time="up to 20 s a run",
            state=counted(len(progress.runs), "run finished", "runs finished", none="not tried yet"),
        ),
        Way(
            place="watch",
            name="Watch",
            what="See a run again in slow motion: texts arrive, wait, fill a batch and leave.",
            time="2 min",
            state="your latest run" if progress.runs else "a simulated run, until you have one",
        ),
        Way(
            place="load",
            name="Predict",
            what="Commit a guess, raise the load until the slowest answers come too late, and compare.",
            time="3 min",
            state=counted(len(progress.guesses), "guess made", "guesses made", none="no guess yet"),
        ),
        Way(
            place="quality",
            name="Judge",
            what="Move a threshold, a cost or a prevalence, and see what a real classifier gets wrong.",
            time="5 min",
            state="measured on texts that it has not seen",
        ),
        Way(
            place="practice",
            name="Practise",
            what="Questions with hints. The code in them runs, so you can see what really comes back.",
            time="no clock",
            state=_questions(practice),
        ),
        Way(
            place="review",
            name="Flashcards",
            what="What you answered comes back shortly before you would forget it.",
            time="a minute a card",
            state=counted(due, "card due today", "cards due today", none="nothing due today"),
        ),
        Way(
            place="test",
            name="Test",
            what="Ten questions without help, and an honest verdict on whether the skill is strong.",
            time="no clock, 15 min or so",
            state=tested,
        ),
        Way(
            place="decide",
            name="Decide",
            what="Case studies: choose mode, batch size, wait, machines and threshold, against the best there is.",
            time="4 min a case",
            state=counted(
                len({made.case for made in progress.decided}),
                "case decided",
                "cases decided",
                none="no case yet",
            ),
        ),
        Way(
            place="plan",
            name="Plan",
            what="Say what arrives and how soon answers are needed; get mode, batch size, wait and machines.",
            time="2 min",
            state="for a workload of your own",
        ),
        Way(
            place="cheat-sheet",
            name="Cheat sheet",
            what="All of it on one page, to print.",
            time="",
            state="one sheet of A4",
        ),
        Way(
            place="progress",
            name="Look back",
            what="Everything you read, ran, guessed and answered; take it with you, or delete it.",
            time="",
            state="kept for this browser" if progress.last_activity else "nothing yet",
        ),
    )


def counted(n: int, one: str, many: str, *, none: str) -> str:
    """A count in words.

    >>> counted(0, "run", "runs", none="no run yet"), counted(1, "run", "runs", none="no run yet")
    ('no run yet', '1 run')
    """
    return f"{n:,} {one if n == 1 else many}" if n else none


def _questions(practice: BankProgress) -> str:
    return f"{practice.done} of {len(practice.questions)} questions done"
