"""``python -m core lint``: every fault of every question bank, with file, line and column."""

import argparse
from pathlib import Path


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``lint``."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a bank, or a folder of banks")
    parser.set_defaults(do=lint)


def lint(chosen: argparse.Namespace) -> int:
    """Prints all findings; 1 if any is an error."""
    from core.learning.lint import lint_paths

    findings = lint_paths(chosen.paths)
    for finding in findings:
        print(finding)
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{errors} errors, {len(findings) - errors} warnings")
    return 1 if errors else 0
