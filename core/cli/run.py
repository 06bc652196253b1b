"""``python -m core run``: one scenario on one engine, its figures on standard output, progress on standard error."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from core.base import Fault, InvalidInput
from core.cli.arguments import (
    add_objective,
    add_scenario,
    cost_of,
    known_classifier,
    objective_of,
    scenario_of,
)
from core.cli.bench import check_live, measuring, run_live
from core.cli.checks import refuse
from core.experiment import Result, Scenario, finding, simulate
from core.experiment.predict import Prediction, predict
from core.experiment.result import prediction_to_plain, result_to_plain
from core.experiment.scenario import scenario_to_plain
from core.metrics.objective import judge
from core.serving import LinearCost


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``run``."""
    parser.add_argument(
        "--engine",
        choices=["live", "simulated", "theory"],
        required=True,
        help="measure a classifier, simulate a cost, or use a formula",
    )
    add_scenario(parser)
    add_objective(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    parser.set_defaults(do=run)


def run(chosen: argparse.Namespace) -> int:
    """Runs the scenario described by the arguments and prints what came out."""
    scenario, objective = scenario_of(chosen), objective_of(chosen)
    if chosen.engine == "theory":
        refuse(chosen, "slo_ms", why="theory gives no request log to judge")
        _print_theory(chosen, scenario, cost_of(chosen))
        return 0
    result = _simulated_or_live(chosen, scenario)
    plain: dict[str, Any] = {**result_to_plain(result), "scenario": scenario_to_plain(scenario)}
    if objective is not None:
        plain["slo"] = {**asdict(objective), **asdict(judge(result.log, objective))}
    if chosen.json:
        print(json.dumps(plain))
    else:
        print(f"{result.label}  {finding(result)}")
        if objective is not None:
            print(
                f"objective: {plain['slo']['verdict']}, {plain['slo']['over']:,} of {len(result.log):,} too late"
            )
        for note in ([result.void] if result.void else []) + list(result.warnings):
            print(f"note: {note}", file=sys.stderr)
    return 0


def _simulated_or_live(chosen: argparse.Namespace, scenario: Scenario) -> Result:
    if chosen.engine == "simulated":
        return simulate(scenario, cost_of(chosen))
    refuse(chosen, "fixed_ms", "per_item_ms", why="a live run measures its cost")
    known_classifier(chosen.classifier)
    check_live(scenario)
    with measuring() as host:
        return run_live(host, scenario)


def _print_theory(chosen: argparse.Namespace, scenario: Scenario, cost: LinearCost) -> None:
    said = predict(scenario, cost)
    if said is None:
        problem = "has no closed form with these arrivals"
        raise InvalidInput([Fault(field="--policy", problem=problem, fix="use --engine simulated")])
    if chosen.json:
        print(json.dumps({**prediction_to_plain(said), "scenario": scenario_to_plain(scenario)}))
    else:
        print(f"THEORY  {_words(said)}")


def _words(said: Prediction) -> str:
    if said.unstable or said.mean_latency_s is None:
        return f"unstable ({said.formula})"
    return f"mean latency {1000 * said.mean_latency_s:.4g} ms ({said.formula})"
