"""The same run again and again until it is stable: until three in a row agree, as perf_analyzer has it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.experiment.finding import rate_words, time_words
from core.experiment.result import Result
from core.experiment.scenario import Scenario

# Three in a row, each within a tenth of their mean; a run is as long as perf_analyzer's window.
IN_A_ROW, WITHIN, MOST_RUNS, WINDOW_S = 3, 0.10, 6, 5.0
PERCENTILES = ("p99", "p95", "p50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One of the runs in figures: n texts, how many a second, and each percentile in seconds that n is enough for.

    sound: whether it came to its end undisturbed, with a queue that did not grow all along.
    """

    n: int
    rate: float
    seconds: dict[str, float]
    sound: bool


def draws(scenario: Scenario) -> tuple[Scenario, ...]:
    """As many runs as there may be, each with texts and arrivals of its own, and short enough for its window."""
    rate = scenario.arrival_rate
    requests = (
        scenario.requests if rate is None else min(scenario.requests, max(1, int(0.9 * rate * WINDOW_S)))
    )
    return tuple(replace(scenario, requests=requests, seed=scenario.seed + k) for k in range(MOST_RUNS))


def run_of(result: Result) -> Run:
    """A result in the figures that must agree."""
    summary = result.summary
    found = {name: getattr(summary.latency, name) for name in PERCENTILES}
    return Run(
        n=summary.n,
        rate=summary.throughput_per_s or 0.0,
        seconds={name: seconds for name, seconds in found.items() if seconds is not None},
        sound=result.ended == "complete" and not result.void and not result.unstable,
    )


def percentile_of(runs: Sequence[Run]) -> str | None:
    """The highest percentile that all of them have; None if there is none."""
    return next((name for name in PERCENTILES if all(name in run.seconds for run in runs)), None)


def stable(runs: Sequence[Run]) -> bool:
    """Whether the last three are sound and agree on throughput and on the highest percentile that they have.

    >>> calm = Run(n=400, rate=50, seconds={"p50": 0.010}, sound=True)
    >>> slow = Run(n=400, rate=50, seconds={"p50": 0.013}, sound=True)
    >>> stable([slow, calm, calm, calm]), stable([calm, calm, slow]), stable([calm, calm])
    (True, False, False)
    """
    last = runs[-IN_A_ROW:]
    name = percentile_of(last)
    if len(last) < IN_A_ROW or name is None or not all(run.sound for run in last):
        return False
    return _agree([run.seconds[name] for run in last]) and _agree([run.rate for run in last])


def repeat_finding(runs: Sequence[Run]) -> str:
    """Whether it became stable, after how many runs, and how far the runs spread."""
    if not runs:
        return "Stopped before the first run was done"
    done = "1 run" if len(runs) == 1 else f"{len(runs)} runs"
    if stable(runs):
        agreed = f"the last {IN_A_ROW} agree within {100 * WITHIN:.0f} %"
        return f"Stable after {done}: {agreed}. {_spread(runs[-IN_A_ROW:])}"
    disturbed = sum(not run.sound for run in runs)
    why = f", and {disturbed} of them disturbed, cut short or with a queue that grew" if disturbed else ""
    return f"Not stable: in {done} no {IN_A_ROW} in a row agreed{why}. {_spread(runs)}"


def _spread(runs: Sequence[Run]) -> str:
    name, rates = percentile_of(runs), [run.rate for run in runs]
    speed = f"{rate_words(min(rates))} to {rate_words(max(rates))} texts per second"
    if name is None:
        return speed
    seconds = [run.seconds[name] for run in runs]
    mean = time_words(sum(seconds) / len(seconds))
    return f"{name} {mean} on average, {time_words(min(seconds))} to {time_words(max(seconds))}; {speed}"


def _agree(values: Sequence[float]) -> bool:
    mean = sum(values) / len(values)
    return mean > 0 and all(abs(value - mean) <= WITHIN * mean for value in values)
