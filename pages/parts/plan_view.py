"""The plan on the page: what is recommended and what else there was; then a guess, other loads, and a report to keep."""

import pandas as pd
import streamlit as st

from core.base import InvalidInput
from core.base.numbers_format import unbroken
from core.experiment.plan import Need, Plan
from core.experiment.plan_rows import headroom_words, load_rows
from core.experiment.plan_words import choice_words, need_words, reasons
from core.figures.plan import plan_figure, plan_finding, plan_table, tail_name
from core.figures.plan_report import report
from pages.parts import cached, clock, look
from pages.parts.load_guess import covered, digest, guess_for
from pages.parts.plan_cost import is_measured

QUESTION = "How much more load will it bear with nothing added?"
# Each with the growth from which on it is right.
GROWTHS = {
    "Less than 10 % more": 0.0,
    "10 % to 50 % more": 1.1,
    "50 % more to twice as much": 1.5,
    "More than twice as much": 2.0,
}


def plan_view(need: Need) -> Plan | None:
    """The plan for a workload, or why there is none."""
    try:
        with st.spinner("Simulating every set-up …"):
            plan = cached.planned(need)
    except InvalidInput as refused:
        said = [f"{_sentence(fault.problem)}. {_sentence(fault.fix)}." for fault in refused.faults]
        st.warning("\n\n".join(said), title="No set-up will do")
        return None
    with st.container(key="plan_said", gap="xsmall"):
        st.header(unbroken(choice_words(plan.best)), anchor=False)
        st.markdown(unbroken(reasons(plan)))
        measured = " What a call takes is LIVE, from this server." if is_measured() else ""
        st.caption(unbroken(f"Planned for: {need_words(need)}.{measured}"))
    look.figure(
        plan_figure(plan),
        key="plan_frontier",
        alt=f"Cost per hour against {tail_name(plan)} for each set-up worth having. {plan_finding(plan)}.",
        table=lambda: plan_table(plan),
    )
    return plan


def plan_more(plan: Plan) -> None:
    """What becomes of it at other loads, guessed first; what it takes for granted; the report."""
    st.header("If the load is not what you think", anchor=False)
    about = digest(plan.need)
    if plan.headroom is not None and covered("plan", QUESTION, list(GROWTHS), about=about):
        return
    _loads(plan, guess_for("plan", QUESTION, about))
    _assumes(plan)


def _sentence(words: str) -> str:
    """Words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _loads(plan: Plan, guess: str | None) -> None:
    words = headroom_words(plan)
    if guess is not None and plan.headroom is not None:
        right = [name for name, growth in GROWTHS.items() if plan.headroom >= growth][-1]
        words += " You guessed just that." if guess == right else f" You guessed: {guess.lower()}."
    st.markdown(words)
    rows = pd.DataFrame(load_rows(plan), columns=["Load", tail_name(plan), "Objective", "Machines needed"])
    st.table(rows, hide_index=True)


def _assumes(plan: Plan) -> None:
    st.subheader("What this takes for granted, and where it would be wrong", anchor=False)
    st.markdown("\n".join(f"- {line}" for line in plan.assumes))
    st.download_button(
        "Download the report",
        report(plan, clock.today()),
        "batchwise-plan.html",
        "text/html",
        key="plan_report",
        icon=":material/download:",
        on_click="ignore",
        help="One page. Open it in a browser; print it from there, or save it as PDF.",
    )
