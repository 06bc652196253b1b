"""A run to take away: the full request log as CSV or Parquet, and its summary as JSON. Reads which versions are installed."""

import io
import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import pandas as pd

from core.base import Checks
from core.experiment.download_again import command_of
from core.experiment.record import COLUMNS
from core.experiment.result import Result, result_to_plain
from core.experiment.scenario import scenario_to_plain
from core.workload import Replay

BATCHWISE = "0.1.0"
PACKAGES = ("numpy", "scikit-learn", "streamlit")
# Far more than a kept run can hold; a log from elsewhere is not turned into a file without end.
MOST_ROWS = 500_000


def log_table(result: Result) -> pd.DataFrame:
    """The request log, one row a request in order of service; times in seconds from the start of the run.

    A live run has one more column, ``prediction``: the position of the answer among the classifier's classes.
    Raises InvalidInput for more than MOST_ROWS requests.
    """
    checks = Checks()
    checks.whole("requests", len(result.log), least=0, most=MOST_ROWS)
    checks.done()
    columns: dict[str, Any] = {name: getattr(result.log, name) for name in COLUMNS}
    if result.predictions is not None:
        columns["prediction"] = result.predictions
    return pd.DataFrame(columns)


def log_csv(result: Result) -> bytes:
    """The log as CSV in UTF-8, every number with all its digits."""
    return log_table(result).to_csv(index=False, lineterminator="\n").encode()


def log_parquet(result: Result) -> bytes:
    """The log as Parquet."""
    buffer = io.BytesIO()
    log_table(result).to_parquet(buffer, index=False)
    return buffer.getvalue()


def times_csv(recorded: Replay) -> bytes:
    """The times of a recording as a file that can be replayed again, every number with all its digits.

    >>> times_csv(Replay(times_s=(0.0, 0.5)))
    b'arrived_s\\n0.0\\n0.5\\n'
    """
    return "\n".join(["arrived_s", *map(repr, recorded.times_s), ""]).encode()


def summary_json(
    results: Sequence[Result],
    *,
    run_id: str,
    at: datetime | None,
    finding: str,
    classes: Sequence[str] | None = None,
) -> bytes:
    """The run's figures with all that it takes to run it again: scenario, seed, engine, command and versions.

    at: when the run ended; None for a run that was never kept. classes: what the log's predictions point to.
    Times in milliseconds. versions: those installed where the file is written.
    """
    document = {
        "run_id": run_id,
        "at": None if at is None else at.astimezone(UTC).isoformat(),
        "finding": finding,
        "versions": versions(),
        "classes": None if classes is None else list(classes),
        "sides": [_side(result) for result in results],
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode()


def versions() -> dict[str, str]:
    """What this runs on: Batchwise, Python, and the packages that a measurement depends on."""
    return {
        "batchwise": BATCHWISE,
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def _side(result: Result) -> dict[str, Any]:
    return {
        "engine": result.engine,
        "seed": result.scenario.seed,
        "scenario": scenario_to_plain(result.scenario),
        "command": command_of(result).command,
        "summary": result_to_plain(result),
    }
