"""The one family of errors: each says where, which field, what is wrong and what to write instead."""

from dataclasses import dataclass


class BatchwiseError(Exception):
    """Base of every error that Batchwise raises on purpose; its text is fit to be shown to a learner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with an input.

    >>> print(Fault(field="batch_size", problem="0 is too small", fix="give a whole number from 1 to 1024"))
    batch_size: 0 is too small; give a whole number from 1 to 1024
    >>> print(Fault(where="bank.yaml:3:5", field="id", problem="is missing", fix="add a permanent id"))
    bank.yaml:3:5: id: is missing; add a permanent id
    """

    field: str
    problem: str
    fix: str
    where: str | None = None

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.field}: {self.problem}; {self.fix}"


class InvalidInput(BatchwiseError):
    """An input that cannot be used. Carries all its faults, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))

    def __reduce__(self) -> tuple[type["InvalidInput"], tuple[list[Fault]]]:
        return (type(self), (list(self.faults),))
