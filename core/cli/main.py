"""Sorts out which command is meant; bad arguments end with exit code 2 and one clear line."""

import argparse
import sys
from typing import NoReturn

from core.base import BatchwiseError, InvalidInput
from core.cli import export, lint, plan, run, search, sweep
from core.cli.checks import as_typed


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Prints the complaint and exits with code 2."""
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit code."""
    parser = Parser(prog="python -m core", description="Measure and simulate batch and real-time inference.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    run.add_to(commands.add_parser("run", help="run one scenario: live, simulated or by theory"))
    search.add_to(commands.add_parser("search", help="find the highest load that meets a latency objective"))
    plan.add_to(commands.add_parser("plan", help="recommend mode, batch size, wait and machines"))
    sweep.add_to(commands.add_parser("sweep", help="measure what a batch costs at each size"))
    lint.add_to(commands.add_parser("lint", help="check question banks"))
    export.add_to(
        commands.add_parser("export", help="write question banks for Moodle, QTI, Anki or a spreadsheet")
    )
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.do(chosen))
    except InvalidInput as error:
        one_line = "; and ".join(map(str, as_typed(chosen, error.faults)))
        print(f"python -m core {chosen.command}: {one_line}", file=sys.stderr)
        return 2
    except BatchwiseError as error:
        print(f"python -m core {chosen.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
