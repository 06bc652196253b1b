"""The lab's second view: every batch size measured in one go, with the line that the simulator then uses."""

from typing import Any

import streamlit as st

from core.base import BatchwiseError
from core.experiment import BUILT_IN
from core.figures import theme
from core.figures.sweep import limit_words, sweep_call_time, sweep_table, sweep_throughput, throughput_finding
from core.serving import CostFit
from core.serving.cost import fit_from_plain
from core.text import Corpus
from pages.parts import lab_live, look, runs, session


def sweep_view(classifier: str, corpus: Corpus | None) -> None:
    """What a sweep is, the button, its progress, and the latest sweep of this classifier on these texts."""
    st.header("What does a batch cost?", anchor=False)
    st.markdown(
        "One press times real calls with 1, 2, 4 … 1,024 texts, in rounds, so that every size meets the same weather. "
        "A line is fitted to the times: **τ(b) = τ₀ + α·b**, a fixed cost for the call and a cost for each text. "
        "The simulator then uses that line."
    )
    if st.button(
        "Measure every batch size",
        key="lab_sweep",
        type="primary",
        icon=":material/straighten:",
        disabled=lab_live.busy(),
        help="Takes 12 to 20 seconds.",
    ):
        try:
            runs.start_sweep(session.learner(), classifier, corpus)
        except BatchwiseError as refused:
            st.error(str(refused))
        else:
            st.rerun()
    lab_live.watch("sweep")
    fit = latest_fit(classifier, corpus.content_hash if corpus else BUILT_IN)
    if fit is not None and not lab_live.busy():
        _show(fit)


def latest_fit(classifier: str, corpus: str) -> CostFit | None:
    """The learner's latest stored sweep of a classifier on these texts."""
    wanted = {"sweep": classifier, "corpus": corpus}
    done = next((one for one in session.progress().runs if one.run.scenario == wanted), None)
    if done is None:
        return None
    summary: dict[str, Any] = done.run.summary
    return fit_from_plain(summary["fit"])


def _show(fit: CostFit) -> None:
    with st.container(key="lab_finding"):
        st.markdown(f"{throughput_finding(fit)}. {limit_words(fit)}.")
    left, right = st.columns(2, gap="large")
    with left:
        alt = f"Texts per second against batch size, both logarithmic. {throughput_finding(fit)}. Figures in the table below."
        look.figure(
            sweep_throughput(fit), key="lab_sweep_throughput", alt=alt, table=lambda: sweep_table(fit)
        )
    with right:
        chart = sweep_call_time(fit)
        alt = f"Time of one call against batch size, both logarithmic. {theme.heading(chart)[0]}. The table on the other chart has the figures."
        look.figure(chart, key="lab_sweep_call", alt=alt)
