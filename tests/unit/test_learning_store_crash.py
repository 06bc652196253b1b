"""What the store has confirmed is there afterwards: killed processes, several processes, many threads."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from core.learning.events import SectionRead
from core.learning.store import Store

ROOT = Path(__file__).parents[2]
LEARNER = "learner-token-012345"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

WRITER = """
import sys
from datetime import UTC, datetime
from core.learning.events import SectionRead
from core.learning.store import Store

url, learner, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store(url)
for number in range(count):
    event = SectionRead(lesson=learner, section=str(number))
    done = store.append(learner, event, at=datetime.now(UTC), key=f"{learner}/{number}")
    print(done.id, number, flush=True)
sys.stdin.readline()
"""


def _writer(url, learner, count):
    command = [sys.executable, "-c", WRITER, url, learner, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_process_killed_right_after_append_returned_has_lost_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.db'}"
    for round_ in range(3):
        learner = f"{LEARNER}-{round_}"
        with _writer(url, learner, 100_000) as process:
            confirmed = [process.stdout.readline().split() for _ in range(20)]
            process.send_signal(signal.SIGKILL)
            confirmed += [line.split() for line in process.stdout if line.endswith("\n")]
        assert process.returncode == -signal.SIGKILL
        kept = {str(record.id): record.event.section for record in Store(url).events(learner)}
        assert {number: kept.get(number) for number, _ in confirmed} == dict(confirmed)
        assert len(kept) - len(confirmed) <= 1  # at most the one whose confirmation was under way


def test_two_processes_that_open_and_write_at_once_lose_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.db'}"
    learners = [f"{LEARNER}-a", f"{LEARNER}-b"]
    processes = [_writer(url, learner, 150) for learner in learners]
    for process in processes:
        process.communicate("\n", timeout=60)
        assert process.returncode == 0
    for learner in learners:
        sections = [record.event.section for record in Store(url).events(learner)]
        assert sections == [str(number) for number in range(150)]


def test_many_threads_that_write_and_read_at_once_lose_nothing(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")

    def work(thread):
        for number in range(20):
            event = SectionRead(lesson=str(thread), section=str(number))
            written = store.append(LEARNER, event, at=NOON)
            assert written in store.events(LEARNER, after_id=written.id - 1)

    with ThreadPoolExecutor(24) as threads:
        list(threads.map(work, range(24)))
    kept = {(record.event.lesson, record.event.section) for record in store.events(LEARNER)}
    assert len(store.events(LEARNER)) == 24 * 20
    assert kept == {(str(thread), str(number)) for thread in range(24) for number in range(20)}


def test_a_double_click_from_many_threads_counts_once(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    event = SectionRead(lesson="batch", section="why")
    with ThreadPoolExecutor(16) as threads:
        returned = list(threads.map(lambda _: store.append(LEARNER, event, at=NOON, key="once"), range(64)))
    assert store.events(LEARNER) == (returned[0],)
    assert set(returned) == {returned[0]}


def test_deletion_while_others_write_removes_one_learner_and_no_more(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    store.append(LEARNER, SectionRead(lesson="gone", section="gone"), at=NOON)
    others = [f"other-learner-{number:06}" for number in range(6)]

    def work(learner):
        for number in range(20):
            store.append(learner, SectionRead(lesson="batch", section=str(number)), at=NOON)

    with ThreadPoolExecutor(7) as threads:
        busy = [threads.submit(work, learner) for learner in others]
        threads.submit(store.delete_learner, LEARNER).result()
        for job in busy:
            job.result()
    assert store.events(LEARNER) == ()
    assert [len(store.events(learner)) for learner in others] == [20] * 6
