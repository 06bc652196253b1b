"""Our live measuring against MLPerf LoadGen's Server scenario: same classifier, same arrivals, alternating runs."""

import gc
import json
import queue
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

import mlperf_loadgen as lg
import numpy as np
from threadpoolctl import threadpool_limits

from core.batching import RealTime
from core.experiment import Scenario
from core.experiment.live import run_live, warm_up
from core.text import default_corpus, held_out_texts, train
from core.workload import Replay
from tests.bench.row import Row

ROUNDS, REQUESTS = 5, 500
BUSY_SHARE = 0.4
LINEAR_RATE = 100.0
GIVE_WAY_S = 1e-4
PERCENTILES = ("50", "99")
# How long the same call takes inside either: what of a difference is the machine's, and not the measuring's.
CALL = "call"


def forest_agrees() -> Row:
    """A call of several milliseconds: what the two add themselves is small beside it, so they must agree."""
    ratios, rate = _compare("tfidf-forest", rate=None)
    middle = {name: statistics.median(ratios[name]) for name in PERCENTILES}
    return Row(
        what="live latency of the forest, ours / LoadGen, p50 and p99",
        measured=", ".join(f"{middle[name]:.2f}" for name in PERCENTILES),
        aim="0.9 to 1.1",
        met=all(0.9 <= value <= 1.1 for value in middle.values()),
        note=_note(ratios, rate),
    )


def linear_is_lower() -> Row:
    """A call of a millisecond: LoadGen hands each request from its thread to the server's, ours does not."""
    ratios, rate = _compare("tfidf-logreg", rate=LINEAR_RATE)
    middle = {name: statistics.median(ratios[name]) for name in PERCENTILES}
    return Row(
        what="live latency of the linear model, ours / LoadGen, p50 and p99",
        measured=", ".join(f"{middle[name]:.2f}" for name in PERCENTILES),
        aim="< 1 at p50",
        met=middle["50"] < 1,
        note=_note(ratios, rate),
    )


def _compare(classifier: str, rate: float | None) -> tuple[dict[str, list[float]], float]:
    """(ratios of each round by percentile, requests per second); without a rate: the one that keeps it 40 % busy."""
    with threadpool_limits(limits=1):
        model, texts = train(classifier, default_corpus()), held_out_texts(REQUESTS, seed=0)
        rate = rate or BUSY_SHARE / _call_s(model, texts)
        ratios: dict[str, list[float]] = {name: [] for name in (*PERCENTILES, CALL)}
        for seed in range(1, ROUNDS + 1):
            theirs, issued_s = _loadgen(model, texts, rate, seed)
            ours = _ours(classifier, model, texts, issued_s)
            for name, found in ratios.items():
                found.append(ours[name] / theirs[name])
    return ratios, rate


def _call_s(model, texts) -> float:
    took_s = []
    for text in texts[:100]:
        begun = time.perf_counter()
        model.predict([text])
        took_s.append(time.perf_counter() - begun)
    return statistics.median(took_s)


def _ours(classifier: str, model, texts, issued_s) -> dict[str, float]:
    """Latencies in seconds by percentile, of a run with the arrivals that LoadGen had drawn."""
    arrivals = Replay(times_s=tuple(moment - issued_s[0] for moment in issued_s))
    scenario = Scenario(classifier=classifier, policy=RealTime(), arrivals=arrivals, requests=len(issued_s))
    result = run_live(scenario, model, texts, limit_s=60.0)
    latency, log = result.summary.latency, result.log
    call_s = float(np.median(log.finish_s - log.start_s))
    return {"50": latency.p50, "99": latency.p99, CALL: call_s}


def _loadgen(model, texts, rate: float, seed: int) -> tuple[dict[str, float], list[float]]:
    """(LoadGen's own latencies in seconds by percentile, when it issued each request)."""
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    issued_s: list[float] = []
    calls_s: list[float] = []

    def issue(samples) -> None:
        for sample in samples:
            issued_s.append(time.perf_counter())
            waiting.put((sample.id, sample.index))

    def server() -> None:
        while (request := waiting.get()) is not None:
            begun = time.perf_counter()
            model.predict([texts[request[1]]])
            calls_s.append(time.perf_counter() - begun)
            lg.QuerySamplesComplete([lg.QuerySampleResponse(request[0], 0, 0)])

    warm_up(model, texts, 1)
    thread = threading.Thread(target=server)
    sut = lg.ConstructSUT(issue, lambda: None)
    qsl = lg.ConstructQSL(len(texts), len(texts), lambda _: None, lambda _: None)
    with tempfile.TemporaryDirectory() as folder:
        thread.start()
        gc.disable()  # as our own runs do
        # The interpreter's own 5 ms would have each request that comes during a call wait so long to be issued at all.
        usual_s = sys.getswitchinterval()
        sys.setswitchinterval(GIVE_WAY_S)
        try:
            lg.StartTestWithLogSettings(sut, qsl, _settings(rate, seed), _log_to(folder), "")
        finally:
            gc.enable()
            sys.setswitchinterval(usual_s)
            waiting.put(None)
            thread.join()
            lg.DestroyQSL(qsl)
            lg.DestroySUT(sut)
        return {**_latencies(Path(folder)), CALL: statistics.median(calls_s)}, issued_s


def _settings(rate: float, seed: int) -> lg.TestSettings:
    settings = lg.TestSettings()
    settings.scenario, settings.mode = lg.TestScenario.Server, lg.TestMode.PerformanceOnly
    settings.server_target_qps, settings.server_target_latency_ns = rate, 10**9
    settings.min_query_count = settings.max_query_count = REQUESTS
    settings.min_duration_ms = 0
    settings.schedule_rng_seed = settings.sample_index_rng_seed = settings.qsl_rng_seed = seed
    return settings


def _log_to(folder: str) -> lg.LogSettings:
    output = lg.LogOutputSettings()
    output.outdir, output.copy_summary_to_stdout = folder, False
    log = lg.LogSettings()
    log.log_output, log.enable_trace = output, False
    return log


def _latencies(folder: Path) -> dict[str, float]:
    lines = (folder / "mlperf_log_detail.txt").read_text(encoding="utf-8").splitlines()
    facts = [json.loads(line.removeprefix(":::MLLOG ")) for line in lines if line.startswith(":::MLLOG ")]
    found = {fact["key"]: fact["value"] for fact in facts}
    return {name: found[f"result_{name}.00_percentile_latency_ns"] / 1e9 for name in PERCENTILES}


def _note(ratios: dict[str, list[float]], rate: float) -> str:
    spread = partial(_spread, ratios)
    return (
        f"{rate:.0f} requests per second, {ROUNDS} alternating pairs of {REQUESTS}; "
        f"range of the ratio: {', '.join(map(spread, PERCENTILES))}; "
        f"of a call alone: {statistics.median(ratios[CALL]):.2f} ({min(ratios[CALL]):.2f}–{max(ratios[CALL]):.2f})"
    )


def _spread(ratios: dict[str, list[float]], name: str) -> str:
    return f"p{name} {min(ratios[name]):.2f}–{max(ratios[name]):.2f}"
