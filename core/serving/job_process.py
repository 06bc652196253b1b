"""The other end of a job host: tasks from standard input, one JSON line each; reports and results to standard output.

Starts a thread, so that Stop is heard while a job runs.
"""

import json
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from core.base import BatchwiseError
from core.serving.job import Message

Report = Callable[[Message], None]
Stop = Callable[[], bool]
# (task, report, stop) → the result.
Do = Callable[[Message, Report, Stop], Message]
# A job begins when it has its turn. The first argument hears whether it waits.
Turn = Callable[[Callable[[bool], None], Stop], AbstractContextManager[None]]


def at_once(_waits: Callable[[bool], None], _stop: Stop) -> AbstractContextManager[None]:
    """A turn that nobody waits for."""
    return nullcontext()


class JobProcess:
    """Takes over standard output: whatever else is printed goes to standard error and cannot break the protocol."""

    def __init__(self) -> None:
        self._out = sys.stdout
        sys.stdout = sys.stderr
        self._stopped: set[int] = set()
        self._tasks: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def serve(self, do: Do, *, ready: Message | None = None, turn: Turn = at_once) -> None:
        """Says that it is ready, then does one task after the other until the input ends."""
        self._say({"event": "ready", **(ready or {})})
        while (task := self._tasks.get()) is not None:
            self._answer(do, task, turn)

    def _answer(self, do: Do, task: Message, turn: Turn) -> None:
        job: int = task["job"]

        def say(event: str, **facts: Any) -> None:
            self._say({"event": event, "job": job, **facts})

        def stop() -> bool:
            return job in self._stopped

        try:
            with turn(lambda yes: say("waits", yes=yes), stop):
                answer = do(task, lambda snapshot: say("snapshot", **snapshot), stop)
            say("result", **answer)
        except BatchwiseError as error:
            say("failed", message=str(error))
        except Exception:
            traceback.print_exc()
            say("failed", message="The run failed in a way we did not foresee.")

    def _say(self, message: Message) -> None:
        self._out.write(json.dumps(message) + "\n")
        self._out.flush()

    def _read(self) -> None:
        for line in sys.stdin:
            message: Message = json.loads(line)
            if message["do"] == "stop":
                self._stopped.add(message["job"])
            else:
                self._tasks.put(message)
        self._tasks.put(None)
