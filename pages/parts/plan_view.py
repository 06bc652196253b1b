"""The plan on the page: a guess first, then what is recommended, what else there was, and a report to keep."""

import pandas as pd
import streamlit as st

from core.base import InvalidInput
from core.experiment.finding import time_words
from core.experiment.plan import Mode, Need, Plan
from core.experiment.plan_rows import headroom_words, load_rows
from core.experiment.plan_words import choice_words, reasons
from core.figures.plan import NAME, plan_figure, plan_finding, plan_table, tail_name
from core.figures.plan_report import report
from pages.parts import cached, clock, look
from pages.parts.load_guess import covered, digest, guess_for

WAYS: dict[Mode, str] = {
    "real_time": "One at a time: each text is answered by itself, as it comes",
    "dynamic": "Dynamic batches: texts that wait at the same time are answered together",
    "batch": "Batch job: texts are collected; then machines start, answer the pile and stop",
}


def plan_view(need: Need) -> None:
    """The plan for a workload, or why there is none."""
    st.header("The plan", anchor=False)
    question = f"What will be the cheapest way to {needed_words(need)}?"
    about = digest(need)
    if covered("plan", question, list(WAYS), WAYS.__getitem__, about=about):
        return
    try:
        with st.spinner("Simulating every set-up …"):
            plan = cached.planned(need)
    except InvalidInput as refused:
        said = [f"{_sentence(fault.problem)}. {_sentence(fault.fix)}." for fault in refused.faults]
        st.warning("\n\n".join(said), title="No set-up will do")
        return
    guess = guess_for("plan", question, about)
    if guess is not None:
        st.markdown(f"Cheapest: **{NAME[plan.best.mode].lower()}**, {_guessed_words(plan, guess)}.")
    look.engine_badge(plan.best.engine, plan.best.n or None)
    st.subheader(choice_words(plan.best), anchor=False)
    st.markdown(reasons(plan))
    _figures(plan)
    look.figure(
        plan_figure(plan),
        key="plan_frontier",
        alt=f"Cost per hour against {tail_name(plan)} for each set-up worth having. {plan_finding(plan)}.",
        table=lambda: plan_table(plan),
    )
    _sensitivity(plan)
    _assumes(plan)


def _sentence(words: str) -> str:
    """Words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _guessed_words(plan: Plan, guess: Mode) -> str:
    if guess == plan.best.mode:
        return "as you guessed"
    costs = [one.hour_cost for one in plan.choices if one.mode == guess]
    same = bool(costs) and min(costs) <= plan.best.hour_cost * (1 + 1e-9)
    return f"you guessed {NAME[guess].lower()}" + (", and that costs just as much" if same else "")


def needed_words(need: Need) -> str:
    """What is to be kept to, in words."""
    share = f"{100 * need.objective.percentile:g} of 100 texts"
    words = f"answer {share} within {time_words(need.objective.bound_s)}"
    return (
        words
        if need.deadline_s is None
        else f"{words}, or all by a batch job within {time_words(need.deadline_s)}"
    )


def _figures(plan: Plan) -> None:
    best = plan.best
    with st.grid(4, min_column_width=150, gap="medium"):
        st.metric("Machines", f"{best.replicas:,}")
        st.metric("Batches of up to", f"{best.max_batch_size:,}")
        label = "Answered after, at most" if best.mode == "batch" else f"{tail_name(plan)} latency"
        st.metric(label, time_words(best.tail_s))
        st.metric("A million texts cost", f"{plan.per_million:.3g}")


def _sensitivity(plan: Plan) -> None:
    st.subheader("If the load is not what you think", anchor=False)
    rows = pd.DataFrame(load_rows(plan), columns=["Load", tail_name(plan), "Objective", "Machines needed"])
    st.table(rows, hide_index=True)
    st.markdown(headroom_words(plan))


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
