"""The ten ways in, over one concept: what each asks for, how long it takes, and what this learner has done of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.learning.lesson_values import Lesson
from core.learning.path import counted, practice_of, questions_done, sections_read
from core.learning.progress import Progress
from core.learning.question import Bank

Place = Literal[
    "lesson",
    "watch",
    "lab",
    "load",
    "code",
    "cheat-sheet",
    "review",
    "practice",
    "test",
    "decide",
    "quality",
    "drift",
    "plan",
    "progress",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in: its name, what one does there, how long that takes, and what this learner has done of it."""

    place: Place
    name: str
    what: str
    time: str
    state: str
    tried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What can be reached besides the ten ways."""

    place: Place
    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is to do in each way. lessons: the one of the path, then the short ones. snippets, cases: how many."""

    lessons: tuple[Lesson, ...]
    sheet: Lesson
    bank: Bank
    snippets: int
    cases: int


def ways_in(progress: Progress, offer: Offer, *, verdict: str, due: int) -> tuple[Way, ...]:
    """The ten, in their order. verdict: what the tests said, empty before the first. due: reviews due today."""
    return (
        *_to_take_in(progress, offer),
        Way(
            place="review",
            name="Flashcards",
            what="What you answered comes back shortly before you would forget it.",
            time="a minute a card",
            state=counted(due, "card due today", "cards due today", none="nothing due today"),
            tried="review" in progress.opened,
        ),
        *_to_answer(progress, offer, verdict),
    )


def suggested(ways: Sequence[Way]) -> Way | None:
    """The first way that the learner has not tried; None once all are."""
    return next((way for way in ways if not way.tried), None)


def _to_take_in(progress: Progress, offer: Offer) -> tuple[Way, ...]:
    guesses = len(progress.guesses)
    runs = len(progress.runs)
    predicted = len({run.snippet for run in progress.snippets})
    return (
        _read(progress, offer.lessons),
        Way(
            place="watch",
            name="Watch",
            what="A run in slow motion: texts come, wait, fill a batch and leave.",
            time="2 min",
            state="watched" if "watch" in progress.opened else "not watched yet",
            tried="watch" in progress.opened,
        ),
        Way(
            place="lab",
            name="Try",
            what="Run a real classifier both ways on this machine, and see latency and throughput part.",
            time="up to 20 s a run",
            state=counted(runs, "run finished", "runs finished", none="no run yet"),
            tried=bool(runs),
        ),
        Way(
            place="load",
            name="Predict",
            what="Commit a guess, raise the load until the slowest answers come too late, compare.",
            time="3 min",
            state=counted(guesses, "guess made", "guesses made", none="no guess yet"),
            tried=bool(guesses),
        ),
        Way(
            place="code",
            name="Code",
            what="Predict what a few lines of Python give back, then run them on the real classifier.",
            time="a minute a snippet",
            state=f"{predicted} of {offer.snippets} snippets run",
            tried=bool(predicted),
        ),
        Way(
            place="cheat-sheet",
            name="Cheat sheet",
            what="All of it on one sheet of A4, to print.",
            time=f"{offer.sheet.reading_minutes} min",
            state="opened" if "cheat-sheet" in progress.opened else "not opened yet",
            tried="cheat-sheet" in progress.opened,
        ),
    )


def _read(progress: Progress, lessons: Sequence[Lesson]) -> Way:
    main = lessons[0]
    state = f"{sections_read(progress, main)} of {len(main.sections)} sections read"
    time = f"{main.reading_minutes} min"
    if short := lessons[1:]:
        shortest, longest = (pick(lesson.reading_minutes for lesson in short) for pick in (min, max))
        begun = sum(sections_read(progress, lesson) > 0 for lesson in short)
        minutes = f"{shortest}" if shortest == longest else f"{shortest} to {longest}"
        time += f", short ones {minutes} min"
        state += f", {begun} of {len(short)} short lessons"
    return Way(
        place="lesson",
        name="Read",
        what="What each mode is for, which metric decides, and how people fool themselves.",
        time=time,
        state=state,
        tried=any(sections_read(progress, lesson) for lesson in lessons),
    )


def _to_answer(progress: Progress, offer: Offer, verdict: str) -> tuple[Way, ...]:
    practice = practice_of(progress, offer.bank)
    decided = len({made.case for made in progress.decided})
    return (
        Way(
            place="practice",
            name="Practice",
            what="Five questions with hints. The code in them runs, so you see what really comes back.",
            time="2 min a question",
            state=questions_done(practice),
            tried=practice.done > 0,
        ),
        Way(
            place="test",
            name="Test",
            what="Ten questions without help, and an honest verdict on whether you can choose.",
            time="15 min or so",
            state=f"verdict: {verdict}" if verdict else "not taken yet",
            tried=bool(verdict),
        ),
        Way(
            place="decide",
            name="Decide",
            what="A business, its load and its costs: choose how to serve it, against the best there is.",
            time="4 min a case",
            state=f"{decided} of {offer.cases} cases decided",
            tried=decided > 0,
        ),
    )


BESIDE = (
    Beside(
        place="quality",
        name="Judge quality",
        what="Move a threshold, a cost or a prevalence, and see what a real classifier gets wrong.",
    ),
    Beside(
        place="drift",
        name="See it drift",
        what="Let the data change or leak, and see which scores lie.",
    ),
    Beside(
        place="plan",
        name="Plan your own",
        what="Say what arrives and how soon; get mode, batch size, wait and machines.",
    ),
    Beside(
        place="progress",
        name="Look back",
        what="All you read, ran, guessed and answered; take it with you, or delete it.",
    ),
)
