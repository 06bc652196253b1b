"""``python -m core search``: the highest load that meets a latency objective, live or simulated."""

import argparse
import json
import sys
from dataclasses import asdict, replace

from core.cli.arguments import (
    add_objective,
    add_scenario,
    cost_of,
    known_classifier,
    objective_of,
    scenario_of,
)
from core.cli.bench import check_live, measuring, run_live
from core.cli.checks import demand, refuse
from core.experiment.result import Result
from core.experiment.search import (
    Search,
    Trial,
    at_rate,
    check_ends,
    confirmed,
    search_load,
    simulated_search,
)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``search``."""
    parser.add_argument("--engine", choices=["live", "simulated"], default="simulated")
    add_scenario(parser, load=False)
    add_objective(parser, required=True)
    parser.add_argument(
        "--low-rate", type=float, metavar="R", help="live: the lowest rate to try (default: 1)"
    )
    parser.add_argument("--high-rate", type=float, metavar="R", help="live: the highest rate to try")
    parser.add_argument(
        "--trials", type=int, default=12, metavar="K", help="how many rates to try (default: 12)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    parser.set_defaults(do=search)


def search(chosen: argparse.Namespace) -> int:
    """Searches, and prints the best rate with the trials that led to it."""
    found = _simulated(chosen) if chosen.engine == "simulated" else _live(chosen)
    if chosen.json:
        plain = {"engine": chosen.engine, "best_rate": found.best_rate, "ceiling": found.ceiling}
        print(
            json.dumps(
                {**plain, "objective": asdict(found.objective), "trials": [asdict(t) for t in found.trials]}
            )
        )
    elif found.best_rate is None:
        print("No rate that was tried meets the objective.")
    else:
        above = f"{found.ceiling:.4g} no longer" if found.ceiling else "so did every rate tried"
        print(f"{found.best_rate:.4g} texts per second meet the objective; {above}.")
    return 0


def _simulated(chosen: argparse.Namespace) -> Search:
    refuse(chosen, "low_rate", "high_rate", why="the simulated search knows its own ends")
    objective = objective_of(chosen)
    assert objective is not None  # --slo-ms is required
    return simulated_search(scenario_of(chosen, rate=1.0), cost_of(chosen), objective, trials=chosen.trials)


def _live(chosen: argparse.Namespace) -> Search:
    refuse(chosen, "fixed_ms", "per_item_ms", why="a live search measures the cost")
    known_classifier(chosen.classifier)
    demand(chosen, "high_rate", why="as the highest rate to try")
    low_rate = 1.0 if chosen.low_rate is None else chosen.low_rate
    scenario, objective = scenario_of(chosen, rate=1.0), objective_of(chosen)
    assert objective is not None  # --slo-ms is required
    check_ends(low_rate, chosen.high_rate, chosen.trials)
    check_live(scenario)
    with measuring() as host:

        def run(rate: float, draw: int = 0) -> Result:
            return run_live(host, replace(at_rate(scenario, rate), seed=scenario.seed + draw))

        found = search_load(
            run,
            objective,
            low_rate=low_rate,
            high_rate=chosen.high_rate,
            trials=chosen.trials,
            report=_tell,
        )
        # Near the knee one run may have been lucky: the answer is run again with other draws.
        found = confirmed(found, run)
    for trial in found.trials:
        if trial.repeated_s:
            _tell(trial)
    return found


def _tell(trial: Trial) -> None:
    verdict = "met" if trial.met else "not met"
    if trial.repeated_s:
        verdict += f", on average over {len(trial.repeated_s)} runs"
    print(f"{trial.arrival_rate:.4g} per second: {verdict} ({trial.judgement.verdict})", file=sys.stderr)
