"""A cost that other work has disturbed is measured again by itself, once the machine is quiet and nobody else measures.

Reads the clock and the machine's load; starts a thread, which ends with the server.
"""

import os
import threading
import time
from contextlib import suppress

from core.experiment import BUILT_IN
from core.serving.host import HostBusy
from core.serving.job import Job
from core.serving.kept_costs import Again, MeasuredCost
from pages.parts import cached, clock, runs

GLANCE_S = 15.0
# No learner's token has a space in it.
OWNER = "the server's own costs"
# Programs that run or wait to run, on average over the last minute, for each processor: below it the machine is quiet.
QUIET_LOAD = 0.25


def start() -> None:
    """Looks now and then whether there is something to measure again."""
    threading.Thread(target=_glance, name="cost-again", daemon=True).start()


def look(again: Again, now_s: float, load: float) -> Job | None:
    """One look: has the most doubtful cost measured again, if it is time, and nobody is in the way. load: a processor's."""
    host, key = cached.host(), cached.costs().most_doubtful(BUILT_IN)
    if key is None or not again.due(now_s) or load > QUIET_LOAD or not host.idle:
        return None
    classifier, corpus, pace = key

    def take(job: Job) -> None:
        better = False
        if job.result is not None:
            new = MeasuredCost(fit=runs.costing_of(job), at=clock.now())
            better = cached.costs().take(key, new) and not new.doubtful
        again.tried(now_s, better=better)

    task = {"do": "sweep", "classifier": classifier, "corpus": corpus, "paced": pace == "paced"}
    with suppress(HostBusy):
        return host.submit(OWNER, task, limit_s=runs.OVERHEAD_S, on_done=take, gives_way=True)
    return None


def _glance() -> None:
    again = Again(next_s=time.monotonic() + GLANCE_S)
    while True:
        time.sleep(GLANCE_S)
        look(again, time.monotonic(), os.getloadavg()[0] / (os.cpu_count() or 1))
