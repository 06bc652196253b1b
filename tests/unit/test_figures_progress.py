"""The figures of the progress page: certainty against what came true, and the reviews ahead."""

from datetime import date

import pytest

from core.figures import theme
from core.figures.calibration import SaidAndRight, certainty_figure, certainty_finding
from core.figures.forecast import forecast_figure, forecast_finding, forecast_table

MONDAY = date(2026, 3, 2)
SURE = SaidAndRight(words="sure", said=0.9, n=10, right=9, low=0.65, high=0.98, least=0.8, most=1.0)
UNSURE = SaidAndRight(words="unsure", said=0.5, n=4, right=2, low=0.16, high=0.84, least=0.0, most=0.67)


def test_each_level_stands_at_what_was_said_and_what_came_true_with_its_interval() -> None:
    figure = certainty_figure([UNSURE, SURE])
    diagonal, points = figure.data
    assert list(diagonal.x) == list(diagonal.y)
    assert list(points.x) == [50, 90]
    assert list(points.y) == [50, 90]
    assert list(points.text) == ["n = 4", "n = 10"]
    assert list(points.error_y.arrayminus) == pytest.approx([34, 25])
    assert list(points.error_y.array) == pytest.approx([34, 8])
    assert theme.heading(figure)[0] == "When you were sure, you were right 9 of 10 times"


@pytest.mark.parametrize(
    ("low", "high", "ending"),
    [(0.10, 0.60, ": less often than you thought"), (0.70, 0.95, ""), (0.81, 0.99, "")],
)
def test_the_finding_judges_only_what_the_interval_leaves_no_doubt_of(
    low: float, high: float, ending: str
) -> None:
    level = SaidAndRight(words="sure", said=0.9, n=10, right=5, low=low, high=high, least=0.8, most=1.0)
    assert certainty_finding([level]) == f"When you were sure, you were right 5 of 10 times{ending}"


def test_being_right_more_often_than_one_thinks_is_said_too() -> None:
    level = SaidAndRight(words="unsure", said=0.5, n=1, right=1, low=0.7, high=1.0, least=0.0, most=0.67)
    assert (
        certainty_finding([level])
        == "When you were unsure, you were right 1 of 1 time: more often than you thought"
    )
    assert certainty_finding([]) == "You have not said yet how sure you are"


def test_the_forecast_has_a_bar_a_day_and_the_same_numbers_in_its_table() -> None:
    counts = (2, 0, 5)
    figure = forecast_figure(counts, MONDAY)
    (bars,) = figure.data
    assert figure.layout.yaxis.dtick == 1 and forecast_figure((9, 0), MONDAY).layout.yaxis.dtick is None
    assert list(bars.y) == [2, 0, 5]
    assert list(bars.text) == ["2", "", "5"]
    table = forecast_table(counts, MONDAY)
    assert list(table["Questions due"]) == [2, 0, 5]
    assert list(table["Day"]) == ["Mon 2 March", "Tue 3 March", "Wed 4 March"]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0), "Nothing comes back in the next 2 days"),
        ((0, 1), "1 question comes back in the next 2 days"),
        ((1, 0), "1 question comes back in the next 2 days, today"),
        ((3, 4), "7 questions come back in the next 2 days, 3 of them today"),
    ],
)
def test_the_forecast_says_how_many_and_how_many_today(counts: tuple[int, ...], words: str) -> None:
    assert forecast_finding(counts) == words
