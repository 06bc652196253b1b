"""The one event of the case studies: a learner decided, and this is what came of it."""

from dataclasses import dataclass
from typing import Literal

from core.learning.events_checks import EventChecks
from core.learning.events_json import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    """A decision on a case study, before or after its twist. rev: of the case's figures.

    choice: what was chosen, as plain JSON. outcome: its figures: the verdict, money a day, the tail.
    """

    case: str
    rev: int
    twist: bool
    choice: JsonObject
    outcome: JsonObject
    kind: Literal["case_decided"] = "case_decided"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "case")
        facts.whole("rev", self.rev, least=1)
        facts.truth("twist", self.twist)
        facts.json_object(self, "choice")
        facts.json_object(self, "outcome")
        facts.done()
