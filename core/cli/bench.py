"""A measuring process for the command line: started, used and ended within one command; progress on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.base import BatchwiseError, Checks
from core.experiment import Result, Scenario
from core.experiment.live import LONGEST_RUN_S
from core.experiment.record import from_record
from core.experiment.scenario import scenario_to_plain
from core.experiment.wire import decode
from core.serving.host import JobHost
from core.serving.job import Job

START_UP_S = 120.0
MOST_LIVE_TEXTS = 20_000


@contextmanager
def measuring() -> Iterator[JobHost]:
    """A measuring host that is ready."""
    host = JobHost()
    try:
        print("starting the measuring process", file=sys.stderr)
        if not host.ready.wait(START_UP_S):
            raise BatchwiseError(f"the measuring process was not ready within {START_UP_S:.0f} s")
        yield host
    finally:
        host.close()


def check_live(scenario: Scenario) -> None:
    """Raises InvalidInput where a scenario is too large to be run live: before anything is started for it."""
    checks = Checks()
    checks.whole("--requests", scenario.requests, least=1, most=MOST_LIVE_TEXTS)
    checks.done()


def run_live(host: JobHost, scenario: Scenario) -> Result:
    """The live result of one scenario."""
    answer = ask(host, {"do": "run", "scenarios": [scenario_to_plain(scenario)]})
    record: dict[str, Any] = answer["records"][0]
    return from_record(record["meta"], decode(record["data"]))


def ask(host: JobHost, task: dict[str, Any]) -> dict[str, Any]:
    """Has one task carried out and returns its answer; BatchwiseError with the reason if it failed."""
    job = host.submit("command-line", task, limit_s=LONGEST_RUN_S + 60)
    while not job.ended.wait(1.0):
        _tell(job)
    if job.result is None:
        raise BatchwiseError(job.error or "the job ended without a result")
    return job.result


def _tell(job: Job) -> None:
    latest = job.latest
    if job.waits:
        print("another process measures on this machine; waiting for it", file=sys.stderr)
    elif latest is not None and "answered" in latest:
        print(f"{latest['answered']:,} of {latest['of']:,} texts, {latest['now_s']:.1f} s", file=sys.stderr)
    elif latest is not None and "rounds" in latest:
        print(f"{latest['rounds']} rounds", file=sys.stderr)
