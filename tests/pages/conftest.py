"""Pages in a test: their own empty database, no measuring process, and the classifiers kept from test to test."""

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.experiment.simulation_jobs import do
from core.learning.events import Event
from core.learning.store import Store
from core.serving import CostFit, LinearCost
from core.serving.host import HostBusy
from core.serving.job import Job
from core.text import CATALOGUE
from pages.parts import cached, clock
from pages.parts.registry import PAGES
from tests.built_in import MODELS

ROOT = Path(__file__).parents[2]
ADDRESSES = {page.url_path for page in PAGES}
LEARNER = "a-learner-in-a-test-0123"
# When all of these tests happen: no midnight comes between two of their steps.
NOW = datetime(2028, 2, 29, 12, tzinfo=UTC)


def _fit(fixed_s: float, per_item_s: float) -> dict[str, Any]:
    cost = LinearCost(fixed_s=fixed_s, per_item_s=per_item_s)
    sizes = (1, 4, 16, 64, 256)
    median_s = tuple(cost.batch_s(size) for size in sizes)
    return asdict(CostFit(cost=cost, sizes=sizes, median_s=median_s, calls=5 * (12,), worst_error=0.08))


class FakeHost:
    """Stands in for the measuring host: takes jobs and runs none. ``finish`` ends one as a test wishes."""

    def __init__(self) -> None:
        self.hello = {
            "fits": {name: {"paced": _fit(0.007, 3e-5), "tight": _fit(0.006, 3e-5)} for name in CATALOGUE}
        }
        self.ready = threading.Event()
        self.ready.set()
        self.alive, self.replaced, self.process_id = True, 0, None
        self.jobs: dict[str, Job] = {}
        self._numbers = itertools.count(1)

    def submit(
        self,
        owner: str,
        task: dict[str, Any],
        *,
        limit_s: float,
        on_done: Callable[[Job], None] = lambda _job: None,
        attached: dict[str, Any] | None = None,
        gives_way: bool = False,
    ) -> Job:
        if owner in self.jobs and self.jobs[owner].active:
            raise HostBusy("You have a run that has not ended. Stop it, or wait for it.")
        sent = {**task, **(attached or {})}
        job = Job(id=next(self._numbers), owner=owner, task=sent, limit_s=limit_s, on_done=on_done)
        self.jobs[owner] = job
        return job

    def finish(self, job: Job, *, result: dict[str, Any] | None = None, error: str | None = None) -> None:
        job.result, job.error = result, error
        job.on_done(job)
        job.state = "done" if error is None else "failed"
        job.ended.set()

    @property
    def idle(self) -> bool:
        return not any(job.active for job in self.jobs.values())

    def job_of(self, owner: str) -> Job | None:
        return self.jobs.get(owner)

    def place(self, job: Job) -> int:
        return 0

    def stop(self, job: Job) -> None:
        self.finish(job, error="Stopped before it began.")

    def forget(self, owner: str) -> None:
        self.jobs.pop(owner, None)

    def close(self) -> None:
        self.alive = False


class SimulatesHere:
    """Stands in for the host of the simulating process: does a task as soon as it comes."""

    def submit(self, owner: str, task: dict[str, Any], *, limit_s: float) -> Job:
        job = Job(1, owner, task, limit_s, lambda _job: None, state="done", result=do(task))
        job.ended.set()
        return job

    def forget(self, owner: str) -> None:
        """Nothing is kept."""


@pytest.fixture(autouse=True)
def same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stops the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> FakeHost:
    """The fake that pages get when they ask for the measuring host; the classifiers are those of all tests."""
    fake = FakeHost()
    monkeypatch.setattr(cached, "host", lambda: fake)
    monkeypatch.setattr(cached, "simulating", SimulatesHere)
    monkeypatch.setattr(cached, "models", lambda: MODELS)
    return fake


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: FakeHost) -> Iterator[Store]:
    """The empty database that pages get. What depends on it or on the host is made afresh."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'batchwise.db'}")
    for made_once in (cached.store, cached.costs, cached.first_run):
        made_once.clear()
    yield cached.store()
    for made_once in (cached.store, cached.costs, cached.first_run):
        made_once.clear()


@pytest.fixture
def did(store: Store) -> Callable[..., None]:
    """Writes events of the test's learner down, in the order given."""

    def write(*events: Event) -> None:
        for event in events:
            store.append(LEARNER, event, at=NOW)

    return write


@pytest.fixture
def open_page(store: Store) -> Callable[..., AppTest]:
    """Opens a page ("lab", "home") in its frame as the test's learner, with query parameters if given."""

    def opened(name: str, **query: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        at.session_state["_learner"] = LEARNER
        for parameter, value in query.items():
            at.query_params[parameter] = value
        # A page whose address is not its file's name is known only once the frame has run.
        if name not in ADDRESSES:
            at.run()
        return at if name == "home" else at.switch_page(f"{name}.py").run()

    return opened
