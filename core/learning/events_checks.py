"""The checks that the events of a learner have in common."""

from core.base import Checks, InvalidInput
from core.learning.events_json import name_fault, plain_json, text_fault

MAX_TEXT = 4_000
MAX_ANSWERS = 64


class EventChecks(Checks):
    """Checks for the fields that events have in common."""

    def names(self, event: object, *names: str) -> None:
        for name in names:
            if problem := name_fault(getattr(event, name)):
                self.add(name, problem, "give an id of 1 to 200 printable characters")

    def text(self, name: str, value: object, *, most: int = MAX_TEXT) -> None:
        if problem := text_fault(value, most):
            self.add(name, problem, f"give text of at most {most} characters")

    def truth(self, name: str, value: object) -> None:
        if not isinstance(value, bool):
            self.add(name, f"{value!r} is neither true nor false", "give true or false")

    def texts(self, name: str, value: object) -> None:
        if not isinstance(value, tuple) or not len(value) <= MAX_ANSWERS:
            self.add(name, "is not a short tuple of texts", f"give at most {MAX_ANSWERS} texts")
            return
        for text in value:
            self.text(name, text)

    def json_object(self, event: object, name: str) -> None:
        """Puts a plain copy in the event's place, so that nobody can change it from outside."""
        try:
            object.__setattr__(event, name, plain_json(name, getattr(event, name)))
        except InvalidInput as refused:
            self.faults.extend(refused.faults)

    def variant(self, rev: int, seed: int | None) -> None:
        self.whole("rev", rev, least=1)
        if seed is not None:
            self.whole("seed", seed, least=0)
