"""How well each objective is commanded, with its uncertainty, from the learner's first answers without help."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.learning.exam_rule import SURE
from core.learning.first_answers import FirstAnswer
from core.learning.grading_answers import guess_rate
from core.learning.library import Library
from core.learning.question import Objective
from core.learning.skill import Outcome, Skill, skill

MasteryLevel: TypeAlias = Literal["untested", "not yet", "unsettled", "strong"]
# Skill changes with learning: what counts is the newest answer to each question, and only the newest dozen of them.
NEWEST = 12
UNLIKELY = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastery:
    """One objective: right of answered, and the posterior of the skill behind it (uniform where nothing is answered).

    level: strong from P(q ≥ 0.70) ≥ 0.80 on, not yet up to 0.35 (7 of 10 leave 0.31), unsettled in between.
    """

    objective: Objective
    answered: int
    right: int
    skill: Skill
    level: MasteryLevel


def mastery(firsts: Sequence[FirstAnswer], library: Library) -> tuple[Mastery, ...]:
    """Every objective of the library, in its order. Answers after a hint, and by an older revision, do not count."""
    newest: dict[tuple[str, str], FirstAnswer] = {}
    for first in firsts:
        if first.hints == 0:
            newest[first.spot] = first
    evidence: dict[str, list[tuple[int, Outcome]]] = {}
    for first in newest.values():
        question = library.find(*first.spot)
        if question is not None and question.rev == first.rev:
            outcome = Outcome(right=first.correct, guess=guess_rate(question))
            evidence.setdefault(question.objective, []).append((first.id, outcome))
    return tuple(_mastery(objective, evidence.get(objective.id, [])) for objective in library.objectives)


def _mastery(objective: Objective, evidence: list[tuple[int, Outcome]]) -> Mastery:
    ordered = sorted(evidence, key=lambda pair: pair[0])
    outcomes = [outcome for _, outcome in ordered[-NEWEST:]]
    found = skill(outcomes)
    return Mastery(
        objective=objective,
        answered=len(outcomes),
        right=sum(outcome.right for outcome in outcomes),
        skill=found,
        level=_level(found) if outcomes else "untested",
    )


def _level(found: Skill) -> MasteryLevel:
    if found.enough >= SURE:
        return "strong"
    return "not yet" if found.enough <= UNLIKELY else "unsettled"
