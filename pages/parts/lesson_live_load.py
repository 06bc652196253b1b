"""A lesson's run against its load: theory's curve, a simulation at each step, and every live run of the learner's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.experiment import BUILT_IN, Scenario
from core.experiment.scenario import scenario_from_plain
from core.experiment.search import at_rate
from core.experiment.theory_curve import theory_curve
from core.figures.lesson_load import LivePoint, LoadSide, load_words, mean_against_load
from core.learning.progress import FinishedRun
from pages.parts import cached, look, session
from pages.parts.lab_expect import expect

# As many texts as a steady mean needs, more where they take no time to simulate; a queue without end has no mean.
LONG, LONG_ALONE = 10_000, 40_000


def longer(scenario: Scenario) -> Scenario:
    """The scenario with as many texts as SIM can well afford, unless its queue has no end or all texts are there at once."""
    rate, cost = scenario.arrival_rate, cached.costs().get((scenario.classifier, BUILT_IN, "paced"))
    if rate is None or cost is None or rate >= cost.capacity(scenario.largest_batch):
        return scenario
    long = LONG_ALONE if scenario.largest_batch == 1 else LONG
    return replace(scenario, requests=max(long, scenario.requests))


def show(spot: str, steps: Sequence[Sequence[Scenario]], chosen: Sequence[Scenario]) -> None:
    """The chart; steps: the scenarios at each load, chosen: those at the load where the reader stands."""
    sides = [_side(steps, side) for side in range(len(chosen))]
    now = [one.result for scenario in chosen if (one := expect(longer(scenario))) is not None]
    rate = chosen[0].arrival_rate or 0.0
    words = load_words(now)
    look.figure(
        mean_against_load(sides, rate, words),
        key=f"lesson_live_{spot}",
        alt=f"Mean latency against the texts that arrive per second. {words} (SIM).",
    )


def _side(steps: Sequence[Sequence[Scenario]], side: int) -> LoadSide:
    expected = [one for scenarios in steps if (one := expect(longer(scenarios[side]))) is not None]
    last, cost = steps[-1][side], expected[0].cost
    most = max(scenarios[side].arrival_rate or 0.0 for scenarios in steps)
    return LoadSide(
        theory=theory_curve(_plain(last), cost, most),
        simulated=[one.result for one in expected],
        live=list(_live(steps[0][0], side)),
        capacity=cost.capacity(last.largest_batch),
    )


def _live(first: Scenario, side: int) -> Iterator[LivePoint]:
    """The learner's runs whose first side is this one at whatever rate: the latest at each rate."""
    seen: set[float] = set()
    for done in session.progress().runs:
        point = _point(done, _plain(first), side)
        if point is not None and point.rate not in seen:
            seen.add(point.rate)
            yield point


def _point(done: FinishedRun, wanted: Scenario, side: int) -> LivePoint | None:
    """One side of a stored run, if it has a mean that may be trusted."""
    sides = done.run.summary.get("sides")
    if "sweep" in done.run.scenario or not isinstance(sides, list) or len(sides) <= side:
        return None
    scenario, figures = scenario_from_plain(done.run.scenario), sides[side]
    if _plain(scenario) != wanted or not isinstance(figures, dict) or figures.get("void"):
        return None
    latency, rate = figures.get("latency_ms"), scenario.arrival_rate
    mean = latency.get("mean") if isinstance(latency, dict) else None
    n = figures.get("n")
    if rate is None or not isinstance(mean, int | float) or not isinstance(n, int):
        return None
    assert isinstance(latency, dict)
    intervals = latency.get("ci")
    ends = intervals.get("mean") if isinstance(intervals, dict) else None
    low, high = (float(str(end)) for end in ends) if isinstance(ends, list) else (mean, mean)
    return LivePoint(rate=rate, mean_ms=float(mean), interval_ms=(low, high), n=n)


def _plain(scenario: Scenario) -> Scenario:
    """Whatever its rate, its length and its draw."""
    return replace(at_rate(scenario, 1.0), requests=1, seed=0)
