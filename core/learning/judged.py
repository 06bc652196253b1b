"""A run judged good or bad against all targets together; what counts follows from what it was: a pile or a stream."""

from core.experiment.finding import rate_words, time_words
from core.experiment.replications import Replications
from core.experiment.result import Result
from core.learning.numbers import Targets
from core.learning.scorecard import Line, Verdict, batch_lines, quality_line, real_time_lines, recall_of
from core.metrics.objective import LatencyObjective, judge
from core.text import Accuracy, Trained
from core.workload import AllAtOnce

VERDICTS: dict[str, Verdict] = {
    "met": "Met",
    "not met": "Missed",
    "not enough requests": "Not enough to say",
    "not settled": "Not enough to say",
}


def judged(
    result: Result,
    objective: LatencyObjective,
    targets: Targets,
    quality: tuple[Line, ...] = (),
    several: Replications | None = None,
) -> tuple[Line, ...]:
    """A pile by throughput and turnaround, a stream by its tail and its steady rate; either by quality too.

    several: further runs of the same, where a single one proves too little of the tail.
    """
    if isinstance(result.scenario.arrivals, AllAtOnce):
        return (*batch_lines(result, None, targets), *quality)
    _, steady = real_time_lines(result, None, "", targets)
    return (latency_line(result, objective, several), steady, *quality)


def quality_lines(trained: Trained, positive: str, targets: Targets) -> tuple[Line, ...]:
    """Accuracy, and recall on the class that matters."""
    recall = quality_line(f"Recall on {positive}", recall_of(trained, positive), targets.recall)
    return (accuracy_line(trained.accuracy, targets), recall)


def accuracy_line(accuracy: Accuracy, targets: Targets) -> Line:
    """Accuracy alone, where nothing is known of single classes."""
    return quality_line("Accuracy", accuracy, targets.accuracy)


def latency_line(result: Result, objective: LatencyObjective, several: Replications | None = None) -> Line:
    """The objective's percentile by MLPerf's early-stopping verdict, with what was answered in time (goodput).

    With several runs, by the interval over them.
    """
    name, judgement = f"p{100 * objective.percentile:g}", judge(result.log, objective)
    what, target = f"Latency, {name}", f"within {time_words(objective.bound_s)}"
    if result.unstable:
        return Line(
            what=what,
            target=target,
            measured="none: the queue kept growing",
            verdict="Missed",
            times_as_good=0.0,
        )
    if several is not None:
        return _over_runs(what, target, name, objective, several)
    seconds: float | None = getattr(result.summary.latency, name)
    verdict = VERDICTS[judgement.verdict]
    measured = f"{judgement.n:,} texts are too few" if seconds is None else time_words(seconds)
    if verdict == "Not enough to say":
        measured += f"; needs n ≥ {judgement.needed:,}"
    known = seconds is not None and verdict != "Not enough to say"
    return Line(
        what=what,
        target=target,
        measured=f"{measured}, {rate_words(judgement.goodput_per_s or 0)} texts per second in time",
        verdict=verdict,
        times_as_good=objective.bound_s / seconds if known and seconds else None,
    )


def _over_runs(what: str, target: str, name: str, objective: LatencyObjective, several: Replications) -> Line:
    seconds, interval = several.middle_s(name), several.interval_s(name)
    verdict = VERDICTS[several.verdict(objective)]
    if seconds is None or interval is None:
        measured = f"{several.n:,} texts a run are too few"
    else:
        low, high = (time_words(max(end, 0.0)) for end in interval)
        measured = f"{time_words(seconds)} ({low} to {high} over {len(several.runs)} runs)"
    return Line(
        what=what,
        target=target,
        measured=measured,
        verdict=verdict,
        times_as_good=objective.bound_s / seconds if seconds and verdict != "Not enough to say" else None,
    )


def all_in_all(lines: tuple[Line, ...]) -> str:
    """One sentence on all lines together.

    >>> all_in_all((Line(what="Accuracy", target="", measured="", verdict="Missed", times_as_good=None),))
    '**Not good enough**: accuracy is not as wanted.'
    """
    missed = [_inside(line.what) for line in lines if line.verdict == "Missed"]
    unsure = [_inside(line.what) for line in lines if line.verdict == "Not enough to say"]
    if missed:
        return f"**Not good enough**: {_listed(missed)} {'is' if len(missed) == 1 else 'are'} not as wanted."
    if unsure:
        return f"**Not proven**: not enough requests to say of {_listed(unsure)}."
    return f"**Good**: all {len(lines)} targets are met."


def _inside(what: str) -> str:
    """A line's name inside a sentence.

    >>> _inside("Latency, p99"), _inside("Recall on spam")
    ('latency (p99)', 'recall on spam')
    """
    name, _, detail = what.partition(", ")
    return f"{name.lower()} ({detail})" if detail else name.lower()


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
