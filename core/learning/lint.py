"""The linter of question banks: every finding of every file, sorted by where it stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.base import Fault
from core.learning.bank import read_bank
from core.learning.lint_errors import ERRORS
from core.learning.lint_library import missing_quotas, repeated_names, repeated_questions
from core.learning.lint_numbers import NUMBER_ERRORS
from core.learning.lint_readable import Known, Readable
from core.learning.lint_warnings import WARNINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend, as one line.

    >>> fault = Fault(where="quizzes/practice.yaml:12:5", field="rev", problem="is missing", fix='write "rev: …"')
    >>> print(Finding(severity="error", fault=fault))
    quizzes/practice.yaml:12:5: error: rev: is missing; write "rev: …"
    """

    severity: Literal["error", "warning"]
    fault: Fault

    def __str__(self) -> str:
        fault = self.fault
        return f"{fault.where}: {self.severity}: {fault.field}: {fault.problem}; {fault.fix}"


def lint_paths(
    paths: Iterable[Path],
    known_sections: Collection[str] | None = None,
    known_presets: Collection[str] | None = None,
) -> list[Finding]:
    """Everything wrong with the banks at ``paths`` (files, or folders of .yaml files), checked together.

    Pools and objectives are counted only where a folder is given: one file alone need not hold every quota.
    known_sections: every "lesson#section" there is. known_presets: every lab preset there is.
    Without them, references to sections or presets are not looked up.
    """
    paths = list(paths)
    known = Known(sections=_frozen(known_sections), presets=_frozen(known_presets))
    findings: list[Finding] = []
    banks: list[Readable] = []
    for path in _files(paths):
        if path.is_dir():
            findings.append(Finding(severity="error", fault=_empty(path)))
            continue
        file = read_bank(path)
        findings += _as("error", file.faults)
        if file.bank is not None:
            banks.append(Readable(file=file, bank=file.bank, known=known))
    for bank in banks:
        for error_rule in (*ERRORS, *NUMBER_ERRORS):
            findings += _as("error", error_rule(bank))
        for warning_rule in WARNINGS:
            findings += _as("warning", warning_rule(bank))
    findings += _as("error", repeated_names(banks))
    findings += _as("error", repeated_questions(banks))
    if any(path.is_dir() for path in paths) and banks and all(bank.whole for bank in banks):
        findings += _as("error", missing_quotas(banks))
    return sorted(findings, key=_place)


def _frozen(names: Collection[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _as(severity: Literal["error", "warning"], faults: Iterable[Fault]) -> list[Finding]:
    return [Finding(severity=severity, fault=fault) for fault in faults]


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files meant, each once; a folder stands for the YAML files in it, and for itself if it has none."""
    files: dict[Path, None] = {}
    for path in paths:
        inside = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else []
        files.update(dict.fromkeys(inside or [path]))
    return list(files)


def _empty(folder: Path) -> Fault:
    return Fault(
        where=f"{folder}:1:1",
        field="folder",
        problem="has no .yaml file in it",
        fix="name a folder of question banks, or a bank",
    )


def _place(finding: Finding) -> tuple[str, int, int, str]:
    name, line, column = (finding.fault.where or ":0:0").rsplit(":", 2)
    return name, int(line), int(column), str(finding)
