"""A live run: the serving loop on the wall clock, with a real classifier. Reads the clock; runs in the measuring process."""

import gc
import time
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, MutableSequence, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.experiment.result import Ended, Result, result_of
from core.experiment.scenario import Scenario
from core.metrics import RequestLog
from core.serving import WallClock, serve
from core.serving.waiting_room import WaitingRoom
from core.workload import ClosedLoop, due_times

LONGEST_RUN_S = 20.0
SNAPSHOT_EVERY_S = 0.3
RECENT_BATCHES = 48
WARM_UP_S = 0.4
PACE_CALLS = 15
DRIFT = 1.3

Snapshot = dict[str, Any]


class Predictor(Protocol):
    """Anything that answers texts in one call, in order."""

    @property
    def classes(self) -> Sequence[str]:
        """Every answer it can give, sorted."""
        ...

    def predict(self, texts: list[str]) -> Sequence[str] | NDArray[Any]:
        """n texts in, n answers out."""
        ...


@dataclass(slots=True)
class _Progress:
    """Counts batches while the loop runs, ends it on Stop or at the limit, and reports a few times a second."""

    due_s: list[float]
    requests: int
    limit_s: float
    report: Callable[[Snapshot], None]
    stop: Callable[[], bool]
    recent: deque[tuple[float, float, int, int]]
    answered: int = 0
    ended: Ended = "complete"
    next_report_s: float = SNAPSHOT_EVERY_S

    def on_batch(self, start_s: float, finish_s: float, size: int) -> None:
        self.recent.append((start_s, finish_s, self.answered, size))
        self.answered += size

    def keep_going(self, now_s: float) -> bool:
        if now_s >= self.next_report_s:
            self.report(self.snapshot(now_s))
            self.next_report_s = now_s + SNAPSHOT_EVERY_S
        if self.stop():
            self.ended = "stopped"
        elif now_s >= self.limit_s:
            self.ended = "time_limit"
        return self.ended == "complete"

    def snapshot(self, now_s: float) -> Snapshot:
        """Where the run stands: counts, and the latest batches (start s, finish s, first request, size)."""
        latency_s = np.concatenate(
            [finish - np.array(self.due_s[first : first + size]) for _, finish, first, size in self.recent]
            or [np.zeros(0)]
        )
        p50, p95 = np.percentile(latency_s, [50, 95]) if len(latency_s) else (None, None)
        return {
            "now_s": now_s,
            "answered": self.answered,
            "arrived": bisect_right(self.due_s, now_s),
            "of": self.requests,
            "throughput_per_s": self.answered / now_s if now_s else None,
            "recent_p50_s": None if p50 is None else float(p50),
            "recent_p95_s": None if p95 is None else float(p95),
            "batches": [list(batch) for batch in self.recent],
        }


def run_live(
    scenario: Scenario,
    model: Predictor,
    texts: Sequence[str],
    *,
    limit_s: float = LONGEST_RUN_S,
    room: WaitingRoom | None = None,
    report: Callable[[Snapshot], None] = lambda _snapshot: None,
    stop: Callable[[], bool] = lambda: False,
) -> Result:
    """Measures one scenario, after a warm-up at its own batch size that is thrown away.

    texts: at least ``scenario.requests`` of them. limit_s: the run ends after this many seconds, whatever is left.
    room: where texts wait, if it can be full; those that it refuses are not in the log, and are named by it.
    report is handed a snapshot about three times a second; stop is asked before each batch and while waiting.
    """
    texts = list(texts[: scenario.requests])
    warm_up(model, texts, scenario.largest_batch)
    pace_before_s = pace(model, texts)
    progress = _Progress(
        due_s=due_times(scenario.arrivals, scenario.requests, scenario.seed).tolist(),
        requests=scenario.requests,
        limit_s=limit_s,
        report=report,
        stop=stop,
        recent=deque(maxlen=RECENT_BATCHES),
    )
    measured = _measured(scenario, model, texts, progress, room)
    result = result_of(
        engine="live",
        scenario=scenario,
        log=measured.log,
        predictions=_class_indices(measured.answers, model.classes),
        ended=progress.ended,
        late_s=np.array(measured.late_s),
        processor_s=measured.processor_s,
    )
    return _noting_drift(result, pace(model, texts) / pace_before_s)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the loop left behind: the log, each batch's answers, how late it woke, and the time spent in calls."""

    log: RequestLog
    answers: list[Sequence[str] | NDArray[Any]]
    late_s: list[float]
    processor_s: float


def _measured(
    scenario: Scenario,
    model: Predictor,
    texts: list[str],
    progress: _Progress,
    room: WaitingRoom | None,
) -> _Measured:
    """The loop itself. Everything that it touches for each batch is at hand before it begins."""
    due_s = progress.due_s
    loop = scenario.arrivals if isinstance(scenario.arrivals, ClosedLoop) else None
    answers: list[Sequence[str] | NDArray[Any]] = []
    predict, keep, processor_time, spent_s = model.predict, answers.append, time.thread_time, 0.0

    def work(first: int, size: int) -> None:
        nonlocal spent_s
        begun = processor_time()
        keep(predict(texts[first : first + size]))
        spent_s += processor_time() - begun

    gc_was_on = gc.isenabled()
    gc.disable()  # a collection in the middle of a call would be billed to one unlucky batch
    try:
        clock = WallClock(progress.keep_going)
        log = serve(
            due_s,
            scenario.policy,
            clock,
            work,
            progress.on_batch,
            admit=None if room is None else partial(_admit, room, [due_s, texts]),
            come_back=loop.come_back if loop else None,
            requests=scenario.requests,
        )
    finally:
        if gc_was_on:
            gc.enable()
    return _Measured(log, answers, clock.late_s, spent_s)


def _noting_drift(result: Result, drift: float) -> Result:
    """The result with a warning if the machine's own speed was another after the run: drift, its pace after by before."""
    if max(drift, 1 / drift) < DRIFT:
        return result
    faster = "slower" if drift > 1 else "faster"
    note = f"The machine itself was {max(drift, 1 / drift):.1f} × {faster} after the run than before it."
    return replace(result, warnings=(*result.warnings, note))


def _admit(room: WaitingRoom, columns: list[MutableSequence[Any]], first: int, now_s: float) -> None:
    room.admit(columns, first=first, now_s=now_s)


def warm_up(model: Predictor, texts: Sequence[str], batch_size: int) -> None:
    """Calls that are not measured: at least three of this batch size, and until 0.4 s are over."""
    batch = list(texts[:batch_size])
    begun = time.perf_counter()
    calls = 0
    while calls < 3 or (calls < 100 and time.perf_counter() - begun < WARM_UP_S):
        model.predict(batch)
        calls += 1


def pace(model: Predictor, texts: Sequence[str]) -> float:
    """The machine's own speed now: the median seconds of a call with one text, over a few calls."""
    one = list(texts[:1])
    return float(np.median([timed_call(model, one) for _ in range(PACE_CALLS)]))


def timed_call(model: Predictor, texts: list[str]) -> float:
    """Seconds that one predict call takes."""
    start = time.perf_counter()
    model.predict(texts)
    return time.perf_counter() - start


def _class_indices(answers: list[Sequence[str] | NDArray[Any]], classes: Sequence[str]) -> NDArray[np.int16]:
    if not answers:
        return np.zeros(0, dtype=np.int16)
    given = np.concatenate([np.asarray(answer) for answer in answers])
    return np.searchsorted(np.asarray(classes), given).astype(np.int16)
