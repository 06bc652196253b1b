"""The measuring process: warm classifiers, jobs in as JSON lines, snapshots and results out. Started by the measuring host.

Reads the wall clock. Numeric libraries are held to one thread: one call is served by one core, and is comparable.
"""

import argparse
import fcntl
import itertools
import json
import os
import queue
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.base import BatchwiseError
from core.serving.job import STOPPED_FIRST

if TYPE_CHECKING:
    from core.experiment.jobs import Bench

Message = dict[str, Any]
Say = Callable[[Message], None]


def main(warm: list[str]) -> None:
    """Trains and warms the classifiers named, then serves jobs until the input ends."""
    from threadpoolctl import threadpool_limits

    from core.experiment.jobs import Bench

    out = sys.stdout
    sys.stdout = sys.stderr  # a stray print must not break the protocol

    def say(message: Message) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    inbox = Inbox()
    with threadpool_limits(limits=1):
        bench = Bench()
        say({"event": "ready", "fits": bench.warm_up(warm)})
        for task in inbox:
            _answer(bench, task, say, inbox)


def _answer(bench: "Bench", task: Message, say: Say, inbox: "Inbox") -> None:
    job: int = task["job"]

    def stop() -> bool:
        return job in inbox.stopped

    try:
        with one_at_a_time_per_host(
            waits=lambda yes: say({"event": "waits", "job": job, "yes": yes}), stop=stop
        ):
            answer = bench.do(
                task, report=lambda snapshot: say({"event": "snapshot", "job": job, **snapshot}), stop=stop
            )
        say({"event": "result", "job": job, **answer})
    except BatchwiseError as error:
        say({"event": "failed", "job": job, "message": str(error)})
    except Exception:
        traceback.print_exc()
        say({"event": "failed", "job": job, "message": "The run failed in a way we did not foresee."})


class Inbox:
    """Tasks from standard input, read by a thread of their own so that Stop is heard while a job runs."""

    def __init__(self) -> None:
        self.stopped: set[int] = set()
        self._tasks: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def __iter__(self) -> Iterator[Message]:
        while (task := self._tasks.get()) is not None:
            yield task

    def _read(self) -> None:
        for line in sys.stdin:
            message: Message = json.loads(line)
            if message["do"] == "stop":
                self.stopped.add(message["job"])
            else:
                self._tasks.put(message)
        self._tasks.put(None)


@contextmanager
def one_at_a_time_per_host(
    *, waits: Callable[[bool], None] = lambda _yes: None, stop: Callable[[], bool] = lambda: False
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
