"""The arguments that describe a scenario and a cost, shared by the commands that run something."""

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from core.base import Checks, Fault
from core.batching import (
    DynamicBatch,
    FixedBatch,
    FormedAhead,
    LoopWindow,
    Offline,
    Policy,
    RealTime,
    SerialWindow,
)
from core.cli.recording import recorded_times
from core.experiment import Scenario
from core.metrics.objective import LONGEST_S, LatencyObjective
from core.serving import LinearCost
from core.workload import AllAtOnce, Arrivals, Bursty, ClosedLoop, Daily, Poisson, Replay, Steady

WINDOWS: dict[str, type[DynamicBatch | SerialWindow | LoopWindow | FormedAhead]] = {
    "dynamic_batch": DynamicBatch,
    "serial_window": SerialWindow,
    "loop_window": LoopWindow,
    "formed_ahead": FormedAhead,
}
STREAMS: dict[str, type[Poisson | Steady | Bursty | Daily]] = {
    "poisson": Poisson,
    "steady": Steady,
    "bursty": Bursty,
    "daily": Daily,
}
REPLAY = "replay"
# Where a value goes by another name inside than on the command line.
TYPED_AS = {"max_batch_size": "batch_size", "clients": "closed_loop"}
LONGEST_MS = 60_000
DEAREST_MS = 3_600_000


def add_scenario(parser: argparse.ArgumentParser, *, load: bool = True) -> None:
    """Declares what a scenario is made of; without its load where the command varies the load itself."""
    add = parser.add_argument
    add(
        "--classifier",
        default="tfidf-logreg",
        metavar="NAME",
        help="which classifier (default: tfidf-logreg)",
    )
    add("--policy", choices=["offline", "real_time", "fixed_batch", *WINDOWS], required=True)
    add("--batch-size", type=int, metavar="B", help="batch size; for a policy with a wait the largest one")
    add("--max-wait-ms", type=float, metavar="T", help="the longest wait for a batch to fill")
    add(
        "--arrival",
        "--arrivals",
        choices=[*STREAMS, REPLAY],
        help="how texts arrive (default: poisson; all at once for offline)",
    )
    add(
        "--times",
        type=Path,
        metavar="FILE",
        help="replay: recorded arrival times, one a line, seconds or dates",
    )
    if load:
        add("--arrival-rate", type=float, metavar="R", help="texts per second")
        add(
            "--closed-loop",
            type=int,
            metavar="N",
            help="N clients that wait for each reply, in place of arrivals",
        )
        add(
            "--think-ms",
            type=float,
            metavar="Z",
            help="closed loop: the pause between a reply and the next text",
        )
    add("--requests", type=int, metavar="N", help="how many texts (default: 1000; of a recording, all)")
    add("--seed", type=int, default=0, metavar="S", help="one seed for everything random (default: 0)")
    add("--fixed-ms", type=float, metavar="A", help="unless live: fixed cost of a call, in ms")
    add("--per-item-ms", type=float, metavar="B", help="unless live: cost of each text, in ms")


