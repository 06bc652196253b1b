"""The controls of a case: mode, batch size, wait, machines and threshold, and the button that commits to them."""

import streamlit as st

from core.experiment.case import Case, Decision, Serving
from core.experiment.case_brief import decision_words, machines, money
from core.experiment.case_outcome import HOURS
from core.learning.case_state import last_decision
from pages.parts import session, turn
from pages.parts.decide_state import commit, place
from pages.parts.serving_controls import serving_controls, stepped


def choice_view(case: Case, twisted: bool) -> None:
    """The controls, what they amount to, and the button."""
    st.header("Your decision", anchor=False)
    _controls(case, twisted)


@turn.fragment
def _controls(case: Case, twisted: bool) -> None:
    start = _start(case, twisted)

    def key_of(name: str) -> str:
        return f"decide_{name}_{place(case, twisted)}"

    with st.container(key="decide_controls"):
        left, right = st.columns(2, gap="large")
        with left:
            serving = serving_controls(case.offer, start.serving, key_of)
        with right:
            threshold = stepped(
                key_of("threshold"), "Flag from this score on", case.offer.thresholds, start.threshold,
                words=lambda share: f"{100 * share:.0f} %",
                help=f"A higher line flags less: fewer false alarms, more misses. What is flagged counts as {case.looked_for}.",
            )  # fmt: skip
    decision = Decision(serving=serving, threshold=threshold)
    st.markdown(f"{decision_words(decision)}. {_price(case, twisted, serving)}")
    if st.button("That is my decision", type="primary", key=f"decide_commit_{place(case, twisted)}"):
        commit(case, twisted, decision)
        st.rerun()
    st.caption("Nothing is simulated, and nothing of the best choice shown, before you decide.")


def _start(case: Case, twisted: bool) -> Decision:
    """Where the controls begin: at the last decision, a twist's at that before the twist."""
    progress = session.progress()
    last = last_decision(progress, case, twisted=twisted) or last_decision(progress, case, twisted=False)
    if last is not None:
        return last
    middle = case.offer.replicas[len(case.offer.replicas) // 2]
    serving = Serving(mode="real_time", batch_size=1, wait_s=0, replicas=middle)
    return Decision(serving=serving, threshold=0.5)


def _price(case: Case, twisted: bool, serving: Serving) -> str:
    hour = case.at(twisted).need.hour_price
    if serving.mode == "batch":
        return f"You pay {money(hour * serving.replicas)} for each hour that the job runs."
    return f"{machines(serving.replicas).capitalize()}, always on: {money(HOURS * hour * serving.replicas)} a day."
