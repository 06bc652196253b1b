"""``python -m core export``: question banks as a file for Moodle, any QTI 2.1 system, Anki or a spreadsheet."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from core.base import BatchwiseError, Checks

NAMES = ("moodle", "gift", "qti", "anki", "csv")
POOLS = ("practice", "test", "review")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``export``."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a bank, or a folder of banks")
    parser.add_argument("--format", required=True, choices=NAMES, help="what to write")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to (default: questions.…, here)"
    )
    parser.add_argument(
        "--seed",
        type=int,
        action="append",
        metavar="N",
        help="which numbers a question with parameters gets; repeat it for several variants (default: 0)",
    )
    parser.add_argument(
        "--pool", action="append", choices=POOLS, help="only this pool; may be repeated (default: all)"
    )
    parser.set_defaults(do=export)


def export(chosen: argparse.Namespace) -> int:
    """Writes the file, and prints where it is and what it could not carry."""
    from core.learning.bank import load_bank
    from core.learning.teaching_export.export import ALL_POOLS, FORMATS
    from core.learning.teaching_export.export import export as exported

    checks = Checks()
    for seed in chosen.seed or []:
        checks.whole("--seed", seed, least=0)
    checks.done()
    file = exported(
        [load_bank(path) for path in _banks(chosen.paths)],
        chosen.format,
        at=datetime.now(UTC),
        pools=chosen.pool or ALL_POOLS,
        seeds=tuple(dict.fromkeys(chosen.seed or [0])),
    )
    target = chosen.output or Path(f"questions{FORMATS[chosen.format].suffix}")
    try:
        target.write_bytes(file.content)
    except OSError as error:
        raise BatchwiseError(f"{target} cannot be written ({error.strerror})") from error
    print(
        f"{file.questions} {'question' if file.questions == 1 else 'questions'} as {FORMATS[chosen.format].title}: {target}"
    )
    for loss in file.losses:
        print(f"not carried: {loss}", file=sys.stderr)
    return 0


def _banks(paths: list[Path]) -> list[Path]:
    """The bank files named, folders unfolded, each once."""
    found = ((sorted(path.glob("*.yaml")) if path.is_dir() else []) or [path] for path in paths)
    return list(dict.fromkeys(path for files in found for path in files))