def add_objective(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Declares a latency objective."""
    parser.add_argument(
        "--slo-ms", type=float, required=required, metavar="L", help="latency objective, in ms"
    )
    parser.add_argument("--percentile", type=float, metavar="P", help="of this percentile (default: 99)")


def scenario_of(chosen: argparse.Namespace, *, rate: float | None = None) -> Scenario:
    """The scenario described; ``rate`` stands in where the command varies the load."""
    arrivals = _recording(chosen)
    if arrivals is None:
        arrivals = _arrivals(chosen) if rate is None else STREAMS[chosen.arrival or "poisson"](rate=rate)
    all_of_them = len(arrivals.times_s) if isinstance(arrivals, Replay) else 1000
    return Scenario(
        classifier=chosen.classifier,
        policy=policy_of(chosen),
        arrivals=arrivals,
        requests=all_of_them if chosen.requests is None else chosen.requests,
        seed=chosen.seed,
    )


def policy_of(chosen: argparse.Namespace) -> Policy:
    """The policy described."""
    match chosen.policy:
        case "real_time":
            refuse(chosen, "batch_size", "max_wait_ms", why="real_time serves one text at a time, at once")
            return RealTime()
        case "offline" | "fixed_batch":
            demand(chosen, "batch_size", why=f"for {chosen.policy}")
            refuse(chosen, "max_wait_ms", why=f"{chosen.policy} has no longest wait")
            return (Offline if chosen.policy == "offline" else FixedBatch)(batch_size=chosen.batch_size)
        case policy:
            demand(chosen, "batch_size", "max_wait_ms", why=f"for {policy}")
            wait_s = seconds(chosen, "max_wait_ms", most=LONGEST_MS)
            return WINDOWS[policy](max_batch_size=chosen.batch_size, max_wait_s=wait_s)


def cost_of(chosen: argparse.Namespace) -> LinearCost:
    """The cost model described."""
    demand(chosen, "fixed_ms", "per_item_ms", why="unless the engine is live")
    fixed_s, per_item_s = (seconds(chosen, name, most=DEAREST_MS) for name in ("fixed_ms", "per_item_ms"))
    return LinearCost(fixed_s=fixed_s, per_item_s=per_item_s)


def objective_of(chosen: argparse.Namespace) -> LatencyObjective | None:
    """The objective described, or None."""
    if chosen.slo_ms is None:
        refuse(chosen, "percentile", why="it belongs to --slo-ms")
        return None
    percentile = 99.0 if chosen.percentile is None else chosen.percentile
    checks = Checks()
    checks.number("--slo-ms", chosen.slo_ms, above=0, most=1000 * LONGEST_S, unit="ms")
    checks.number("--percentile", percentile, least=50, most=99.99)
    checks.done()
    return LatencyObjective(bound_s=chosen.slo_ms / 1000, percentile=percentile / 100)


def known_classifier(name: str) -> None:
    """Raises InvalidInput that lists the names, unless the catalogue has this one."""
    from core.text import classifier

    classifier(name)


def seconds(chosen: argparse.Namespace, name: str, *, most: float) -> float:
    """An argument in milliseconds as seconds; InvalidInput in the unit that it was typed in."""
    ms: float = getattr(chosen, name)
    checks = Checks()
    checks.number(_flag(name), ms, least=0, most=most, unit="ms")
    checks.done()
    return ms / 1000


def as_typed(chosen: argparse.Namespace, faults: Iterable[Fault]) -> list[Fault]:
    """The faults with each field named as the argument that it came from."""
    names = {field: TYPED_AS.get(field, field) for field in (fault.field for fault in faults)}
    return [
        replace(fault, field=_flag(names[fault.field])) if hasattr(chosen, names[fault.field]) else fault
        for fault in faults
    ]


def demand(chosen: argparse.Namespace, *names: str, why: str) -> None:
    """Raises InvalidInput for each argument that is missing."""
    checks = Checks()
    for name in names:
        if getattr(chosen, name) is None:
            checks.add(_flag(name), "is missing", f"give it {why}")
    checks.done()


def refuse(chosen: argparse.Namespace, *names: str, why: str) -> None:
    """Raises InvalidInput for each argument that is given and would be ignored."""
    checks = Checks()
    for name in names:
        if getattr(chosen, name) is not None:
            checks.add(_flag(name), "does not fit here", f"leave it out: {why}")
    checks.done()


def _recording(chosen: argparse.Namespace) -> Arrivals | None:
    """The recording to replay, or None. A command that varies the load plays it faster or slower."""
    if chosen.arrival != REPLAY:
        refuse(chosen, "times", why="it belongs to --arrivals replay")
        return None
    if chosen.policy == "offline":
        refuse(chosen, "arrival", why="offline has all texts at the start")
    given = [name for name in ("arrival_rate", "closed_loop", "think_ms") if hasattr(chosen, name)]
    refuse(chosen, *given, why="the recording says when texts arrive")
    demand(chosen, "times", why="to replay it")
    return recorded_times(chosen.times, "--times")


def _arrivals(chosen: argparse.Namespace) -> Arrivals:
    if chosen.policy == "offline":
        refuse(
            chosen,
            "arrival",
            "arrival_rate",
            "closed_loop",
            "think_ms",
            why="offline has all texts at the start",
        )
        return AllAtOnce()
    if chosen.closed_loop is not None:
        refuse(chosen, "arrival", "arrival_rate", why="in a closed loop the replies set the pace")
        think_s = 0.0 if chosen.think_ms is None else seconds(chosen, "think_ms", most=LONGEST_MS)
        return ClosedLoop(clients=chosen.closed_loop, think_s=think_s)
    refuse(chosen, "think_ms", why="it belongs to --closed-loop")
    demand(chosen, "arrival_rate", why=f"for {chosen.policy}")
    return STREAMS[chosen.arrival or "poisson"](rate=chosen.arrival_rate)


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
