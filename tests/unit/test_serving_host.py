"""The measuring host, with a process of a few lines in the worker's place."""

import os
import signal
import sys
import threading
import time

import pytest

from core.serving.host import DIED, HostBusy, JobHost
from core.serving.job import TOO_LONG

WORKER = """
import json, sys, time, os, threading, queue
tasks, stopped = queue.Queue(), set()
def read():
    for line in sys.stdin:
        m = json.loads(line)
        stopped.add(m["job"]) if m["do"] == "stop" else tasks.put(m)
    os._exit(0)
threading.Thread(target=read, daemon=True).start()
say = lambda **m: print(json.dumps(m), flush=True)
say(event="ready", pid=os.getpid())
while True:
    m = tasks.get(); job = m["job"]
    if m["do"] == "echo": say(event="result", job=job, heard=m["word"])
    if m["do"] == "fail": say(event="failed", job=job, message="no such thing")
    if m["do"] == "deaf": time.sleep(600)
    if m["do"] == "other":
        for _ in range(40):
            say(event="waits", job=job, yes=True); time.sleep(0.05)
        say(event="waits", job=job, yes=False); say(event="snapshot", job=job, texts=m["texts"])
        while job not in stopped: time.sleep(0.01)
        say(event="result", job=job)
    if m["do"] == "wait":
        say(event="snapshot", job=job, answered=1)
        while job not in stopped: time.sleep(0.01)
        say(event="result", job=job, stopped=True)
"""


@pytest.fixture
def host():
    measuring = JobHost([sys.executable, "-c", WORKER], longest_queue=3)
    assert measuring.ready.wait(20)
    yield measuring
    measuring.close()


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def test_a_job_is_done_and_its_result_kept(host):
    job = host.submit("ann", {"do": "echo", "word": "hi"}, limit_s=20)
    assert job.ended.wait(20)
    assert (job.state, job.result["heard"]) == ("done", "hi")
    assert host.job_of("ann") is job
    assert host.job_of("bob") is None


def test_a_job_that_fails_says_why(host):
    job = host.submit("ann", {"do": "fail"}, limit_s=20)
    assert job.ended.wait(20)
    assert (job.state, job.error) == ("failed", "no such thing")


def test_jobs_wait_their_turn_and_know_their_place(host):
    first = host.submit("ann", {"do": "wait"}, limit_s=60)
    until(lambda: first.latest is not None)
    second = host.submit("bob", {"do": "echo", "word": "b"}, limit_s=20)
    third = host.submit("cyd", {"do": "echo", "word": "c"}, limit_s=20)
    assert (host.place(first), host.place(second), host.place(third)) == (0, 1, 2)
    host.stop(first)
    assert third.ended.wait(20)
    assert first.result["stopped"] is True
    assert second.result["heard"] == "b"


def test_one_learner_has_one_job_at_a_time(host):
    job = host.submit("ann", {"do": "wait"}, limit_s=60)
    with pytest.raises(HostBusy, match="has not ended"):
        host.submit("ann", {"do": "echo", "word": "again"}, limit_s=20)
    host.stop(job)
    assert job.ended.wait(20)
    assert host.submit("ann", {"do": "echo", "word": "now"}, limit_s=20).ended.wait(20)


def test_a_full_queue_says_so(host):
    running = host.submit("r", {"do": "wait"}, limit_s=60)
    until(lambda: running.state == "running")
    for name in "abc":
        host.submit(name, {"do": "echo", "word": name}, limit_s=20)
    with pytest.raises(HostBusy, match="3 runs are waiting"):
        host.submit("d", {"do": "echo", "word": "d"}, limit_s=20)
    host.stop(running)


def test_a_queued_job_can_be_stopped_before_it_begins(host):
    running = host.submit("ann", {"do": "wait"}, limit_s=60)
    until(lambda: running.state == "running")
    queued = host.submit("bob", {"do": "echo", "word": "b"}, limit_s=20)
    host.stop(queued)
    assert queued.ended.wait(5)
    assert "before it began" in queued.error
    host.stop(running)
    assert running.ended.wait(20)


def test_a_killed_process_is_replaced_and_the_next_job_runs(host):
    job = host.submit("ann", {"do": "wait"}, limit_s=60)
    until(lambda: job.latest is not None)
    old = host.process_id
    os.kill(old, signal.SIGKILL)
    assert job.ended.wait(20)
    assert (job.state, job.error) == ("failed", DIED)
    again = host.submit("ann", {"do": "echo", "word": "back"}, limit_s=20)
    assert again.ended.wait(20)
    assert again.result["heard"] == "back"
    assert host.process_id != old
    assert host.replaced == 1


