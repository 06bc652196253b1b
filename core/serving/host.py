"""A host for jobs: one warm process that runs them one at a time, a queue in front of it, a new one when it dies.

Reads the wall clock and starts threads and processes. It knows nothing of what a job is about: jobs and reports are
JSON, one a line. The other end is job_process.py.
"""

import itertools
import json
import logging
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from core.base import BatchwiseError
from core.serving.job import DEAF, DIED, NOT_KEPT, STOPPED_FIRST, TOO_LONG, Job, Message, State, remembered

_log = logging.getLogger(__name__)

# A job that has not ended this long after Stop, or after its own limit, has its process replaced.
STOP_GRACE_S = 3.0


def _drop(_job: Job) -> None:
    """Instead of storing what came out: its owner wants nothing kept."""


class HostBusy(BatchwiseError):
    """The learner has a job that has not ended, or the queue is full."""


class JobHost:
    """Runs jobs in a warm process of its own, first come, first served, one at a time.

    command: what to start; it must say {"event": "ready"} when it is warm, then answer each line of input with
    snapshots and, last, one {"event": "result"} or {"event": "failed", "message": …}.
    """

    def __init__(self, command: list[str] | None = None, *, longest_queue: int = 50) -> None:
        self._command = command or [sys.executable, "-m", "core.experiment.worker"]
        self._longest_queue = longest_queue
        self._queue: deque[Job] = deque()
        self._latest: dict[str, Job] = {}
        self._changed = threading.Condition()
        self._process: subprocess.Popen[str] | None = None
        self._sending = threading.Lock()
        self._storing = threading.Lock()
        self._current: Job | None = None
        self._numbers = itertools.count(1)
        self._closed = False
        self.replaced = 0
        self.hello: Message | None = None
        self.ready = threading.Event()
        threading.Thread(target=self._serve, name="job-host", daemon=True).start()
        threading.Thread(target=self._guard, name="job-guard", daemon=True).start()

    def submit(
        self,
        owner: str,
        task: Message,
        *,
        limit_s: float,
        on_done: Callable[[Job], None] = lambda _job: None,
        attached: Message | None = None,
        gives_way: bool = False,
    ) -> Job:
        """Puts a job in the queue; HostBusy if the owner has one already or the queue is full.

        attached: what the task needs and nobody will ask for again, such as a learner's texts. gives_way: the job is
        stopped for any other. on_done is called once, in the host's thread, when the job has ended, watched or not.
        """
        with self._changed:
            mine = self._latest.get(owner)
            if mine is not None and mine.active:
                raise HostBusy("You have a run that has not ended. Stop it, or wait for it.")
            if len(self._queue) >= self._longest_queue:
                raise HostBusy(f"{len(self._queue)} runs are waiting. Try again in a few minutes.")
            job = Job(next(self._numbers), owner, task, limit_s, on_done, attached or {}, gives_way)
            for other in (one for one in (self._current, *self._queue) if one is not None and one.gives_way):
                self.stop(other)
            self._queue.append(job)
            self._latest = remembered(self._latest, job)
            self._changed.notify_all()
        return job

    def job_of(self, owner: str) -> Job | None:
        """The owner's latest job, ended or not."""
        return self._latest.get(owner)

    def place(self, job: Job) -> int:
        """How many jobs run or wait before this one, another process's on this machine too; 0 once it runs."""
        with self._changed:
            if job.state != "queued":
                return int(job.waits)
            current = self._current
            before = 0 if current is None or current.gives_way else 1 + current.waits
            return list(self._queue).index(job) + before

    def stop(self, job: Job) -> None:
        """Ends a job: out of the queue, or by asking the process to stop (and replacing it if it does not)."""
        with self._changed:
            if job.state == "queued":
                self._queue.remove(job)
                self._end(job, "failed", error=STOPPED_FIRST)
            elif job.state == "running" and job.stopping is None:
                job.stopping = time.monotonic()
                self._send({"do": "stop", "job": job.id})

    def forget(self, owner: str) -> None:
        """Stops and drops what is kept of an owner. What a running job still brings is stored no more."""
        job = self._latest.pop(owner, None)
        if job is None:
            return
        with self._storing:  # what is being stored just now is stored when this returns, and can be deleted
            job.on_done = _drop
        if job.active:
            self.stop(job)

    @property
    def alive(self) -> bool:
        """Whether a warm process stands ready or at work."""
        return self.ready.is_set() and self._process is not None and self._process.poll() is None

    @property
    def idle(self) -> bool:
        """Whether the process stands ready and nobody has a job for it."""
        return self.alive and self._current is None and not self._queue

    @property
    def process_id(self) -> int | None:
        """The process's number, for operators and tests."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Ends the process and the queue; for tests and for the server's shutdown."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
        with self._changed:
            self._changed.notify_all()

    # The serving thread: the only one that starts processes and reads from them.

    def _serve(self) -> None:
        while not self._closed:
            process = self._start()
            died = self._read_until(process, None)
            while not died and not self._closed:
                job = self._next()
                if job is None:
                    break
                sent = self._send({**job.task, **job.attached, "job": job.id})
                job.attached = {}
                if not sent:
                    self._end(job, "failed", error=DIED)
                    break
                died = self._read_until(process, job)
            self.ready.clear()
            process.kill()
            process.wait()
            if not self._closed:
                self.replaced += 1
                time.sleep(0.2)  # a process that cannot start must not spin

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        return self._process

    def _next(self) -> Job | None:
        with self._changed:
            while not self._queue:
                # Wakes now and then to notice an idle process that has died.
                self._changed.wait(timeout=1.0)
                if self._closed or not self.alive:
                    return None
            job = self._current = self._queue.popleft()
            job.state, job.begun = "running", time.monotonic()
            return job

    def _read_until(self, process: subprocess.Popen[str], job: Job | None) -> bool:
        """Reads reports until the process is ready (no job) or the job has ended; True if the process died."""
        assert process.stdout is not None
        for line in process.stdout:
            message: Message = json.loads(line)
            match message["event"]:
                case "ready" if job is None:
                    self.hello = message
                    self.ready.set()
                    return False
                case "waits" if job is not None and message["job"] == job.id:
                    # Its time begins when it has the machine to itself.
                    job.waits, job.begun = message["yes"], time.monotonic()
                case "snapshot" if job is not None and message["job"] == job.id:
                    job.latest = message
                case "result" if job is not None and message["job"] == job.id:
                    self._end(job, "done", result=message)
                    return False
                case "failed" if job is not None and message["job"] == job.id:
                    self._end(job, "failed", error=message["message"])
                    return False
        if job is not None:
            why = DEAF if job.stopping else TOO_LONG if job.overdue else DIED
            self._end(job, "failed", error=why)
        return True

    def _end(
        self, job: Job, state: State, *, result: Message | None = None, error: str | None = None
    ) -> None:
        # What came out is stored (on_done) before any page can see that the job has ended.
        job.result, job.error = result, error
        try:
            with self._storing:
                job.on_done(job)
        except Exception:
            _log.exception("job %d: its end could not be stored", job.id)
            state, job.error = "failed", NOT_KEPT
        job.state = state
        if job is self._current:
            self._current = None
        job.ended.set()

    def _send(self, message: Message) -> bool:
        process = self._process
        if process is None or process.stdin is None:
            return False
        try:
            with self._sending:
                process.stdin.write(json.dumps(message) + "\n")
                process.stdin.flush()
        except (BrokenPipeError, ValueError):
            return False
        return True

    # The guard: replaces a process whose job outlives its limit or does not obey Stop.

    def _guard(self) -> None:
        while not self._closed:
            time.sleep(0.5)
            job = self._current
            if job is None or job.begun is None:
                continue
            now = time.monotonic()
            job.overdue = now - job.begun > job.limit_s + STOP_GRACE_S
            deaf = job.stopping is not None and now - job.stopping > STOP_GRACE_S
            if (job.overdue or deaf) and self._process is not None:
                self._process.kill()
