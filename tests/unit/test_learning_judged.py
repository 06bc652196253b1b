"""A run judged against all targets together: what counts, what is proven, and what several runs say near the knee."""

import pytest

from core.batching import Offline, RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.replications import Replications, replicate
from core.learning.judged import accuracy_line, all_in_all, judged, latency_line, quality_lines
from core.learning.numbers import Targets
from core.learning.scorecard import Line
from core.metrics import Distribution
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.text import Accuracy
from core.workload import AllAtOnce, Poisson
from tests.built_in import built_in

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
OBJECTIVE = LatencyObjective(bound_s=0.1)


def _stream(rate: float = 20.0, requests: int = 1000) -> Result:
    scenario = Scenario(classifier="x", policy=RealTime(), arrivals=Poisson(rate=rate), requests=requests)
    return simulate(scenario, COST)


def _pile() -> Result:
    scenario = Scenario(classifier="x", policy=Offline(batch_size=64), arrivals=AllAtOnce(), requests=1000)
    return simulate(scenario, COST)


def _whats(lines: tuple[Line, ...]) -> list[str]:
    return [line.what for line in lines]


def test_a_pile_counts_by_throughput_and_turnaround_and_a_stream_by_tail_and_rate() -> None:
    assert _whats(judged(_pile(), OBJECTIVE, Targets())) == ["Throughput", "Turnaround"]
    assert _whats(judged(_stream(), OBJECTIVE, Targets())) == ["Latency, p99", "Steady rate"]


def test_quality_counts_in_both() -> None:
    quality = quality_lines(built_in("tfidf-logreg"), "spam", Targets())

    assert _whats(quality) == ["Accuracy", "Recall on spam"]
    for result in (_pile(), _stream()):
        assert judged(result, OBJECTIVE, Targets(), quality)[2:] == quality


def test_the_tail_is_met_only_where_it_is_proven() -> None:
    proven, open_one = latency_line(_stream(), OBJECTIVE), latency_line(_stream(requests=400), OBJECTIVE)

    assert proven.verdict == "Met"
    assert (open_one.verdict, open_one.times_as_good) == ("Not enough to say", None)
    assert "needs n ≥ 459" in open_one.measured
    assert latency_line(_stream(), LatencyObjective(bound_s=0.012)).verdict == "Missed"


def test_an_unstable_run_has_no_tail_and_misses_it() -> None:
    line = latency_line(_stream(rate=200), OBJECTIVE)

    assert (line.verdict, line.measured) == ("Missed", "none: the queue kept growing")


def _runs(*tails_s: float) -> Replications:
    return Replications(n=500, runs=tuple(Distribution(p99=tail) for tail in tails_s))


@pytest.mark.parametrize(
    ("tails_s", "verdict"),
    [
        ((0.050, 0.051, 0.052), "Met"),
        ((0.150, 0.151, 0.152), "Missed"),
        ((0.050, 0.100, 0.150), "Not enough to say"),
    ],
)
def test_with_several_runs_the_interval_over_them_decides(tails_s: tuple[float, ...], verdict: str) -> None:
    line = latency_line(_stream(), OBJECTIVE, _runs(*tails_s))

    assert line.verdict == verdict
    assert "over 3 runs" in line.measured


def test_several_runs_of_too_few_texts_say_so() -> None:
    few = replicate(_stream().scenario, COST, requests=100)

    assert latency_line(_stream(), OBJECTIVE, few).measured == "90 texts a run are too few"


def _line(what: str, verdict: str) -> Line:
    return Line(what=what, target="", measured="", verdict=verdict, times_as_good=None)  # type: ignore[arg-type]


def test_all_in_all_one_miss_is_enough_and_what_is_open_is_not_good() -> None:
    met, missed, unsure = (
        _line(what, verdict)
        for what, verdict in (
            ("Accuracy", "Met"),
            ("Steady rate", "Missed"),
            ("Latency, p99", "Not enough to say"),
        )
    )

    assert all_in_all((met, met)) == "**Good**: all 2 targets are met."
    assert all_in_all((met, unsure, missed)) == "**Not good enough**: steady rate is not as wanted."
    assert all_in_all((met, unsure)) == "**Not proven**: not enough requests to say of latency (p99)."


def test_own_texts_are_judged_by_their_accuracy_alone() -> None:
    assert accuracy_line(Accuracy.of(80, 100), Targets()).verdict == "Missed"
    assert accuracy_line(Accuracy.of(96, 100), Targets()).verdict == "Met"
