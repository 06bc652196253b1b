"""Faults of the command line: named as they were typed, and in the unit that they were typed in."""

import argparse
from collections.abc import Iterable
from dataclasses import replace

from core.base import Checks, Fault

# Where a value goes by another name inside than on the command line.
TYPED_AS = {"max_batch_size": "batch_size", "clients": "closed_loop"}
LONGEST_MS = 60_000


def seconds(chosen: argparse.Namespace, name: str, *, most: float) -> float:
    """An argument in milliseconds as seconds; InvalidInput in the unit that it was typed in."""
    ms: float = getattr(chosen, name)
    checks = Checks()
    checks.number(_flag(name), ms, least=0, most=most, unit="ms")
    checks.done()
    return ms / 1000


def as_typed(chosen: argparse.Namespace, faults: Iterable[Fault]) -> list[Fault]:
    """The faults with each field named as the argument that it came from."""
    names = {field: TYPED_AS.get(field, field) for field in (fault.field for fault in faults)}
    return [
        replace(fault, field=_flag(names[fault.field])) if hasattr(chosen, names[fault.field]) else fault
        for fault in faults
    ]


def demand(chosen: argparse.Namespace, *names: str, why: str) -> None:
    """Raises InvalidInput for each argument that is missing."""
    checks = Checks()
    for name in names:
        if getattr(chosen, name) is None:
            checks.add(_flag(name), "is missing", f"give it {why}")
    checks.done()


def refuse(chosen: argparse.Namespace, *names: str, why: str) -> None:
    """Raises InvalidInput for each argument that is given and would be ignored."""
    checks = Checks()
    for name in names:
        if getattr(chosen, name) is not None:
            checks.add(_flag(name), "does not fit here", f"leave it out: {why}")
    checks.done()


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
