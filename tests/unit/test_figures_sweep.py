"""The figures of a sweep: measured points, the fitted line and its error, and what they say in words."""

import numpy as np
import pytest

from core.figures import theme
from core.figures.sweep import (
    call_time_finding,
    sweep_call_time,
    sweep_table,
    sweep_throughput,
    throughput_finding,
)
from core.serving import fit_cost

SIZES = tuple(2**k for k in range(11))
FIT = fit_cost({size: [0.010 + 0.001 * size] * 4 for size in SIZES})
FLAT = fit_cost({size: [0.001 * size] * 4 for size in SIZES})


def test_the_finding_says_how_much_batches_gain_and_where_most_of_it_is_reached() -> None:
    words = throughput_finding(FIT)

    # 1,024/1.034 s against 1/0.011 s is 10.9 ×; 80 % of it needs 64: 64/0.074 = 865 of 990 per second.
    assert (
        words
        == "Batches of 1,024 answer 11 × more texts per second than one at a time; 64 already reach 80 % of that"
    )


def test_no_gain_is_said_as_no_gain() -> None:
    assert throughput_finding(FLAT) == "No batch size answers more texts per second than one at a time"


def test_the_cost_of_a_call_is_told_with_the_error_of_its_line() -> None:
    assert call_time_finding(FIT) == (
        "A call costs 10 ms, and each text in it 1 ms more; the line is off by at most 0 %"
    )


@pytest.mark.parametrize(("draw", "unit"), [(sweep_throughput, "per second"), (sweep_call_time, "(ms)")])
def test_both_axes_are_logarithmic_and_have_their_unit(draw: object, unit: str) -> None:
    figure = draw(FIT)  # type: ignore[operator]

    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"
    assert unit in figure.layout.yaxis.title.text
    assert "texts per call" in figure.layout.xaxis.title.text
    assert theme.heading(figure)[1] == "LIVE · n = 44 calls, THEORY (fitted)"


def test_measured_points_are_solid_and_the_fitted_line_dotted() -> None:
    line, measured = sweep_call_time(FIT).data

    assert line.line.dash == "dot"
    assert "THEORY" in line.name
    assert "LIVE" in measured.name
    assert np.allclose(measured.y, [10 + size for size in SIZES])


def test_the_table_has_every_size_measured_and_what_the_line_says() -> None:
    table = sweep_table(FIT)

    assert table["Batch size"].tolist() == list(SIZES)
    assert table["The line says (ms)"].tolist() == pytest.approx([10 + size for size in SIZES])
