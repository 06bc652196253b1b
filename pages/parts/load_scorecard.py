"""The chosen load held against all targets together: latency, throughput, accuracy and recall."""

import streamlit as st

from core.figures import scorecard as scorecard_figure
from core.figures.run_sides import side_words, who_says
from core.learning.judged import all_in_all
from core.learning.numbers import Targets
from pages.parts import look, turn
from pages.parts.load_setup import Asked
from pages.parts.load_verdict import chosen_run, several_runs
from pages.parts.scorecard_table import lines_of, scorecard_table
from pages.parts.targets import quality_controls, stream_controls


@turn.fragment
def scorecard_view(asked: Asked) -> None:
    """The targets, the verdict on all of them in words, and a line each."""
    st.header("Good enough, all in all?", anchor=False)
    st.markdown(
        "Fast and wrong is not good, and right but late is not either. The latency target is the objective above; the "
        "others start from common examples and are yours to change. The lab judges live runs by the same ones."
    )
    targets = _targets(asked)
    result = chosen_run(asked)
    lines = lines_of(result, asked.objective, targets, several=several_runs(asked))
    with st.container(key="load_finding"):
        st.markdown(all_in_all(lines))
    st.caption(
        f"{side_words(result.scenario)}. Simulated; accuracy and recall are measured on messages not trained on."
    )
    scorecard_table(lines, key="load_card")
    chart = scorecard_figure.scorecard(
        [(line.what, line.times_as_good, line.verdict) for line in lines], who_says([result])
    )
    words = "; ".join(f"{line.what}: {line.verdict.lower()}" for line in lines)
    look.figure(chart, key="load_scorecard", alt=f"Each line of the scorecard beside its target. {words}.")


def _targets(asked: Asked) -> Targets:
    left, right = st.columns(2, gap="large")
    with left:
        rate = stream_controls()
    with right:
        accuracy, recall = quality_controls()
    return Targets(latency_s=asked.objective.bound_s, throughput_rate=rate, accuracy=accuracy, recall=recall)
