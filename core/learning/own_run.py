"""Questions about the learner's own last run: what its tail was, what would have met a bound, what more load would do.

Each is an ordinary question whose key comes from the run itself or from simulating it with the cost fitted to this server.
"""

import math
import zlib
from dataclasses import dataclass, replace
from typing import Any

from core.base import Fault, InvalidInput, stream
from core.experiment import Result, Scenario
from core.experiment.finding import time_words
from core.experiment.search import at_rate
from core.learning.own_run_options import Turned, serving_words, tail_s, turned
from core.learning.question import (
    Bank,
    Difficulty,
    KnownMistake,
    NumberQuestion,
    Objective,
    Option,
    SingleQuestion,
    SolutionStep,
)
from core.serving import LinearCost

BANK = "own-run"
OBJECTIVE = Objective(
    id="read-own-run",
    text="Read a run of your own, and say what would change it",
    taught_in="batch-or-real-time#dynamic-batching",
)
# An option meets the bound by this much, and every other one misses it by as much: no key hangs by a hair.
CLEAR = 1.25
SIMULATED_TEXTS = 5000
# So far from the tail that no tolerance takes the one for the other.
FAR = 1.6
# What the load doubled does to the tail, and how near to an edge an answer would be a matter of taste.
FALLS, GROWS = 0.8, 1.25
NEAR = 1.05


def own_run_seed(run_id: str) -> int:
    """The seed under which the questions about one run are asked and stored.

    >>> own_run_seed("r1") == own_run_seed("r1")
    True
    """
    return zlib.crc32(f"own run {run_id}".encode())


def own_run_bank(result: Result, cost: LinearCost, seed: int) -> Bank:
    """The questions that this run allows, as a bank. cost: fitted to this server, for what the run did not try.

    Raises InvalidInput, in words, if it allows none.
    """
    found = [_tail(result), _knob(result.scenario, cost, seed), _double(result.scenario, cost)]
    questions = tuple(question for question in found if question is not None)
    if not questions:
        problem = "has too few texts, or no figure that holds, to ask about"
        raise InvalidInput(
            [Fault(field="run", problem=problem, fix="run more texts, at a load that is served")]
        )
    return Bank(
        schema=1, bank=BANK, version=1, objectives=(OBJECTIVE,), misconceptions=(), questions=questions
    )


def run_words(result: Result) -> str:
    """What was run, without a word on what came out: that is asked."""
    scenario = result.scenario
    rate = f" at {scenario.arrival_rate:g} a second" if scenario.arrival_rate is not None else ""
    return f"Your run: {len(result.log):,} texts{rate}, served {serving_words(scenario.policy)}."


def _tail(result: Result) -> NumberQuestion | None:
    """What the highest percentile was that the run can give, from its median."""
    latency = result.summary.latency
    tail, name = (latency.p99, "99th") if latency.p99 is not None else (latency.p95, "95th")
    if result.unstable or tail is None or latency.p50 is None or latency.mean is None or latency.max is None:
        return None
    clue = ""
    if tail > FAR * latency.p50:  # nearer than that, the median would give the answer away
        clue = f"Half of the texts had their answer within {time_words(latency.p50)}. "
    share = "one in a hundred" if name == "99th" else "one in twenty"
    mistakes = {
        "That is the median: half of the texts waited longer than that.": latency.p50,
        "That is the mean. A few slow texts pull it up, but it is not the tail.": latency.mean,
        "That is the slowest text of all, the maximum.": latency.max,
    }
    return NumberQuestion(
        **_asked("own-p99", "easy", f"{run_words(result)} {clue}What was the {name} percentile of latency?"),
        kind="number",
        answer=1000 * tail,
        rel_tol=0.25,
        unit="ms",
        feedback=tuple(
            KnownMistake(value=1000 * value, why=why)
            for why, value in mistakes.items()
            if not 1 / FAR < value / tail < FAR
        ),
        solution=(
            SolutionStep(do="Sort the texts by latency.", because="A percentile is a place in that order."),
            SolutionStep(
                do=f"Read off the place that {share} lies beyond: {time_words(tail)}.",
                because="That is what the slowest of your users notice, and what an objective is about.",
            ),
        ),
        quick_check=f"The {name} percentile: {share} waited longer.",
        explanation=f"In this run {share} waited longer than {time_words(tail)}, and the slowest {time_words(latency.max)}.",
    )  # fmt: skip


