"""Progress: what a learner has read, run and answered, replayed from their events and from nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar

from core.learning.events import (
    AnswerGiven,
    CaseDecided,
    GuessCommitted,
    GuessSkipped,
    HintOpened,
    JobBegun,
    JobEnded,
    PracticeRestarted,
    Recorded,
    RunFinished,
    SectionRead,
    SelfCheckAnswered,
    SnippetRun,
    SolutionShown,
    WayOpened,
)

QuestionState: TypeAlias = Literal["open", "tried", "right", "partly right", "wrong", "shown"]
T = TypeVar("T")
PracticeEvent: TypeAlias = AnswerGiven | HintOpened | SolutionShown


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedRun:
    """A run and when it ended."""

    at: datetime
    run: RunFinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A prediction and when it was made."""

    at: datetime
    guess: GuessCommitted


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionProgress:
    """Where a learner stands on one presentation of a question, since the bank was last started afresh.

    seed: of the presentation, None on the practice page, where each question is presented once a round.
    answers: the tries so far. hints: the levels opened, rising. score: from 0 to 1 once the question is
    complete, else None. What happens after completion (a second tab, a look at the solution) changes nothing.
    """

    bank: str
    question: str
    rev: int
    seed: int | None = None
    state: QuestionState = "open"
    answers: tuple[tuple[str, ...], ...] = ()
    hints: tuple[int, ...] = ()
    score: float | None = None

    @property
    def tries(self) -> int:
        """How many different answers were given."""
        return len(self.answers)

    @property
    def done(self) -> bool:
        """Whether the question is complete."""
        return self.score is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankProgress:
    """A bank as it stands: its questions in order, and the running score over the complete ones."""

    bank: str
    questions: tuple[QuestionProgress, ...]

    @property
    def done(self) -> int:
        """How many questions are complete."""
        return sum(question.done for question in self.questions)

    @property
    def score(self) -> float:
        """Σ scores of the complete questions, of at most one a question."""
        return sum(question.score for question in self.questions if question.score is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything that is shown of a learner. Newest first: runs and guesses. In order of first touch: the rest.

    under_way: the latest job, until it is written down that it is over.
    last_id: the number of the last event that went in; last_activity: the latest time of any event, None if none.
    """

    sections: tuple[tuple[str, str], ...] = ()
    runs: tuple[FinishedRun, ...] = ()
    guesses: tuple[Guess, ...] = ()
    skipped: tuple[GuessSkipped, ...] = ()
    practice: tuple[QuestionProgress, ...] = ()
    self_checks: tuple[SelfCheckAnswered, ...] = ()
    decided: tuple[CaseDecided, ...] = ()
    under_way: JobBegun | None = None
    snippets: tuple[SnippetRun, ...] = ()
    opened: tuple[str, ...] = ()
    last_activity: datetime | None = None
    last_id: int = 0

    def sections_read(self, lesson: str) -> tuple[str, ...]:
        """The sections of ``lesson`` that were read, each once, in the order read."""
        return tuple(section for place, section in self.sections if place == lesson)

    def question(self, bank: str, question: str, rev: int, seed: int | None = None) -> QuestionProgress:
        """Where the learner stands on a question; open if this revision and presentation was never touched."""
        untouched = QuestionProgress(bank=bank, question=question, rev=rev, seed=seed)
        same = (found for found in self.practice if _name(found) == _name(untouched))
        return next(same, untouched)

    def bank(self, bank: str, revs: Mapping[str, int]) -> BankProgress:
        """The bank as it stands, for its questions' ids and current revisions, in the order given.

        A typo fix leaves id and revision alone and loses nothing; a raised revision opens the question again.
        """
        questions = tuple(self.question(bank, question, rev) for question, rev in revs.items())
        return BankProgress(bank=bank, questions=questions)


NOTHING_YET = Progress()


def replay(records: Iterable[Recorded], *, since: Progress = NOTHING_YET) -> Progress:
    """The progress that these events lead to, on top of ``since``.

    Events go in by their number, and those already in ``since`` are passed over, so the result does not depend
    on the order or the portions in which they come. An event that cannot be read counts only as activity.
    """
    progress = since
    for record in sorted(records, key=lambda record: record.id):
        if record.id > progress.last_id:
            progress = replace(
                _after(progress, record), last_id=record.id, last_activity=_later(progress, record)
            )
    return progress


def _after(progress: Progress, record: Recorded) -> Progress:
    match record.event:
        case SectionRead(lesson=lesson, section=section):
            return replace(progress, sections=_with(progress.sections, (lesson, section)))
        case RunFinished() as run:
            known = any(finished.run.run_id == run.run_id for finished in progress.runs)
            newest = () if known else (FinishedRun(at=record.at, run=run),)
            return replace(progress, runs=newest + progress.runs)
        case GuessCommitted() as guess:
            return replace(progress, guesses=(Guess(at=record.at, guess=guess), *progress.guesses))
        case GuessSkipped() as skipped:
            return replace(progress, skipped=_with(progress.skipped, skipped))
        case AnswerGiven() | HintOpened() | SolutionShown() as event:
            return _practised(progress, event)
        case PracticeRestarted(bank=bank):
            return replace(progress, practice=tuple(kept for kept in progress.practice if _stays(kept, bank)))
        case SelfCheckAnswered() as check:
            return replace(progress, self_checks=_checked(progress.self_checks, check))
        case CaseDecided() as decision:
            return replace(progress, decided=(*progress.decided, decision))
        case JobBegun() as begun:
            return replace(progress, under_way=begun)
        case JobEnded(job=job) if progress.under_way is not None and progress.under_way.job == job:
            return replace(progress, under_way=None)
        case SnippetRun() as run:
            return replace(progress, snippets=_first_runs(progress.snippets, run))
        case WayOpened(way=way):
            return replace(progress, opened=_with(progress.opened, way))
        case _:
            return progress


def _stays(kept: QuestionProgress, restarted: str) -> bool:
    """Whether a presentation outlives a fresh start of a bank: that of another bank, or one with a seed of its own."""
    return kept.bank != restarted or kept.seed is not None


def _practised(progress: Progress, event: PracticeEvent) -> Progress:
    before = progress.question(event.bank, event.question, event.rev, event.seed)
    after = before if before.done else _moved(before, event)
    if before in progress.practice:
        return replace(
            progress, practice=tuple(after if kept == before else kept for kept in progress.practice)
        )
    return replace(progress, practice=(*progress.practice, after))


def _moved(question: QuestionProgress, event: PracticeEvent) -> QuestionProgress:
    match event:
        case HintOpened(level=level):
            return replace(question, hints=tuple(sorted({*question.hints, level})))
        case SolutionShown():
            return replace(question, state="shown", score=0.0)
        case AnswerGiven(answer=answer, score=score):
            return replace(
                question, state=_state(event), answers=_with(question.answers, answer), score=score
            )


def _state(answer: AnswerGiven) -> QuestionState:
    if answer.score is None:
        return "tried"
    if answer.correct:
        return "right"
    return "partly right" if answer.score > 0 else "wrong"


def _checked(checks: tuple[SelfCheckAnswered, ...], new: SelfCheckAnswered) -> tuple[SelfCheckAnswered, ...]:
    """The first answer to a self-check stands: the reveal follows it, and later ones only copy the reveal."""
    known = any((check.lesson, check.check) == (new.lesson, new.check) for check in checks)
    return checks if known else (*checks, new)


def _first_runs(runs: tuple[SnippetRun, ...], new: SnippetRun) -> tuple[SnippetRun, ...]:
    """The first prediction of a snippet stands, for each revision of it: after it one knows what comes."""
    known = any((run.snippet, run.rev) == (new.snippet, new.rev) for run in runs)
    return runs if known else (*runs, new)


def _with(kept: tuple[T, ...], new: T) -> tuple[T, ...]:
    return kept if new in kept else (*kept, new)


def _name(question: QuestionProgress) -> tuple[str, str, int, int | None]:
    return (question.bank, question.question, question.rev, question.seed)


def _later(progress: Progress, record: Recorded) -> datetime:
    return record.at if progress.last_activity is None else max(progress.last_activity, record.at)
