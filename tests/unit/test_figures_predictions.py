"""Guesses against measurements: every guess is drawn on its side of the line, and the title is computed."""

from datetime import UTC, datetime, timedelta

import pytest

from core.experiment.guess import Measure, Outcome
from core.figures import theme
from core.figures.predictions import (
    FURTHEST,
    calibration_figure,
    calibration_finding,
    name_of,
    outcomes_table,
    reconciled_figure,
    reconciled_finding,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def _outcome(measure: Measure, guess: float, measured: float | None, minute: int = 0) -> Outcome:
    return Outcome(
        at=START + timedelta(minutes=minute),
        of="One at a time",
        measure=measure,
        guess=guess,
        measured=measured,
        run_id="run",
        engine="live",
    )


RUN = [_outcome("p50_ms", 5, 10), _outcome("p99_ms", 400, 40), _outcome("rate", 20, 20)]


def test_each_guess_stands_at_its_multiple_of_what_was_measured_and_the_measurement_at_one() -> None:
    figure = reconciled_figure(RUN)
    by_name = {trace.name: trace for trace in figure.data if trace.name}

    assert list(by_name["measured"].x) == [1, 1, 1]
    assert list(by_name["your guess"].x) == pytest.approx([0.5, 10, 1])
    assert list(by_name["your guess"].text) == ["5 ms", "400 ms", "20 a second"]
    assert by_name["measured"].marker.symbol != by_name["your guess"].marker.symbol
    assert figure.layout.xaxis.type == "log"
    assert theme.heading(figure) == (
        "1 of 3 close; p99 latency, one at a time was guessed 10 × too pessimistic",
        "LIVE",
    )


def test_a_figure_that_was_not_measured_is_no_row() -> None:
    figure = reconciled_figure([RUN[0], _outcome("p99_ms", 400, None)])

    assert [list(trace.y) for trace in figure.data if trace.name] == [
        ["Median latency,<br>one at a time"]
    ] * 2
    assert reconciled_finding([_outcome("p99_ms", 400, None)]).startswith("This run has no figure")


def test_over_time_optimism_lies_above_the_line_and_pessimism_below_whatever_the_measure() -> None:
    figure = calibration_figure([*RUN, _outcome("rate", 100, 10, minute=1)])
    drawn = {trace.name: (list(trace.x), list(trace.y)) for trace in figure.data}

    assert drawn["Median latency"] == ([1], [2.0])
    assert drawn["p99 latency"] == ([2], [0.1])
    assert drawn["Throughput"] == ([3, 4], [1.0, 10.0])
    assert len({trace.marker.symbol for trace in figure.data}) == 3
    words = [annotation.text for annotation in figure.layout.annotations]
    assert "too optimistic ↑" in words
    assert "too pessimistic ↓" in words


def test_guesses_are_drawn_in_the_order_of_their_answers_and_far_ones_at_the_edge() -> None:
    figure = calibration_figure([_outcome("rate", 1e6, 1, minute=5), _outcome("rate", 2, 1, minute=1)])

    assert list(figure.data[0].y) == [2.0, FURTHEST]
    assert figure.data[0].customdata[1][0] == "1,000,000 × too optimistic"


def test_the_finding_counts_and_from_six_on_compares_the_halves() -> None:
    assert calibration_finding(RUN) == "1 of 3 close, 1 too optimistic, 1 too pessimistic"
    better = [_outcome("rate", guess, 10, minute) for minute, guess in enumerate((80, 90, 100, 30, 20, 10))]
    assert calibration_finding(better).endswith("off by 9 × in the earlier half, 2 × in the later (medians)")
    assert calibration_finding([]) == "No guess was answered yet"


def test_the_table_has_every_guess_in_words() -> None:
    table = outcomes_table([*RUN, _outcome("p99_ms", 400, None)])

    assert list(table["Your guess was"]) == [
        "2 × too optimistic",
        "10 × too pessimistic",
        "close",
        "no such figure",
    ]
    assert list(table["It was"]) == ["10 ms", "40 ms", "20 a second", "–"]


def test_a_question_names_itself() -> None:
    asked = Outcome(at=START, of="Up to how many?", measure="rate", guess=1.0)

    assert name_of(asked) == "Up to how many?"
