"""All banks together: every question with the bank it comes from, and every objective and belief by its id."""

from dataclasses import dataclass
from pathlib import Path

from core.base import Fault, InvalidInput
from core.learning.bank import read_bank
from core.learning.question import Bank, Misconception, Objective, Pool, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question and the name of its bank."""

    bank: str
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The banks in the order of their names. Ids of questions, objectives and beliefs are unique over all of them."""

    banks: tuple[Bank, ...]

    def bank(self, name: str) -> Bank:
        """The bank of this name. Raises InvalidInput if there is none."""
        for bank in self.banks:
            if bank.bank == name:
                return bank
        known = ", ".join(bank.bank for bank in self.banks) or "(none)"
        raise InvalidInput([Fault(field="bank", problem=f"{name!r} is unknown", fix=f"give one of {known}")])

    def find(self, bank: str, question_id: str) -> Question | None:
        """The question as it is now; None if it is no longer there."""
        banks = (found for found in self.banks if found.bank == bank)
        questions = (question for found in banks for question in found.questions)
        return next((question for question in questions if question.id == question_id), None)

    def placed(self, *pools: Pool) -> tuple[Placed, ...]:
        """The questions of these pools (of all, if none is named), bank by bank in the order of the files."""
        return tuple(
            Placed(bank=bank.bank, question=question)
            for bank in self.banks
            for question in bank.questions
            if not pools or question.pool in pools
        )

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """Every objective."""
        return tuple(objective for bank in self.banks for objective in bank.objectives)

    def objectives_of(self, *pools: Pool) -> tuple[Objective, ...]:
        """The objectives that a question of these pools asks for."""
        asked = {placed.question.objective for placed in self.placed(*pools)}
        return tuple(objective for objective in self.objectives if objective.id in asked)

    def objective(self, objective_id: str) -> Objective | None:
        """The objective with this id; None if no bank has it."""
        return next((found for found in self.objectives if found.id == objective_id), None)

    def misconception(self, misconception_id: str) -> Misconception | None:
        """The belief with this id; None if no bank has it."""
        beliefs = (belief for bank in self.banks for belief in bank.misconceptions)
        return next((found for found in beliefs if found.id == misconception_id), None)


def load_library(folder: Path) -> Library:
    """Every bank in a folder of YAML files. Raises InvalidInput with the faults of all the files."""
    files = [read_bank(path) for path in sorted(folder.glob("*.yaml"))]
    faults = [fault for file in files for fault in file.faults]
    if faults:
        raise InvalidInput(faults)
    return Library(banks=tuple(file.bank for file in files if file.bank is not None))