def _knob(scenario: Scenario, cost: LinearCost, seed: int) -> SingleQuestion | None:
    """Which one of up to four ways to serve these texts meets a bound that the others miss clearly."""
    ways = sorted(turned(scenario, cost), key=lambda way: way.tail_s)
    best = ways[0]
    missing = [way for way in ways[1:] if way.tail_s >= best.tail_s * CLEAR**2]
    if not math.isfinite(best.tail_s) or len(missing) < 2:
        return None
    rng = stream(seed, "ways that miss the bound")
    shown = [best, *(missing[place] for place in rng.permutation(len(missing))[:3])]
    nearest_s = min(min(way.tail_s for way in shown[1:]), 100 * best.tail_s)
    bound_s = math.sqrt(best.tail_s * nearest_s)
    return SingleQuestion(
        **_asked("own-knob", "hard", f"Your texts were served {serving_words(scenario.policy)}. Suppose 99 % of them must be answered "
        f"within {time_words(bound_s)}. Which way meets that, with the same texts at the same times?"),
        kind="single",
        options=_options(shown, best),
        solution=(
            SolutionStep(
                do="Ask first whether the server keeps up.",
                because="Where more comes in than can be served, the queue grows and no bound holds.",
            ),
            SolutionStep(
                do="Then ask what each text waits for: company, the batch before, or its own batch.",
                because="The bound is on the sum of the three, and a knob makes one smaller at the cost of another.",
            ),
            SolutionStep(
                do=f"Simulate each way: {best.words.lower()} answers 99 % within {time_words(best.tail_s)}.",
                because="The simulation takes the cost of a batch that was measured on this server.",
            ),
        ),
        quick_check="First keep up, then shorten the longest of the three waits.",
        explanation="Each way was simulated with the cost of a batch measured on this server, on the same arrivals.",
    )  # fmt: skip


def _options(shown: list[Turned], best: Turned) -> tuple[Option, ...]:
    return tuple(
        Option(id=letter, text=way.words, correct=way is best, why=_tail_words(way))
        for letter, way in zip("abcd", shown, strict=False)
    )


def _tail_words(way: Turned) -> str:
    if not math.isfinite(way.tail_s):
        return (
            "SIM: more texts come than can be served this way, so the queue grows for as long as they come."
        )
    return f"SIM: 99 % of the texts are answered within {time_words(way.tail_s)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effect:
    """What doubling the load may do to the tail."""

    id: str
    text: str
    why: str


_EFFECTS = (
    _Effect(id="falls", text="It falls by a fifth or more", why="It falls where batches fill faster and texts wait less for company."),
    _Effect(id="stays", text="It stays within a quarter of what it is", why="It stays where the server has room to spare."),
    _Effect(id="grows", text="It grows by more than a quarter, to a value that lasts", why="It grows where the queue gets longer, as long as the server keeps up."),
    _Effect(id="endless", text="It grows for as long as the texts keep coming", why="It never stops growing where more comes than full batches can serve."),
)  # fmt: skip


def _double(scenario: Scenario, cost: LinearCost) -> SingleQuestion | None:
    """What twice the arrival rate does to the 99th percentile; None where the answer would be a matter of taste."""
    rate = scenario.arrival_rate
    if rate is None:
        return None
    longer = replace(scenario, requests=max(scenario.requests, SIMULATED_TEXTS))
    doubled = at_rate(longer, 2 * rate)
    if type(doubled.arrivals) is not type(scenario.arrivals):
        return None  # arrivals as recorded have no other rate
    now_s, then_s = tail_s(longer, cost), tail_s(doubled, cost)
    effect = _effect(now_s, then_s)
    if effect is None:
        return None
    said = f"SIM: 99 % within {time_words(now_s)} now, " + (
        f"within {time_words(then_s)} at twice the rate."
        if math.isfinite(then_s)
        else "and no such time at twice the rate."
    )
    return SingleQuestion(
        **_asked("own-double", "medium", f"Your run served {rate:g} texts per second, {serving_words(scenario.policy)}. "
        "What would twice as many texts per second do to the 99th percentile of latency?"),
        kind="single",
        options=tuple(
            Option(id=one.id, text=one.text, correct=one.id == effect, why=f"{one.why} {said}" if one.id == effect else one.why)
            for one in _EFFECTS
        ),
        solution=(
            SolutionStep(do="Compare twice the rate with what full batches can serve.", because="Beyond that no queue has an end."),
            SolutionStep(do="Below it, ask what texts wait for now.", because="A wait for company gets shorter with more texts, a queue gets longer."),
            SolutionStep(do=said, because="The simulation takes the cost of a batch that was measured on this server."),
        ),
        quick_check="Is there room for twice the load? Then ask which wait it changes.",
        explanation=said,
    )  # fmt: skip


def _effect(now_s: float, then_s: float) -> str | None:
    if not math.isfinite(now_s):
        return None
    if not math.isfinite(then_s):
        return "endless"
    ratio = then_s / now_s
    if any(edge / NEAR < ratio < edge * NEAR for edge in (FALLS, GROWS)):
        return None
    return "falls" if ratio < FALLS else "stays" if ratio < GROWS else "grows"


def _asked(question_id: str, difficulty: Difficulty, stem: str) -> dict[str, Any]:
    return {
        "id": question_id,
        "rev": 1,
        "pool": "practice",
        "objective": OBJECTIVE.id,
        "difficulty": difficulty,
        "stem": stem,
    }
