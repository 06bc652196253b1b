"""Predictions and what became of them: written with a guess and with the run that answers it, replayed as pairs."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from core.experiment import Result, Scenario
from core.experiment.guess import MEASURES, Guess, Measure, Outcome, Question, measured
from core.experiment.scenario import scenario_to_plain
from core.learning.events import GuessCommitted
from core.learning.events_json import Json, JsonObject
from core.learning.progress import FinishedRun, Progress
from core.learning.progress import Guess as Made

PLACE = "lab"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGuess:
    """Guesses that no run has answered yet, and when they were made."""

    at: datetime
    guesses: tuple[Guess, ...]


def committed(scenarios: Sequence[Scenario], guesses: Sequence[Guess]) -> GuessCommitted:
    """The event of guesses about a run of these scenarios."""
    facts: JsonObject = {
        "scenarios": [scenario_to_plain(one) for one in scenarios],
        "guesses": [
            {"side": one.question.side, "measure": one.question.measure, "value": one.value}
            for one in guesses
        ],
    }
    return GuessCommitted(place=PLACE, guess=facts)


def open_guess(progress: Progress, scenarios: Sequence[Scenario]) -> OpenGuess | None:
    """The latest guess about just these scenarios, unless a run has answered it."""
    plain = [scenario_to_plain(one) for one in scenarios]
    for made in progress.guesses:
        if made.guess.place == PLACE and made.guess.guess.get("scenarios") == plain:
            guesses = _guesses(made.guess.guess)
            answered = not guesses or _answer(progress, made) is not None
            return None if answered else OpenGuess(at=made.at, guesses=guesses)
    return None


def answer(guess: OpenGuess, results: Sequence[Result], names: Sequence[str]) -> JsonObject:
    """What is kept with a run of the guesses that it answers; names: of its sides."""
    figures: list[Json] = [
        {
            "side": one.question.side,
            "of": names[one.question.side],
            "measure": one.question.measure,
            "guess": one.value,
            "measured": measured(one.question, results),
        }
        for one in guess.guesses
    ]
    return {"at": guess.at.isoformat(), "figures": figures}


def outcomes(progress: Progress) -> tuple[Outcome, ...]:
    """Every figure that was ever guessed, answered or not, in the order of the guesses."""
    return tuple(outcome for made in reversed(progress.guesses) for outcome in _outcomes(progress, made))


def _outcomes(progress: Progress, made: Made) -> Iterator[Outcome]:
    facts = made.guess.guess
    if made.guess.place != PLACE:
        yield from _answered_at_once(made)
        return
    done = _answer(progress, made)
    kept = {} if done is None else _figures(done)
    for guess in _guesses(facts):
        question = guess.question
        of, value = kept.get((question.side, question.measure), ("", None))
        yield Outcome(
            at=made.at if done is None else done.at,
            of=of,
            measure=question.measure,
            guess=guess.value,
            measured=value,
            run_id=None if done is None else done.run.run_id,
            engine=None if done is None else done.run.engine,
        )


def _answered_at_once(made: Made) -> Iterator[Outcome]:
    """A guess that stands with its own answer: asked about a simulation, which is known the moment that it is made."""
    facts = made.guess.guess
    value, found = _number(facts.get("guess")), _number(facts.get("measured"))
    if value is not None and facts.get("measure") in MEASURES:
        yield Outcome(
            at=made.at,
            of=str(facts.get("question", "")),
            measure=cast(Measure, facts["measure"]),
            guess=value,
            measured=found,
            engine="simulated",
        )


def _guesses(facts: JsonObject) -> tuple[Guess, ...]:
    """The guesses of an event: up to three, or the one that earlier versions asked for."""
    rows = facts.get("guesses")
    if not isinstance(rows, list):
        rows = [{"side": 0, "measure": facts.get("measure"), "value": facts.get("value")}]
    found = []
    for row in rows:
        if isinstance(row, dict) and row.get("measure") in MEASURES and isinstance(row.get("side"), int):
            value = _number(row.get("value"))
            question = Question(side=cast(int, row["side"]), measure=cast(Measure, row["measure"]))
            found += [] if value is None else [Guess(question=question, value=value)]
    return tuple(found)


def _answer(progress: Progress, made: Made) -> FinishedRun | None:
    """The run that answered a guess: the one that says so or, for guesses of earlier versions, the next that fits."""
    early = "guesses" not in made.guess.guess
    for done in reversed(progress.runs):
        kept = done.run.summary.get("guessed")
        if isinstance(kept, dict):
            if kept.get("at") == made.at.isoformat():
                return done
        elif early and done.at > made.at and _fits(done, made.guess.guess):
            return done
    return None


def _fits(done: FinishedRun, facts: JsonObject) -> bool:
    scenarios, sides = facts.get("scenarios"), done.run.summary.get("sides")
    if not isinstance(scenarios, list) or not isinstance(sides, list) or not scenarios:
        return False
    return len(scenarios) == len(sides) and scenarios[0] == done.run.scenario


def _figures(done: FinishedRun) -> dict[tuple[int, str], tuple[str, float | None]]:
    """What a run measured of what was guessed: (side, measure) → (name of the side, figure)."""
    kept = done.run.summary.get("guessed")
    if not isinstance(kept, dict):
        return _early_figures(done.run.summary.get("sides"))
    rows = kept.get("figures")
    return {
        (cast(int, row["side"]), str(row.get("measure"))): (str(row.get("of", "")), _number(row.get("measured")))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and isinstance(row.get("side"), int)
    }  # fmt: skip


def _early_figures(sides: Json) -> dict[tuple[int, str], tuple[str, float | None]]:
    """The figures that earlier versions asked for, from the summary of the run."""
    rows = [side for side in sides if isinstance(side, dict)] if isinstance(sides, list) else []
    if len(rows) == 2:
        batch, single = (_number(side.get("throughput_per_s")) for side in rows)
        return {(0, "gain"): ("", batch / single if batch and single else None)}
    latency = rows[0].get("latency_ms") if rows else None
    median_ms = _number(latency.get("p50")) if isinstance(latency, dict) else None
    return {(0, "median_ms"): ("", median_ms)}


def _number(value: Json) -> float | None:
    """A figure that can be compared: finite and above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and value > 0 else None
