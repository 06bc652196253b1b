"""The lesson's figure on choosing: four workloads, the controls of a way to serve, and its price against the best one."""

import streamlit as st

from core.experiment.case import Decision, Serving, Situation
from core.experiment.case_brief import brief
from core.experiment.case_gap import Gap, gap
from core.experiment.case_outcome import Solution
from core.experiment.case_words import latency_words, verdict_words
from core.figures.case import serving_figure, serving_finding, serving_table
from core.learning.workloads import OFFER, WORKLOADS
from pages.parts import cached, look
from pages.parts.serving_controls import serving_controls

START = Serving(mode="dynamic", batch_size=8, wait_s=0.0, replicas=1)
FACTS = ("Arrives", "Needed", "A call takes", "A machine")


@st.fragment
def choose_serving(start: str | None = None, spot: str = "") -> None:
    """Everything offered has been simulated, so each choice is judged at once; the best is marked beside it."""
    by_id = {one.id: one for one in WORKLOADS}
    chosen: str = st.segmented_control(
        "Workload", list(by_id), default=start or "sale", format_func=lambda id_: by_id[id_].title, required=True,
        key=f"lesson_choose_workload{spot}",
    )  # fmt: skip
    situation = by_id[chosen].situation
    st.markdown(f"{by_id[chosen].story}\n\n{_facts(situation)}")
    with st.spinner("Simulating every set-up offered …"):
        solution = cached.solved(situation, OFFER)
    serving = serving_controls(OFFER, START, lambda name: f"lesson_choose_{name}_{chosen}{spot}")
    judged = _judged(solution, serving)
    st.markdown(f"**{verdict_words(judged, situation)}.** {latency_words(judged.mine.served, situation)}")
    look.figure(
        serving_figure(solution, judged),
        key=f"lesson_choose_chart_{chosen}{spot}",
        alt="Cost of the machines a day against the tail of latency, a point for each set-up offered. "
        f"{serving_finding(solution, judged)}.",
        table=serving_table(solution, judged),
    )


def _judged(solution: Solution, serving: Serving) -> Gap:
    return gap(solution, solution.outcome(Decision(serving=serving, threshold=OFFER.thresholds[0])))


def _facts(situation: Situation) -> str:
    facts = dict(brief(situation, "spam"))
    return "\n".join(f"- **{name}:** {facts[name]}" for name in FACTS)
