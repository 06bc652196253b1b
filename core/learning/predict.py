"""The key of a prediction: what a run of the lab preset gives, computed only once the guess is locked."""

from collections.abc import Sequence

from core.base import Fault, InvalidInput
from core.experiment import Result, Scenario, simulate
from core.experiment.presets import PRESETS, Setup
from core.learning.predict_measures import MEASURES, Measured
from core.learning.question import Measure, PredictQuestion
from core.serving import Cost

__all__ = ["MEASURES", "Measured", "measured", "place", "presentation_at", "scenarios_of", "simulated"]

_PERCENTILES: dict[Measure, str] = {"median_ms": "p50", "mean_ms": "mean", "p95_ms": "p95", "p99_ms": "p99"}


def place(bank: str, question: str, seed: int | None) -> str:
    """Where the guess at one presentation of a question is written down (GuessCommitted.place).

    >>> place("modes", "md-009", 77)
    'question/modes/md-009/77'
    """
    return f"question/{bank}/{question}/{'' if seed is None else seed}"


def presentation_at(place: str) -> tuple[str, str, int | None] | None:
    """Bank, question and seed of the place of a guess; None if the guess was about something else.

    >>> presentation_at("question/modes/md-009/77"), presentation_at("lab")
    (('modes', 'md-009', 77), None)
    """
    head, *parts = place.split("/")
    if head != "question" or len(parts) != 3 or not (parts[2].isdecimal() or parts[2] == ""):
        return None
    return parts[0], parts[1], int(parts[2]) if parts[2] else None


def scenarios_of(question: PredictQuestion) -> tuple[Scenario, ...]:
    """What has to be run: the one side asked about, or both for a gain. Raises InvalidInput if it cannot be."""
    setup = _setup(question)
    sides = setup.scenarios()
    if question.measure == "gain":
        if len(sides) != 2:
            raise _fault("measure", "a gain needs a preset of both sides", "choose a preset that runs both")
        return sides
    if len(sides) == 1:
        if question.side not in (None, setup.mode):
            raise _fault("side", f"the preset has no {question.side} side", "leave side out")
        return sides
    if question.side is None:
        raise _fault("side", "the preset runs both sides", "write side: batch or side: real_time")
    return (sides[0] if question.side == "batch" else sides[1],)


def simulated(question: PredictQuestion, cost: Cost) -> float:
    """The key by a SIM run with the cost that this server measured."""
    return measured(question, [simulate(scenario, cost) for scenario in scenarios_of(question)])


def measured(question: PredictQuestion, results: Sequence[Result]) -> float:
    """The key from the results (LIVE or SIM) of ``scenarios_of``, in the measure's unit.

    Raises InvalidInput if the runs do not have the figure: too few texts, or a queue without end.
    """
    value = _gain(results) if question.measure == "gain" else _figure(question.measure, results[0])
    if value is None:
        label = MEASURES[question.measure].label
        problem = f"the run has no figure for {label}: too few texts, or a queue that grew without end"
        raise _fault("measure", problem, "ask about another run")
    return value


def _setup(question: PredictQuestion) -> Setup:
    if question.lab not in PRESETS:
        known = ", ".join(sorted(PRESETS))
        raise _fault("lab", f"{question.lab!r} is no lab preset", f"write one of {known}")
    return PRESETS[question.lab].setup


def _figure(measure: Measure, result: Result) -> float | None:
    summary = result.summary
    if measure in _PERCENTILES:
        seconds: float | None = getattr(summary.latency, _PERCENTILES[measure])
        return None if result.unstable or seconds is None else 1000 * seconds
    if measure == "utilisation_pct":
        return None if summary.utilisation is None else 100 * summary.utilisation
    return summary.throughput_per_s if measure == "throughput_per_s" else summary.mean_batch_size


def _gain(results: Sequence[Result]) -> float | None:
    batch, single = (result.summary.throughput_per_s for result in results)
    return batch / single if batch and single else None


def _fault(field: str, problem: str, fix: str) -> InvalidInput:
    return InvalidInput([Fault(field=field, problem=problem, fix=fix)])
