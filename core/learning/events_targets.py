"""The one event of targets: the learner changed what counts as good enough."""

from dataclasses import dataclass
from typing import Literal

from core.learning.events_checks import EventChecks
from core.learning.events_json import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsSet:
    """New values of some targets by name; those not named stay as they were."""

    targets: JsonObject
    kind: Literal["targets_set"] = "targets_set"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.json_object(self, "targets")
        facts.done()
