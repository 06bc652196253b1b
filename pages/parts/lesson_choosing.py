"""The lesson's figure on choosing: four workloads, the controls of a way to serve, and its price against the best one."""

from dataclasses import replace

import streamlit as st

from core.experiment.case import Decision, Serving, Situation
from core.experiment.case_brief import brief
from core.experiment.case_gap import Gap, gap
from core.experiment.case_outcome import Solution
from core.experiment.case_words import latency_words, verdict_words
from core.figures.case import serving_figure, serving_finding, serving_table
from core.learning.workloads import OFFER, WORKLOADS
from pages.parts import cached, look, turn
from pages.parts.plan_link import plan_link
from pages.parts.plan_measured import measured_here
from pages.parts.serving_controls import serving_controls

START = Serving(mode="dynamic", batch_size=8, wait_s=0.0, replicas=1)
EXAMPLE = "example"
CALLS = {
    EXAMPLE: "As in the text",
    "tfidf-forest": "Random forest, here",
    "tfidf-logreg": "Logistic regression, here",
}
FACTS = ("Arrives", "Needed", "A call takes", "A machine")


@turn.fragment
def choose_serving(start: str | None = None, spot: str = "") -> None:
    """Everything offered has been simulated, so each choice is judged at once; the best is marked beside it."""
    by_id = {one.id: one for one in WORKLOADS}
    chosen: str = st.segmented_control(
        "Workload", list(by_id), default=start or "sale", format_func=lambda id_: by_id[id_].title, required=True,
        key=f"lesson_choose_workload{spot}",
    )  # fmt: skip
    st.markdown(by_id[chosen].story)
    situation = _with_cost(by_id[chosen].situation, spot)
    if situation is None:
        return
    st.markdown(_facts(situation))
    with st.spinner("Simulating every set-up offered …"):
        solution = cached.solved(situation, OFFER)
    if solution.best is None:
        st.info(
            "Nothing that is offered keeps to this with so dear a call. Take another workload, or another call."
        )
        return
    serving = serving_controls(OFFER, START, lambda name: f"lesson_choose_{name}_{chosen}{spot}")
    judged = _judged(solution, serving)
    st.markdown(f"**{verdict_words(judged, situation)}.** {latency_words(judged.mine.served, situation)}")
    look.figure(
        serving_figure(solution, judged),
        key=f"lesson_choose_chart_{chosen}{spot}",
        alt="Cost of the machines a day against the tail of latency, a point for each set-up offered. "
        f"{serving_finding(solution, judged)}.",
        table=lambda: serving_table(solution, judged),
    )
    plan_link(situation.need)


def _with_cost(situation: Situation, spot: str) -> Situation | None:
    """The workload with the call's cost that the reader chooses; None while that is being measured."""
    call: str = st.segmented_control(
        "A call costs", list(CALLS), default=EXAMPLE, format_func=CALLS.__getitem__, required=True,
        key=f"lesson_choose_call{spot}",
        help="The example's figures, or those of a real classifier, measured on this server.",
    )  # fmt: skip
    if call == EXAMPLE:
        return situation
    cost = measured_here(call, st.container())
    return None if cost is None else replace(situation, need=replace(situation.need, cost=cost))


def _judged(solution: Solution, serving: Serving) -> Gap:
    return gap(solution, solution.outcome(Decision(serving=serving, threshold=OFFER.thresholds[0])))


def _facts(situation: Situation) -> str:
    facts = dict(brief(situation, "spam"))
    return "\n".join(f"- **{name}:** {facts[name]}" for name in FACTS)
