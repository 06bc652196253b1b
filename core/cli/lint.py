"""``python -m core lint``: every fault of every question bank, with file, line and column."""

import argparse
from pathlib import Path

from core.experiment.presets import PRESETS

LESSONS = Path(__file__).parents[2] / "lessons"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``lint``."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a bank, or a folder of banks, counted together"
    )
    parser.set_defaults(do=lint)


def lint(chosen: argparse.Namespace) -> int:
    """Prints all findings; 1 if any is an error."""
    from core.learning.lint import lint_paths

    findings = lint_paths(chosen.paths, known_sections=_sections(), known_presets=set(PRESETS))
    for finding in findings:
        print(finding)
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}")
    return 1 if errors else 0


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _sections() -> set[str]:
    """Where a question may say that its objective is taught: "lesson#section" of every lesson."""
    from core.learning.lesson import load_lessons

    return {address for lesson in load_lessons(LESSONS) for address in lesson.addresses}
