"""The app as a process of its own, on a free port and with a database of its own."""

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY_S = 150.0
# A test run has so many servers at most.
PORTS_EACH = 16


class ServerProcess:
    """Starts, ends and kills one server; ``log`` is all that it wrote."""

    def __init__(self, folder: Path, app: Path = ROOT / "app.py") -> None:
        self._app, self._folder = app, folder
        self.port = _free_port()
        self.address = f"http://localhost:{self.port}"
        self.database_url = f"sqlite:///{folder / 'batchwise.db'}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return (self._folder / "server.log").read_text(encoding="utf-8")

    def start(self, *, health: str = "/healthz") -> None:
        """Starts it and waits until it says that it can serve."""
        command = [sys.executable, "-m", "streamlit", "run", str(self._app), "--server.port", str(self.port)]
        with (self._folder / "server.log").open("ab") as log:
            environment = {**os.environ, "DATABASE_URL": self.database_url, "PYTHONPATH": str(ROOT)}
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        until = time.monotonic() + READY_S
        while not self.answers(health):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{self.log}")
            time.sleep(0.1)

    def answers(self, path: str) -> bool:
        """Whether it answers 200 there now."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def children(self, module: str = "") -> list[int]:
        """The numbers of the processes that it has started: of all, or of those that run a module of ours."""
        assert self.process is not None
        listing = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        )
        rows = (line.split(maxsplit=2) for line in listing.stdout.splitlines())
        return [int(pid) for pid, parent, args in rows if int(parent) == self.process.pid and module in args]

    def kill(self) -> None:
        """As the operating system does it when memory runs out: no goodbye."""
        self._end(signal.SIGKILL)

    def terminate(self) -> None:
        """As a service manager does it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(timeout=60)


def is_running(process_id: int) -> bool:
    """Whether there is such a process that is not merely waiting to be forgotten."""
    answer = subprocess.run(["ps", "-o", "stat=", "-p", str(process_id)], capture_output=True, text=True)
    return answer.returncode == 0 and not answer.stdout.strip().startswith("Z")


def gone_within(seconds: float, process_id: int) -> bool:
    """Whether the process is gone after so long at most."""
    until = time.monotonic() + seconds
    while is_running(process_id) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_running(process_id)


# Below those that the system gives to connections: a browser's could take such a one before the server does.
_first = 20_000 + PORTS_EACH * (os.getpid() % 700)
_ports = itertools.cycle(range(_first, _first + PORTS_EACH))


def _free_port() -> int:
    """The next free one of those that belong to this process: two servers may be made before either starts."""
    for port in itertools.islice(_ports, PORTS_EACH):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError(f"no port from {_first} on is free")
