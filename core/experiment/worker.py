"""The measuring process: warm classifiers, and jobs that time them, one at a time on this machine.

Reads the wall clock. Numeric libraries are held to one thread: one call is served by one core, and is comparable.
"""

import argparse
import fcntl
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.base import BatchwiseError
from core.serving.job import STOPPED_FIRST
from core.serving.job_process import JobProcess


def main(warm: list[str]) -> None:
    """Trains and warms the classifiers named, then serves jobs until the input ends."""
    process = JobProcess()
    from threadpoolctl import threadpool_limits

    from core.experiment.jobs import Bench

    with threadpool_limits(limits=1):
        bench = Bench()
        fits = bench.warm_up(warm)
        process.serve(bench.do, ready={"fits": fits}, turn=one_at_a_time_per_host)


@contextmanager
def one_at_a_time_per_host(
    waits: Callable[[bool], None] = lambda _yes: None, stop: Callable[[], bool] = lambda: False
) -> Iterator[None]:
    """Waits until no other process measures on this host: two at once would spoil each other.

    waits(True) is called every half second meanwhile, and waits(False) at its end; Stop ends it too. Where the lock
    cannot be had at all (another user's file that we may not even read), nothing is waited for.
    """
    try:
        lock = _lock_file()
    except OSError:
        yield
        return
    try:
        for glance in itertools.count():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if glance:
                    waits(False)
                break
            except BlockingIOError:
                if stop():
                    raise BatchwiseError(STOPPED_FIRST) from None
                if glance % 10 == 0:
                    waits(True)
                time.sleep(0.05)
        yield
    finally:
        os.close(lock)


def _lock_file() -> int:
    """The lock, shared by all users of the host: reading is enough to lock it, so whoever came first may own it."""
    path = Path(tempfile.gettempdir()) / "batchwise-measuring.lock"
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warm", default="", help="classifiers to train before the first job, comma between")
    main([name for name in parser.parse_args().warm.split(",") if name])
