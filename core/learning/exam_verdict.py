"""The verdict of a test in full: the level, how sure it is, what to work on, and where each remedy is."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.learning.calibration import CONFIDENT
from core.learning.exam import Exam, ExamItem
from core.learning.exam_rule import Level
from core.learning.grading_answers import beliefs
from core.learning.library import Library
from core.learning.question import Misconception, Objective
from core.learning.skill import skill


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveResult:
    """One objective in one test."""

    objective: Objective
    right: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What to do about one wrong answer: read a section, and see the belief fail where something shows it.

    belief: the one behind the answer; None where no belief is known. lab: the name of a preset or a demonstration, or None.
    """

    objective: Objective
    belief: Misconception | None
    taught_in: str
    lab: str | None
    confident: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """right of asked, hard_right of hard. sure: P(q ≥ 0.70) by each item's own guess rate; None before any answer.

    more: how many further items may be asked. objectives: weakest first. remedies: confident errors first, each once.
    """

    level: Level
    right: int
    asked: int
    hard_right: int
    hard: int
    sure: float | None
    more: int
    objectives: tuple[ObjectiveResult, ...]
    remedies: tuple[Remedy, ...]


def verdict(exam: Exam, library: Library) -> Verdict:
    """The verdict on the answers so far. To be shown once the exam is finished, or unsettled."""
    marked = exam.marked
    hard = [mark.right for mark in marked if mark.difficulty == "hard"]
    return Verdict(
        level=exam.level,
        right=sum(mark.right for mark in marked),
        asked=len(marked),
        hard_right=sum(hard),
        hard=len(hard),
        sure=skill([mark.outcome for mark in marked]).enough if marked else None,
        more=exam.drawn - len(marked) if exam.level == "unsettled" and not exam.abandoned else 0,
        objectives=_objectives(exam, library),
        remedies=_remedies(exam, library),
    )


def _objectives(exam: Exam, library: Library) -> tuple[ObjectiveResult, ...]:
    results: dict[str, tuple[int, int]] = {}
    for item, objective in _answered(exam, library):
        right, asked = results.get(objective.id, (0, 0))
        results[objective.id] = (right + exam.answers[item.place].correct, asked + 1)
    found = [
        ObjectiveResult(objective=objective, right=results[objective.id][0], asked=results[objective.id][1])
        for objective in library.objectives
        if objective.id in results
    ]
    return tuple(sorted(found, key=lambda result: result.right / result.asked))


def _remedies(exam: Exam, library: Library) -> tuple[Remedy, ...]:
    found: dict[tuple[str, str], Remedy] = {}
    for item, objective in _answered(exam, library):
        given = exam.answers[item.place]
        if given.correct:
            continue
        confident = given.certainty is not None and given.certainty >= CONFIDENT
        behind = beliefs(item.question, given.answer) if item.is_current else ()
        for name in behind or ("",):
            belief = library.misconception(name) if name else None
            remedy = _remedy(objective, belief, confident)
            kept = found.setdefault((objective.id, name), remedy)
            if confident and not kept.confident:
                found[objective.id, name] = remedy
    return tuple(sorted(found.values(), key=lambda remedy: not remedy.confident))


def _remedy(objective: Objective, belief: Misconception | None, confident: bool) -> Remedy:
    return Remedy(
        objective=objective,
        belief=belief,
        taught_in=(belief.taught_in if belief else "") or objective.taught_in,
        lab=belief.lab if belief else None,
        confident=confident,
    )


def _answered(exam: Exam, library: Library) -> Iterator[tuple[ExamItem, Objective]]:
    for item in exam.items:
        objective = library.objective(item.source.objective)
        if item.place in exam.answers and objective is not None:
            yield item, objective
