"""The live search for the highest load: rate after rate within a time budget, then the answer once more. Reads the clock.

Runs in the measuring process.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from core.experiment.live import Snapshot, run_live
from core.experiment.measuring_texts import measuring_texts
from core.experiment.result import Result
from core.experiment.scenario import scenario_from_plain
from core.experiment.search import REPEATS, Trial, at_rate, confirmed, search_load
from core.metrics.objective import LatencyObjective
from core.text import Trained
from core.text.builtin import MOST_TEXTS

# All rates that are tried, and the repeats near the knee, may together take this long.
SEARCH_S = 60.0
LEAST_REQUESTS = 20


def search_job(
    trained: Trained,
    task: dict[str, Any],
    report: Callable[[Snapshot], None],
    stop: Callable[[], bool],
) -> dict[str, Any]:
    """The search of a task {"scenario", "objective", "low_rate", "high_rate", "trials"}; reports all trials so far.

    Each rate has an equal share of the time, and so have the repeats of the answer. A rate beyond what can be served
    takes longer than its share: then less is left for the repeats, or nothing.
    """
    scenario, trials = scenario_from_plain(task["scenario"]), int(task["trials"])
    each_s, begun, done = SEARCH_S / (trials + REPEATS), time.perf_counter(), list[dict[str, Any]]()

    def run(rate: float, draw: int = 0) -> Result:
        requests = min(MOST_TEXTS, max(LEAST_REQUESTS, int(rate * each_s)))
        tried = replace(at_rate(scenario, rate), requests=requests, seed=scenario.seed + draw)
        texts = measuring_texts(trained, scenario.corpus, requests, tried.seed)

        def tell_how_far(shot: Snapshot) -> None:
            now = {"rate": rate, "answered": shot["answered"], "of": requests, "repeats": draw > 0}
            report({"trials": done, "now": now})

        tell_how_far({"answered": 0})
        return run_live(tried, trained, texts, limit_s=2 * each_s, report=tell_how_far, stop=stop)

    def again(rate: float, draw: int) -> Result | None:
        if stop() or time.perf_counter() - begun + each_s > SEARCH_S:
            return None
        return run(rate, draw)

    def tell(trial: Trial) -> None:
        done.append(asdict(trial))
        report({"trials": done})

    found = search_load(
        run,
        LatencyObjective(**task["objective"]),
        low_rate=float(task["low_rate"]),
        high_rate=float(task["high_rate"]),
        trials=trials,
        report=tell,
        stop=stop,
    )
    found = confirmed(found, again)
    return {
        "trials": [asdict(trial) for trial in found.trials],
        "best_rate": found.best_rate,
        "ceiling": found.ceiling,
    }
