"""What an export could not carry, gathered while it is written, so that a teacher knows before the class does."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that a format has no place for, and the questions that lose it, in their order."""

    what: str
    questions: tuple[str, ...]

    def __str__(self) -> str:
        shown = ", ".join(self.questions[:4])
        more = f" and {len(self.questions) - 4} more" if len(self.questions) > 4 else ""
        return f"{self.what}: {shown}{more}"


@dataclass(slots=True)
class LossBook:
    """A list of losses in the making."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, question: str, *, when: object = True) -> None:
        """Notes that a question loses something, ``when`` it had it."""
        named = self.found.setdefault(what, []) if when else []
        if question not in named:
            named.append(question)

    def losses(self) -> tuple[Loss, ...]:
        """Each loss once, in the order first met."""
        return tuple(Loss(what=what, questions=tuple(names)) for what, names in self.found.items())
