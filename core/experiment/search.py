"""The highest load that meets an objective: MLPerf's Server question, answered by trial and halving."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from core.base import Checks
from core.experiment.replications import near_knee
from core.experiment.result import Result
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulate
from core.metrics.objective import Judgement, LatencyObjective, judge
from core.serving import Cost
from core.workload import Bursty, Daily, Poisson, Replay, Steady

TRIALS = 8
# How often the answer is run again, with other draws, where the queue is long and one run may have been lucky.
REPEATS = 2
SIMULATED_REQUESTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One rate that was tried. observed_s: the latency at the objective's percentile, None if nothing was answered.

    met: the observed percentile lies within the bound and the queue did not grow. judgement: whether that is proven.
    void: why the trial cannot be trusted, though it was tried twice; None if it can.
    near_knee: the server was so busy that one run proves little. repeated_s: what each run found where there were
    several, with other draws; observed_s is then their average.
    """

    arrival_rate: float
    observed_s: float | None
    throughput_per_s: float | None
    unstable: bool
    met: bool
    judgement: Judgement
    void: str | None = None
    near_knee: bool = False
    repeated_s: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """best_rate: the highest rate tried that met the objective; None if none did.

    ceiling: the lowest rate tried that did not; None if all did. The answer lies between the two.
    """

    objective: LatencyObjective
    trials: tuple[Trial, ...]

    @property
    def best_rate(self) -> float | None:
        """The highest rate that met the objective."""
        return max((trial.arrival_rate for trial in self.trials if trial.met), default=None)

    @property
    def ceiling(self) -> float | None:
        """The lowest rate that did not meet it."""
        return min((trial.arrival_rate for trial in self.trials if not trial.met), default=None)


def search_load(
    run: Callable[[float], Result],
    objective: LatencyObjective,
    *,
    low_rate: float,
    high_rate: float,
    trials: int = TRIALS,
    report: Callable[[Trial], None] = lambda _trial: None,
    stop: Callable[[], bool] = lambda: False,
) -> Search:
    """Tries both ends, then halves the interval between them (on a log scale) until the trials are used up.

    run(rate) runs the scenario at that many requests per second, live or simulated. report is told of each trial; stop ends
    the search after the trial it is in, which then does not count.
    """
    check_ends(low_rate, high_rate, trials)
    done: list[Trial] = []

    def attempt(rate: float) -> bool:
        result = run(rate)
        if result.void is not None and not stop():
            result = run(
                rate
            )  # the machine was busy: a second chance, since one bad trial misleads all later ones
        trial = _trial(rate, result, objective)
        if stop():
            return False
        done.append(trial)
        report(trial)
        return trial.met

    low, high = low_rate, high_rate
    if attempt(low) and not attempt(high):
        for _ in range(trials - 2):
            if stop():
                break
            middle = math.sqrt(low * high)
            low, high = (middle, high) if attempt(middle) else (low, middle)
    return Search(objective=objective, trials=tuple(done))


def check_ends(low_rate: float, high_rate: float, trials: int) -> None:
    """Raises InvalidInput unless there is something to search between the two rates."""
    checks = Checks()
    checks.number("low_rate", low_rate, above=0, unit="requests per second")
    checks.number("high_rate", high_rate, above=low_rate, unit="requests per second")
    checks.whole("trials", trials, least=2, most=40)
    checks.done()


def confirmed(search: Search, again: Callable[[float, int], Result | None]) -> Search:
    """The search with its answer run again where it lies near the knee; if it does not hold, the next lower rate is.

    again(rate, draw): one more run at a rate, with the draw-th other random numbers; None if no time is left.
    """
    trials = {trial.arrival_rate: trial for trial in search.trials}
    while (best := _highest_met(trials.values())) and best.near_knee and not best.repeated_s:
        more = _repeated(best, search.objective, again)
        if more is None:
            break
        trials[best.arrival_rate] = more
    return replace(search, trials=tuple(trials.values()))


def _highest_met(trials: Iterable[Trial]) -> Trial | None:
    return max((trial for trial in trials if trial.met), key=lambda trial: trial.arrival_rate, default=None)


def _repeated(
    trial: Trial, objective: LatencyObjective, again: Callable[[float, int], Result | None]
) -> Trial | None:
    """The trial over several runs; None if there was no other that can be trusted."""
    assert trial.observed_s is not None  # it met the objective
    results = [again(trial.arrival_rate, draw) for draw in range(1, REPEATS + 1)]
    others = [_trial(trial.arrival_rate, one, objective) for one in results if one is not None]
    seen = [one for one in others if one.void is None and one.observed_s is not None]
    if not seen:
        return None
    found_s = (trial.observed_s, *(one.observed_s or 0.0 for one in seen))
    average_s, unstable = sum(found_s) / len(found_s), any(one.unstable for one in seen)
    return replace(
        trial,
        observed_s=average_s,
        unstable=unstable,
        met=average_s <= objective.bound_s and not unstable,
        repeated_s=found_s,
    )


def simulated_search(
    scenario: Scenario, cost: Cost, objective: LatencyObjective, *, trials: int = 16
) -> Search:
    """The search on the simulator, from a fiftieth of what full batches can serve to all of it.

    Every trial uses the same random numbers, so that a higher rate is never better by luck alone.
    """
    capacity = cost.capacity(scenario.largest_batch)
    recorded = isinstance(scenario.arrivals, Replay)
    longer = scenario if recorded else replace(scenario, requests=SIMULATED_REQUESTS)
    return search_load(
        lambda rate: simulate(at_rate(longer, rate), cost),
        objective,
        low_rate=capacity / 50,
        high_rate=capacity,
        trials=trials,
    )


def at_rate(scenario: Scenario, rate: float) -> Scenario:
    """The same scenario with another arrival rate: a recording is played faster or slower, its pattern kept.

    An archive or a closed loop has no rate to change: it becomes a Poisson stream.
    """
    match scenario.arrivals:
        case Poisson() | Steady() | Bursty() | Daily() as stream:
            return replace(scenario, arrivals=replace(stream, rate=rate))
        case Replay() as recorded:
            times_s = np.asarray(recorded.times_s) * (recorded.rate / rate)
            return replace(scenario, arrivals=Replay(times_s=tuple(times_s.tolist())))
        case _:
            return replace(scenario, arrivals=Poisson(rate=rate))


def _trial(rate: float, result: Result, objective: LatencyObjective) -> Trial:
    latency_s = result.log.latency_s
    observed_s = (
        float(np.quantile(latency_s, objective.percentile, method="inverted_cdf")) if len(latency_s) else None
    )
    return Trial(
        arrival_rate=rate,
        observed_s=observed_s,
        throughput_per_s=result.summary.throughput_per_s,
        unstable=result.unstable,
        met=observed_s is not None and observed_s <= objective.bound_s and not result.unstable,
        judgement=judge(result.log, objective),
        void=result.void,
        near_knee=near_knee(result.summary.utilisation) and not result.unstable,
    )
