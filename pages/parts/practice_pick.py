"""What to practise: by objective, by difficulty, by belief, or what was missed. The choice lives in the address."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.learning.first_answers import FirstAnswer
from core.learning.library import Library
from core.learning.selection import POOLS, Wanted, matching, tempts_with
from pages.parts import session

OBJECTIVE, DIFFICULTY, BELIEF, MISSED = "any_objective", "any_difficulty", "any_belief", "any_missed"
DIFFICULTIES = ("easy", "medium", "hard")


def wanted(library: Library, firsts: Sequence[FirstAnswer], on_change: Callable[[], None]) -> Wanted:
    """Draws the picker and how much fits; what is not chosen narrows nothing. on_change: called when the choice changes."""
    with st.container(horizontal=True, key="practice_pick", vertical_alignment="center", gap="medium"):
        with st.popover("Choose what to practise", key="practice_pick_open", icon=":material/tune:"):
            chosen = _controls(library, on_change)
        fitting = matching(library, firsts, chosen)
        answered = {first.spot for first in firsts}
        seen = sum((placed.bank, placed.question.id) in answered for placed in fitting)
        n = len(fitting)
        st.caption(
            f"{_words(library, chosen)}: {n} {'question' if n == 1 else 'questions'}, {seen} answered before",
            width="content",
        )
    return chosen


def _controls(library: Library, on_change: Callable[[], None]) -> Wanted:
    objectives = {objective.text: objective.id for objective in library.objectives_of(*POOLS)}
    tempting = {belief for placed in library.placed(*POOLS) for belief in tempts_with(placed.question)}
    beliefs = {
        belief.belief: belief.id
        for bank in library.banks
        for belief in bank.misconceptions
        if belief.id in tempting
    }
    for key in (OBJECTIVE, DIFFICULTY, BELIEF, MISSED):
        session.restore_control(key)
    objective = st.selectbox(
        "Objective",
        list(objectives),
        index=None,
        placeholder="Any objective",
        key=OBJECTIVE,
        bind="query-params",
        on_change=on_change,
        help="What the question asks you to be able to do.",
    )
    difficulty = st.segmented_control(
        "Difficulty",
        DIFFICULTIES,
        key=DIFFICULTY,
        bind="query-params",
        on_change=on_change,
        help="None chosen: any difficulty.",
    )
    belief = st.selectbox(
        "A belief to test",
        list(beliefs),
        index=None,
        placeholder="Any belief",
        key=BELIEF,
        bind="query-params",
        on_change=on_change,
        help="Questions in which this wrong belief tempts to a wrong answer.",
    )
    missed = st.toggle(
        "Only what I missed",
        key=MISSED,
        bind="query-params",
        on_change=on_change,
        help="Questions whose newest first answer was wrong; those you were sure of come first.",
    )
    for key in (OBJECTIVE, DIFFICULTY, BELIEF, MISSED):
        session.keep_control(key)
    return Wanted(
        objective=objectives.get(objective or ""),
        difficulty=difficulty,
        misconception=beliefs.get(belief or ""),
        missed=missed,
    )


def _words(library: Library, chosen: Wanted) -> str:
    """The choice in words.

    >>> _words(Library(banks=()), Wanted(difficulty="hard", missed=True))
    'Hard, missed'
    """
    objective = library.objective(chosen.objective or "")
    belief = library.misconception(chosen.misconception or "")
    parts = [
        chosen.difficulty or "",
        f"“{objective.text}”" if objective else "",
        f"the belief “{belief.belief}”" if belief else "",
        "missed" if chosen.missed else "",
    ]
    words = ", ".join(part for part in parts if part) or "anything"
    return f"{words[:1].upper()}{words[1:]}"
