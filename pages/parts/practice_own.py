"""From your own run: questions about the learner's latest lab run, graded by that run and by the simulator."""

import streamlit as st

from core.base import InvalidInput
from core.experiment import Result
from core.learning.own_run import BANK, own_run_seed, run_words
from core.learning.question import Bank
from core.serving import LinearCost
from pages.parts import (
    answer_spoken,
    answer_stem,
    cached,
    look,
    quiz_asked,
    quiz_question,
    quiz_review,
    runs_kept,
    session,
)
from pages.parts.lab_expect import expect
from pages.parts.quiz_asked import Asked
from pages.parts.quiz_words import state_words
from pages.parts.registry import LAB

KINDS = ("answer_given", "hint_opened", "solution_shown")
PLACE = "own"


def show() -> None:
    """The questions that the latest run allows, one at a time; or how to get a run."""
    look.header(
        "From your own run",
        "What you measured last, as questions. The run itself is the key, and the simulator where the run did not go.",
        above="Practice · hints on · nothing is timed",
    )
    kept = runs_kept.latest_kept(session.learner())
    results = runs_kept.latest_results(session.learner()) if kept else []
    with st.container(key="practice_body"):
        if not results:
            _no_run("You have not run anything yet. A run of a stream of texts gives the most to ask about.")
            return
        if void := results[-1].void:
            _no_run(f"Your last run is nothing to learn from. {void} Run it again, and come back.")
            return
        _about(kept[-1].run_id, results[-1])


def _about(run_id: str, result: Result) -> None:
    expected = expect(result.scenario)
    if expected is None:
        _no_run("This server has not yet measured what a call of that classifier costs.")
        return
    try:
        bank, seed = _bank(run_id, result, expected.cost)
    except InvalidInput as refused:
        _no_run(f"Your last run {refused.faults[0].problem}. {refused.faults[0].fix.capitalize()}.")
        return
    # Not what came out of it: that is asked.
    st.caption(f"{result.label} · {run_words(result)}")
    records = session.events(kinds=KINDS)
    asked = [quiz_asked.asked_of(records, bank, BANK, question, seed) for question in bank.questions]
    place = _place(asked)
    st.query_params[PLACE] = str(place + 1)
    _question(asked, place)


def _bank(run_id: str, result: Result, cost: LinearCost) -> tuple[Bank, int]:
    """The questions, and the seed under which they are stored: another cost has other keys, so it is asked anew."""
    seed = own_run_seed(f"{run_id} {cost.fixed_s!r} {cost.per_item_s!r}")
    return cached.own_run(run_id, result, cost, seed), seed


def _question(asked: list[Asked], place: int) -> None:
    one = asked[place]
    states = ", ".join(
        f"{number}: {state_words(other.attempt, current=number == place + 1)}"
        for number, other in enumerate(asked, start=1)
    )
    quiz_question.show(
        one, f"Question {place + 1} of {len(asked)} · {one.question.difficulty} · {states}", certainty=True
    )
    if not one.attempt.done:
        return
    _onward(asked, place, "top")
    quiz_review.show(one)
    _onward(asked, place, "end")


def _onward(asked: list[Asked], place: int, where: str) -> None:
    with st.container(horizontal=True, key=f"practice_own_onward_{where}"):
        if place:
            st.button("Back", key=f"practice_own_back_{where}", on_click=_go, args=(asked, place - 1))
        if place + 1 < len(asked):
            st.button(
                "Next question",
                key=f"practice_own_next_{where}",
                type="primary",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=_go,
                args=(asked, place + 1),
            )
        else:
            st.page_link(LAB.script, label="Run something else in the lab", icon=":material/arrow_forward:")


def _go(asked: list[Asked], place: int) -> None:
    st.query_params[PLACE] = str(place + 1)
    answer_spoken.tell(
        f"Question {place + 1} of {len(asked)}.", focus=answer_stem.container(asked[place].question)
    )


def _place(asked: list[Asked]) -> int:
    """The question that the address asks for; else the first open one, else the last."""
    wanted = st.query_params.get(PLACE, "")
    if wanted.isascii() and wanted.isdecimal() and 1 <= int(wanted) <= len(asked):
        return int(wanted) - 1
    still_open = (place for place, one in enumerate(asked) if not one.attempt.done)
    return next(still_open, len(asked) - 1)


def _no_run(words: str) -> None:
    st.markdown(words)
    st.page_link(LAB.script, label="Open the lab", icon=":material/arrow_forward:")