def test_an_idle_process_that_dies_is_replaced_too(host):
    old = host.process_id
    os.kill(old, signal.SIGKILL)
    until(lambda: host.process_id != old and host.alive)
    assert host.submit("ann", {"do": "echo", "word": "hi"}, limit_s=20).ended.wait(20)


def test_a_process_that_does_not_obey_stop_is_replaced(host, monkeypatch):
    monkeypatch.setattr("core.serving.host.STOP_GRACE_S", 0.3)
    job = host.submit("ann", {"do": "deaf"}, limit_s=600)
    until(lambda: job.state == "running")
    host.stop(job)
    assert job.ended.wait(20)
    assert "did not stop when asked" in job.error


def test_a_job_that_outlives_its_limit_is_ended_and_said_to_take_too_long(host, monkeypatch):
    monkeypatch.setattr("core.serving.host.STOP_GRACE_S", 0.3)
    job = host.submit("ann", {"do": "deaf"}, limit_s=0.1)
    assert job.ended.wait(20)
    assert (job.state, job.error) == ("failed", TOO_LONG)


def test_waiting_for_another_measuring_process_is_a_place_in_the_queue_and_takes_no_time(host, monkeypatch):
    monkeypatch.setattr("core.serving.host.STOP_GRACE_S", 0.5)
    first = host.submit("ann", {"do": "other"}, limit_s=0.5, attached={"texts": ["mine"]})
    second = host.submit("bob", {"do": "echo", "word": "b"}, limit_s=20)
    until(lambda: first.waits)
    assert (host.place(first), host.place(second)) == (1, 2)
    until(lambda: first.latest is not None)  # two seconds of waiting, and its limit with its grace is one
    assert host.place(first) == 0
    assert first.latest["texts"] == ["mine"]
    assert first.attached == {}
    host.stop(first)
    assert second.ended.wait(20)


def test_only_so_many_ended_jobs_are_remembered(host, monkeypatch):
    monkeypatch.setattr("core.serving.job.MOST_ENDED", 2)
    for name in ("ann", "bob", "ann", "cyd", "dan"):
        host.submit(name, {"do": "echo", "word": name}, limit_s=20).ended.wait(20)
    assert [name for name in ("ann", "bob", "cyd", "dan") if host.job_of(name)] == ["ann", "cyd", "dan"]


def test_what_came_out_is_stored_before_the_job_is_seen_to_end(host):
    seen, release = [], threading.Event()

    def store(job):
        seen.append(job.state)
        release.wait(5)

    job = host.submit("ann", {"do": "echo", "word": "hi"}, limit_s=20, on_done=store)
    until(lambda: seen)
    assert seen == ["running"]
    assert job.active
    release.set()
    assert job.ended.wait(5)


def test_a_result_that_cannot_be_stored_is_a_failed_job_and_the_host_lives_on(host):
    def broken(job):
        raise OSError("disk full")

    job = host.submit("ann", {"do": "echo", "word": "hi"}, limit_s=20, on_done=broken)
    assert job.ended.wait(20)
    assert job.state == "failed"
    assert "could not be stored" in job.error
    assert host.submit("bob", {"do": "echo", "word": "hi"}, limit_s=20).ended.wait(20)


def test_a_forgotten_learner_leaves_nothing(host):
    host.submit("ann", {"do": "echo", "word": "hi"}, limit_s=20).ended.wait(20)
    kept = []
    running = host.submit("ann", {"do": "wait"}, limit_s=20, on_done=kept.append)
    until(lambda: running.latest is not None)
    host.forget("ann")
    assert host.job_of("ann") is None
    assert running.ended.wait(20)
    assert running.result["stopped"] is True and kept == []


def test_the_process_ends_with_its_host():
    measuring = JobHost([sys.executable, "-c", WORKER])
    assert measuring.ready.wait(20)
    pid = measuring.process_id
    measuring.close()

    def gone():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    until(gone)


def test_a_job_that_gives_way_is_stopped_for_any_other_and_stands_before_nobody(host):
    assert host.idle
    ours = host.submit("the server", {"do": "wait"}, limit_s=20, gives_way=True)
    until(lambda: ours.latest is not None)
    assert not host.idle
    theirs = host.submit("ann", {"do": "echo", "word": "hi"}, limit_s=20)

    assert host.place(theirs) == 0
    assert theirs.ended.wait(20) and ours.ended.is_set()
    assert theirs.result["heard"] == "hi"
