"""Guesses and the runs that answer them, replayed as pairs from events of this version and of earlier ones."""

from datetime import UTC, datetime, timedelta

import pytest

from core.batching import Offline, RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.guess import Guess, Measure, Question
from core.experiment.result import result_to_plain
from core.experiment.scenario import scenario_to_plain
from core.learning.events import Event, GuessCommitted, Recorded, RunFinished, from_json, to_json
from core.learning.predictions import answer, committed, open_guess, outcomes
from core.learning.progress import Progress, replay
from core.serving import LinearCost
from core.workload import AllAtOnce, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
SINGLE = Scenario(classifier="c", policy=RealTime(), arrivals=Steady(rate=10), requests=400)
BATCH = Scenario(classifier="c", policy=Offline(batch_size=100), arrivals=AllAtOnce(), requests=400)
START = datetime(2026, 1, 1, tzinfo=UTC)


def _progress(*events: Event) -> Progress:
    """The progress that follows from the events as they are read back from the store, a minute apart."""
    read = [from_json(event.kind, to_json(event)) for event in events]
    return replay(
        Recorded(id=n, learner="x" * 16, at=START + timedelta(minutes=n), event=event)
        for n, event in enumerate(read, 1)
    )


def _guess(measure: Measure, value: float, side: int = 0) -> Guess:
    return Guess(question=Question(side=side, measure=measure), value=value)


def _run(results: list[Result], run_id: str, guessed: dict | None = None) -> RunFinished:
    summary = {"sides": [result_to_plain(result) for result in results]}
    return RunFinished(
        run_id=run_id,
        engine="live",
        scenario=scenario_to_plain(results[0].scenario),
        summary={**summary, "guessed": guessed} if guessed else summary,
        finding="Found.",
    )


def _simulated(*scenarios: Scenario) -> list[Result]:
    return [simulate(scenario, COST) for scenario in scenarios]


def test_a_guess_and_the_run_that_answers_it_come_back_as_pairs() -> None:
    made = committed([BATCH, SINGLE], [_guess("rate", 300), _guess("p99_ms", 5, side=1)])
    guess = open_guess(_progress(made), [BATCH, SINGLE])
    assert guess is not None
    results = _simulated(BATCH, SINGLE)
    kept = answer(guess, results, ["Batches of 100", "One at a time"])

    rate, tail = outcomes(_progress(made, _run(results, "run-1", kept)))

    assert (rate.of, rate.measure, rate.guess, rate.run_id) == ("Batches of 100", "rate", 300, "run-1")
    assert rate.measured == pytest.approx(100 / 0.110)
    assert rate.words == "3 × too pessimistic"
    assert tail.measured == pytest.approx(11.0)
    assert tail.words == "2.2 × too optimistic"
    assert tail.at == START + timedelta(minutes=2)


def test_a_guess_stays_open_until_a_run_answers_it_and_is_answered_once() -> None:
    made = committed([SINGLE], [_guess("p50_ms", 5)])
    before = _progress(made, _run(_simulated(SINGLE), "unrelated"))
    guess = open_guess(before, [SINGLE])
    assert guess is not None
    assert [one.words for one in outcomes(before)] == ["not run yet"]

    kept = answer(guess, _simulated(SINGLE), ["One at a time"])
    after = _progress(made, _run(_simulated(SINGLE), "run-1", kept), _run(_simulated(SINGLE), "run-2"))

    assert open_guess(after, [SINGLE]) is None
    assert [one.run_id for one in outcomes(after)] == ["run-1"]


def test_a_run_answers_the_guess_that_it_was_started_with_and_no_other() -> None:
    left_open, made = committed([SINGLE], [_guess("p50_ms", 5)]), committed([BATCH], [_guess("rate", 300)])
    guess = open_guess(_progress(left_open, made), [BATCH])
    assert guess is not None
    progress = _progress(
        left_open, made, _run(_simulated(BATCH), "run-1", answer(guess, _simulated(BATCH), ["B"]))
    )

    assert [one.run_id for one in outcomes(progress)] == [None, "run-1"]
    assert open_guess(progress, [SINGLE]) is not None


def test_a_guess_about_other_scenarios_is_not_this_ones() -> None:
    made = committed([SINGLE], [_guess("p50_ms", 5)])

    assert open_guess(_progress(made), [BATCH, SINGLE]) is None
    assert open_guess(_progress(made), [BATCH]) is None


def test_a_figure_that_the_run_did_not_have_is_said_and_not_compared() -> None:
    over = Scenario(classifier="c", policy=RealTime(), arrivals=Steady(rate=500), requests=400)
    made = committed([over], [_guess("p99_ms", 5)])
    guess = open_guess(_progress(made), [over])
    assert guess is not None

    (one,) = outcomes(
        _progress(made, _run(_simulated(over), "run-1", answer(guess, _simulated(over), ["One"])))
    )

    assert (one.measured, one.optimism, one.words) == (None, None, "no such figure")


def test_guesses_of_earlier_versions_are_answered_by_the_next_run_of_their_scenarios() -> None:
    def early(measure: str, value: float, *scenarios: Scenario) -> GuessCommitted:
        plain = [scenario_to_plain(one) for one in scenarios]
        return GuessCommitted(place="lab", guess={"measure": measure, "value": value, "scenarios": plain})

    one, both = _simulated(SINGLE), _simulated(BATCH, SINGLE)
    median, gain, later = outcomes(
        _progress(
            early("median_ms", 33, SINGLE),
            early("gain", 9.1, BATCH, SINGLE),
            _run(both, "both"),
            _run(one, "one"),
            early("median_ms", 20, SINGLE),
        )
    )

    assert (median.run_id, median.words) == ("one", "3 × too pessimistic")
    assert (gain.run_id, gain.words) == ("both", "10 × too pessimistic")
    assert (later.run_id, later.words) == (None, "not run yet")


def test_a_guess_about_a_simulation_is_answered_the_moment_that_it_is_made() -> None:
    made = GuessCommitted(
        place="load", guess={"question": "How many?", "guess": 300, "measure": "rate", "measured": 100.0}
    )

    (one,) = outcomes(_progress(made))

    assert (one.of, one.engine, one.words) == ("How many?", "simulated", "3 × too optimistic")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"choice": "batch-single"},
        {"measure": "median_ms", "value": "soon", "scenarios": []},
        {"guesses": [{"side": 0, "measure": "p50_ms", "value": -3}], "scenarios": [{}]},
        {"guesses": [{"side": "left", "measure": "p50_ms", "value": 3}, 7], "scenarios": [{}]},
        {"guesses": "many", "scenarios": 3},
    ],
)
def test_what_is_no_figure_is_passed_over(facts: dict) -> None:
    made = [GuessCommitted(place=place, guess=facts) for place in ("lab", "load", "lesson/x")]

    assert outcomes(_progress(*made, _run(_simulated(SINGLE), "run-1"))) == ()
