"""The arguments that describe a scenario and a cost, shared by the commands that run something."""

import argparse

from core.base import Checks
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
from core.cli.checks import LONGEST_MS, demand, refuse, seconds
from core.cli.streams import add_arrivals, arrivals_of
from core.experiment import Scenario
from core.metrics.objective import LONGEST_S, LatencyObjective
from core.serving import LinearCost
from core.workload import Replay

WINDOWS: dict[str, type[DynamicBatch | SerialWindow | LoopWindow | FormedAhead]] = {
    "dynamic_batch": DynamicBatch,
    "serial_window": SerialWindow,
    "loop_window": LoopWindow,
    "formed_ahead": FormedAhead,
}
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
    add_arrivals(parser, load=load)
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
    arrivals = arrivals_of(chosen, rate=rate)
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
