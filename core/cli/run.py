"""``python -m core run``: one scenario on one engine, the figures as JSON on standard output, progress on standard error."""

import argparse
import json
import sys
from typing import Any

from core.base import BatchwiseError, Checks
from core.batching import DynamicBatch, FixedBatch, Offline, Policy, RealTime
from core.experiment import Result, Scenario, finding, simulate
from core.experiment.live import LONGEST_RUN_S
from core.experiment.record import from_record
from core.experiment.result import result_to_plain
from core.experiment.scenario import scenario_to_plain
from core.experiment.wire import decode
from core.serving import LinearCost
from core.serving.host import Job, MeasuringHost
from core.workload import AllAtOnce, Arrivals, Poisson, Steady

START_UP_S = 120.0


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``run``."""
    add = parser.add_argument
    add(
        "--engine",
        choices=["live", "simulated"],
        required=True,
        help="measure a classifier, or simulate a cost",
    )
    add(
        "--classifier",
        default="tfidf-logreg",
        metavar="NAME",
        help="which classifier (default: tfidf-logreg)",
    )
    add("--policy", choices=["offline", "real_time", "fixed_batch", "dynamic_batch"], required=True)
    add("--batch-size", type=int, metavar="B", help="batch size; for dynamic_batch the largest one")
    add("--max-wait-ms", type=float, metavar="T", help="dynamic_batch: the longest wait for a batch to fill")
    add("--arrival", choices=["poisson", "steady"], help="how texts arrive (all at once for offline)")
    add("--arrival-rate", type=float, metavar="R", help="texts per second")
    add("--requests", type=int, default=1000, metavar="N", help="how many texts (default: 1000)")
    add("--seed", type=int, default=0, metavar="S", help="one seed for everything random (default: 0)")
    add("--fixed-ms", type=float, metavar="A", help="simulated: fixed cost of a call, in ms")
    add("--per-item-ms", type=float, metavar="B", help="simulated: cost of each text, in ms")
    add("--json", action="store_true", help="print one JSON object instead of words")
    parser.set_defaults(do=run)


def run(chosen: argparse.Namespace) -> int:
    """Runs the scenario described by the arguments and prints what came out."""
    scenario = _scenario(chosen)
    if chosen.engine == "simulated":
        result = simulate(scenario, _cost(chosen))
    else:
        _refuse(chosen, "fixed_ms", "per_item_ms", why="a live run measures its cost")
        _known_classifier(chosen.classifier)
        result = _measure(scenario)
    if chosen.json:
        print(json.dumps({**result_to_plain(result), "scenario": scenario_to_plain(scenario)}))
    else:
        print(f"{result.label}  {finding(result)}")
        for note in ([result.void] if result.void else []) + list(result.warnings):
            print(f"note: {note}", file=sys.stderr)
    return 0


def _scenario(chosen: argparse.Namespace) -> Scenario:
    return Scenario(
        classifier=chosen.classifier,
        policy=_policy(chosen),
        arrivals=_arrivals(chosen),
        requests=chosen.requests,
        seed=chosen.seed,
    )


def _policy(chosen: argparse.Namespace) -> Policy:
    match chosen.policy:
        case "real_time":
            _refuse(chosen, "batch_size", "max_wait_ms", why="real_time serves one text at a time, at once")
            return RealTime()
        case "dynamic_batch":
            _demand(chosen, "batch_size", "max_wait_ms", why="for dynamic_batch")
            return DynamicBatch(max_batch_size=chosen.batch_size, max_wait_s=chosen.max_wait_ms / 1000)
        case policy:
            _demand(chosen, "batch_size", why=f"for {policy}")
            _refuse(chosen, "max_wait_ms", why="only dynamic_batch has a longest wait")
            return (Offline if policy == "offline" else FixedBatch)(batch_size=chosen.batch_size)


def _arrivals(chosen: argparse.Namespace) -> Arrivals:
    if chosen.policy == "offline":
        _refuse(chosen, "arrival", "arrival_rate", why="offline has all texts at the start")
        return AllAtOnce()
    _demand(chosen, "arrival_rate", why=f"for {chosen.policy}")
    return (Steady if chosen.arrival == "steady" else Poisson)(rate=chosen.arrival_rate)


def _cost(chosen: argparse.Namespace) -> LinearCost:
    _demand(chosen, "fixed_ms", "per_item_ms", why="to simulate")
    return LinearCost(fixed_s=chosen.fixed_ms / 1000, per_item_s=chosen.per_item_ms / 1000)


def _known_classifier(name: str) -> None:
    from core.text import CATALOGUE

    checks = Checks()
    if name not in CATALOGUE:
        checks.add(
            "--classifier", f"{name!r} is not in the catalogue", f"choose one of {', '.join(CATALOGUE)}"
        )
    checks.done()


def _measure(scenario: Scenario) -> Result:
    checks = Checks()
    checks.whole("--requests", scenario.requests, least=1, most=20_000)
    checks.done()
    host = MeasuringHost()
    try:
        print("starting the measuring process", file=sys.stderr)
        if not host.ready.wait(START_UP_S):
            raise BatchwiseError(f"the measuring process was not ready within {START_UP_S:.0f} s")
        job = host.submit(
            "command-line",
            {"do": "run", "scenarios": [scenario_to_plain(scenario)]},
            limit_s=LONGEST_RUN_S + 60,
        )
        _watch(job)
        if job.result is None:
            raise BatchwiseError(job.error or "the run ended without a result")
        record: dict[str, Any] = job.result["records"][0]
        return from_record(record["meta"], decode(record["data"]))
    finally:
        host.close()


def _watch(job: Job) -> None:
    while not job.ended.wait(1.0):
        latest = job.latest
        if latest is not None:
            print(
                f"{latest['answered']:,} of {latest['of']:,} texts, {latest['now_s']:.1f} s", file=sys.stderr
            )


def _demand(chosen: argparse.Namespace, *names: str, why: str) -> None:
    checks = Checks()
    for name in names:
        if getattr(chosen, name) is None:
            checks.add(_flag(name), "is missing", f"give it {why}")
    checks.done()


def _refuse(chosen: argparse.Namespace, *names: str, why: str) -> None:
    checks = Checks()
    for name in names:
        if getattr(chosen, name) is not None:
            checks.add(_flag(name), "does not fit here", f"leave it out: {why}")
    checks.done()


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
