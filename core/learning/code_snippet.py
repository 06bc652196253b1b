"""A bundled piece of code to predict and then run: what may come of it, and how one tells which of these it was."""

from dataclasses import dataclass
from typing import Protocol


class Came(Protocol):
    """What came of a run, each part as Python prints it; None where there was none."""

    @property
    def value(self) -> str | None:
        """The last expression's repr."""
        ...

    @property
    def value_type(self) -> str | None:
        """Its type's name."""
        ...

    @property
    def error_type(self) -> str | None:
        """The name of the exception's type."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a run must have come to; every part that is given must hold. least ≤ the value, a number, < below."""

    raises: str | None = None
    type: str | None = None
    value: str | None = None
    least: float | None = None
    below: float | None = None

    def holds(self, came: Came) -> bool:
        """Whether it came to this.

        >>> from core.learning.snippet import Outcome
        >>> twice = Condition(least=2, below=5)
        >>> twice.holds(Outcome(value="2.5", value_type="float")), twice.holds(Outcome(error_type="ValueError"))
        (True, False)
        """
        if came.error_type is not None or self.raises is not None:
            return came.error_type == self.raises
        wanted = [(self.type, came.value_type), (self.value, came.value)]
        return all(want is None or want == got for want, got in wanted) and self._in_range(came.value)

    def _in_range(self, value: str | None) -> bool:
        if self.least is None and self.below is None:
            return True
        try:
            number = float(value or "")
        except ValueError:
            return False
        return (self.least is None or self.least <= number) and (self.below is None or number < self.below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that may be predicted. when: the runs it is true of; None for what cannot come out."""

    id: str
    text: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSnippet:
    """One piece of code. ask: the question before it runs. why: one sentence on what came out, true of every run."""

    id: str
    rev: int
    order: int
    title: str
    ask: str
    code: str
    choices: tuple[Choice, ...]
    why: str

    def came(self, came: Came) -> Choice | None:
        """The choice that a run turned out to be; None if it is none of them."""
        fits = (choice for choice in self.choices if choice.when is not None and choice.when.holds(came))
        return next(fits, None)

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of this id."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)
