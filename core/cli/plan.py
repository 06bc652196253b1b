"""``python -m core plan``: mode, batch size, wait and machines for a workload, as words or as JSON."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.base import Checks
from core.cli.arguments import add_objective, cost_of, known_classifier, objective_of
from core.cli.bench import ask, measuring
from core.cli.checks import demand, refuse
from core.cli.recording import recorded_times
from core.cli.streams import STREAMS
from core.experiment.plan import Need, Stream
from core.experiment.plan_pairs import fit_pairs
from core.experiment.plan_rows import headroom_words
from core.experiment.plan_words import choice_words, recommendation
from core.experiment.planner import plan
from core.experiment.result import LABEL
from core.serving import LinearCost
from core.workload import Replay


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``plan``."""
    add = parser.add_argument
    add("--arrival-rate", type=float, metavar="R", help="texts per second, on average")
    add("--arrival", choices=list(STREAMS), help="how texts arrive (default: poisson)")
    add("--trace", type=Path, metavar="FILE", help="recorded arrival times, one a line, in place of a rate")
    add_objective(parser, required=True)
    add("--fixed-ms", type=float, metavar="A", help="fixed cost of a call, in ms")
    add("--per-item-ms", type=float, metavar="B", help="cost of each text, in ms")
    add("--pairs", metavar="B:MS,…", help='measured batches in place of a cost, such as "1:11,8:18,32:42"')
    add("--classifier", metavar="NAME", help="measure this built-in classifier in place of a cost")
    add("--hour-price", type=float, default=1.0, metavar="P", help="price of a machine-hour (default: 1)")
    add("--largest-batch", type=int, default=256, metavar="B", help="most texts in a call (default: 256)")
    add(
        "--start-s", type=float, default=60.0, metavar="S", help="a machine's start, in seconds (default: 60)"
    )
    add(
        "--batch-deadline-s",
        type=float,
        metavar="D",
        help="how late a batch job may answer, in seconds (default: the objective holds for it too)",
    )
    add("--json", action="store_true", help="print one JSON object instead of words")
    parser.set_defaults(do=run)


def run(chosen: argparse.Namespace) -> int:
    """Prints what is recommended, from what, and what it takes for granted."""
    objective = objective_of(chosen)
    assert objective is not None  # --slo-ms is required
    found = plan(
        Need(
            arrivals=_arrivals(chosen),
            objective=objective,
            cost=_cost(chosen),
            hour_price=chosen.hour_price,
            largest_batch=chosen.largest_batch,
            start_s=chosen.start_s,
            deadline_s=chosen.batch_deadline_s,
        )
    )
    if chosen.json:
        plain = asdict(found) | {"need": _asked(found.need), "per_million": found.per_million}
        print(json.dumps(plain | {"words": recommendation(found)}))
        return 0
    print(f"{LABEL[found.best.engine]}  {recommendation(found)}")
    for point in found.sensitivity:
        needed = f"needs {point.replicas:,}" if point.replicas else "cannot be met"
        print(f"  at {point.scale:.0%} of the load: {'met' if point.met else 'not met'}; {needed}")
    print(f"  {headroom_words(found)}")
    for choice in found.by_mode:
        print(f"  {choice_words(choice)}: {choice.hour_cost:.4g} an hour")
    for words in found.assumes:
        print(f"  Assumes: {words}")
    return 0


def _asked(need: Need) -> dict[str, Any]:
    """What was asked for; of a recording its rate and length in place of every time."""
    plain = asdict(need)
    arrivals = {name: value for name, value in plain["arrivals"].items() if name != "times_s"}
    if isinstance(need.arrivals, Replay):
        arrivals |= {"requests": len(need.arrivals.times_s), "span_s": need.arrivals.times_s[-1]}
    return plain | {"rate": need.rate, "arrivals": arrivals}


def _arrivals(chosen: argparse.Namespace) -> Stream:
    if chosen.trace is not None:
        refuse(chosen, "arrival", "arrival_rate", why="the trace says when texts arrive")
        return recorded_times(chosen.trace, "--trace")
    demand(chosen, "arrival_rate", why="or a --trace")
    return STREAMS[chosen.arrival or "poisson"](rate=chosen.arrival_rate)


def _cost(chosen: argparse.Namespace) -> LinearCost:
    given = [name for name in ("fixed_ms", "pairs", "classifier") if getattr(chosen, name) is not None]
    checks = Checks()
    if len(given) != 1:
        problem = "is not given" if not given else "is given more than once"
        checks.add("cost", problem, "give --fixed-ms and --per-item-ms, or --pairs, or --classifier")
    checks.done()
    match given[0]:
        case "pairs":
            return fit_pairs(chosen.pairs.replace(",", "\n")).cost
        case "classifier":
            known_classifier(chosen.classifier)
            with measuring() as host:
                fit = ask(host, {"do": "sweep", "classifier": chosen.classifier})["paced_fit"]
            print(f"off by {fit['worst_error']:.0%} at worst", file=sys.stderr)
            return LinearCost(**fit["cost"])
        case _:
            return cost_of(chosen)
