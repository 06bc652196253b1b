"""A scorecard as the lab and the load page show it: a line each with its target, what was found, and the verdict in words."""

import streamlit as st

from core.experiment import BUILT_IN, Result
from core.experiment.replications import Replications
from core.learning.judged import accuracy_line, judged, quality_lines
from core.learning.numbers import Targets
from core.learning.scorecard import Line
from core.metrics.objective import LatencyObjective
from core.text import Accuracy
from pages.parts import cached
from pages.parts.targets import POSITIVE

ICON = {"Met": ":material/check: ", "Missed": ":material/close: ", "Not enough to say": ":material/help: "}


def lines_of(
    result: Result,
    objective: LatencyObjective,
    targets: Targets,
    *,
    own: Accuracy | None = None,
    several: Replications | None = None,
) -> tuple[Line, ...]:
    """Every line of a run's scorecard.

    own: the accuracy on the learner's own texts, if those were served. several: further runs of the same, if any.
    """
    if result.scenario.corpus == BUILT_IN:
        quality = quality_lines(cached.trained(result.scenario.classifier), POSITIVE, targets)
    else:
        quality = () if own is None else (accuracy_line(own, targets),)
    return judged(result, objective, targets, quality, several)


def scorecard_table(lines: tuple[Line, ...], *, key: str) -> None:
    """What counts, the target, what was found here, and the verdict in words."""
    rows = "\n".join(
        f"| {line.what} | {line.target} | {line.measured} | {ICON[line.verdict]}**{line.verdict}** |"
        for line in lines
    )
    with st.container(key=key):
        st.markdown(f"| What counts | Target | Here | Verdict |\n|:--|:--|:--|:--|\n{rows}")
