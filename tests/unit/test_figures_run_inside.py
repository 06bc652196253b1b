"""The lesson's chart of who is inside: the steps are the log's, and the count at the door is rate times latency."""

import re

import plotly.graph_objects as go
import pytest

from core.experiment import simulate
from core.experiment.presets import Setup
from core.figures import theme
from core.figures.run_inside import inside_over_time
from core.learning.lesson_measures import MEASURES
from core.serving import LinearCost

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def test_the_title_works_out_what_the_line_counts() -> None:
    (scenario,) = Setup(mode="real_time", come="stream", requests=2000, rate=73).scenarios()
    result = simulate(scenario, COST)
    figure = inside_over_time([result])
    go.Figure(figure.to_dict())  # every value passes plotly's checks
    steps, mean = figure.data
    assert steps.y[0] == 1 and steps.y[-1] == 0 and max(steps.y) > 5
    worked_out, counted = re.search(r"= (\S+) inside; counted, (\S+)$", theme.heading(figure)[0]).groups()
    assert worked_out == counted == f"{mean.y[0]:.2f}"
    # M/D/1 at four fifths: ρ + ρ²/(2(1 − ρ)), within what 2,000 texts leave to chance.
    assert MEASURES["mean-inside"].of([result]) == pytest.approx(0.8 + 0.8**2 / (2 * 0.2), rel=0.25)
