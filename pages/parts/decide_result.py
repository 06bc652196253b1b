"""What came of a decision: the verdict, what each knob cost, the charts, and where to learn what went wrong."""

import streamlit as st

from core.base.numbers_format import count, unbroken
from core.experiment.case import Case
from core.experiment.case_brief import decision_words, money
from core.experiment.case_gap import Gap, gap
from core.experiment.case_outcome import Solution
from core.experiment.case_words import (
    RULE,
    kept_words,
    latency_words,
    step_words,
    threshold_words,
    verdict_words,
)
from core.experiment.finding import time_words
from core.figures.case import (
    marks_words,
    serving_figure,
    serving_finding,
    serving_table,
    threshold_figure,
    threshold_finding,
    threshold_table,
)
from core.learning.case_state import last_decision
from core.text import CATALOGUE
from pages.parts import cached, look, session
from pages.parts.decide_links import links
from pages.parts.decide_replay import replay_view
from pages.parts.decide_state import address, again, place
from pages.parts.registry import DECIDE

VERDICT = "decide_verdict"
IN_TURN = "Your choices are given up one after the other, in this order; each time the number of machines is found anew."


def result_view(case: Case, twisted: bool) -> None:
    """The outcome of the last decision."""
    situation = case.at(twisted)
    decision = last_decision(session.progress(), case, twisted=twisted)
    assert decision is not None  # a case that is not open has one
    with st.spinner("Simulating every choice offered …"):
        solution = cached.solved(situation, case.offer)
    judged = gap(solution, solution.outcome(decision))
    with st.container(key=VERDICT):
        st.header(verdict_words(judged, situation), anchor=False)
    st.caption(RULE)
    st.markdown(f"You chose: {decision_words(decision)}.")
    look.engine_badge("simulated", judged.mine.served.tail.n or None)
    st.markdown(unbroken(latency_words(judged.mine.served, situation)))
    _figures(case, twisted, judged)
    replay_view(case, twisted, judged)
    st.subheader("What each choice cost", anchor=False)
    said = [step_words(step) for step in judged.steps] or ["The way of serving: nothing offered is cheaper."]
    st.markdown(
        unbroken(
            "\n".join(f"- {line}" for line in (*said, threshold_words(judged, solution.judge.examined.n)))
        )
    )
    if len(judged.steps) > 1:
        st.caption(IN_TURN)
    links(judged)
    _charts(solution, judged)
    st.caption(_honest(case, solution))
    if twisted:
        _unchanged(case, solution)
    _next(case, twisted)


def _figures(case: Case, twisted: bool, judged: Gap) -> None:
    mine, best = judged.mine, judged.best
    tail_s = mine.served.tail.tail_s
    with st.grid(4, min_column_width=150, gap="medium"):
        share = f"{100 * case.at(twisted).need.objective.percentile:g} of 100 within"
        st.metric(share, "no end" if tail_s is None else time_words(tail_s))
        for name, own, least in (
            ("Machines a day", mine.served.day_cost, best.served.day_cost),
            ("Errors a day", mine.flagged.day_cost, best.flagged.day_cost),
            ("Together", mine.day_cost, best.day_cost),
        ):
            st.metric(name, money(own), f"best {money(least)}", delta_color="off", delta_arrow="off")


def _unchanged(case: Case, solution: Solution) -> None:
    """What of the decision before the twist holds and what breaks."""
    old = last_decision(session.progress(), case, twisted=False)
    before = cached.solved(case.situation, case.offer)
    if old is None or solution.best is None or before.best is None:
        return
    st.subheader("Had you changed nothing", anchor=False)
    lines = kept_words(
        before.outcome(old), before.best, solution.outcome(old), solution.best, case.twist.situation
    )
    st.markdown("\n".join(f"- {line}" for line in lines))


def _next(case: Case, twisted: bool) -> None:
    """On to the twist, or to the next case; or the same once more."""
    with st.container(key="decide_next", horizontal=True, gap="medium", vertical_alignment="center"):
        cases = cached.cases()
        at = cases.index(case) + 1
        if not twisted:
            label = f"Then this happens: {case.twist.title}"
            st.page_link(DECIDE.script, label=label, icon=":material/arrow_forward:", query_params=address(case, twisted=True))  # fmt: skip
        elif at < len(cases):
            label = f"Next case: {cases[at].title}"
            st.page_link(DECIDE.script, label=label, icon=":material/arrow_forward:", query_params=address(cases[at]))  # fmt: skip
        st.button(
            "Decide again",
            key=f"decide_again_{place(case, twisted)}",
            type="tertiary",
            on_click=again,
            args=(case, twisted),
        )


def _charts(solution: Solution, judged: Gap) -> None:
    n = solution.judge.examined.n
    look.figure(
        serving_figure(solution, judged),
        key="decide_serving",
        alt=f"Cost of the machines a day against the tail of latency, a point for each way of serving offered. "
        f"{serving_finding(solution, judged)}. {marks_words(judged)}",
        table=lambda: serving_table(solution, judged),
    )
    look.figure(
        threshold_figure(solution, judged, n),
        key="decide_threshold",
        alt=f"Cost of errors a day at each threshold offered. {threshold_finding(judged)}.",
        table=lambda: threshold_table(solution, judged),
    )


def _honest(case: Case, solution: Solution) -> str:
    errors = case.situation.errors
    stands_for = (
        "" if errors.positive == case.looked_for else f"{errors.positive} stands for {case.looked_for}, "
    )
    return (
        f"Latency is simulated with the call's time taken as fixed. Scores are those of {CATALOGUE[errors.classifier].title} "
        f"on {count(solution.judge.examined.n)} held-out messages: {stands_for}"
        "weighted to how common it is here. The cheapest threshold was picked on the texts that it is judged by, which "
        "flatters it a little. Story and prices are made up."
    )
