"""What to practise: by objective, by difficulty, by belief, or what was missed. The choice lives in the address."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.learning.first_answers import FirstAnswer
from core.learning.library import Library
from core.learning.question import Difficulty
from core.learning.selection import POOLS, Wanted, matching, tempts_with
from pages.parts import session

OBJECTIVE, DIFFICULTY, BELIEF, MISSED = "any_objective", "any_difficulty", "any_belief", "any_missed"
DIFFICULTIES: tuple[Difficulty, ...] = ("easy", "medium", "hard")


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
    for key in (OBJECTIVE, DIFFICULTY, BELIEF, MISSED):
        session.restore_control(key)
    objectives, beliefs = _objectives(library), _beliefs(library)
    help = "What the question asks you to be able to do."
    objective = _one_of("Objective", objectives, OBJECTIVE, "Any objective", help, on_change)
    difficulty = st.segmented_control(
        "Difficulty",
        DIFFICULTIES,
        key=DIFFICULTY,
        bind="query-params",
        on_change=on_change,
        help="None chosen: any difficulty.",
    )
    help = "Questions in which this wrong belief tempts to a wrong answer."
    belief = _one_of("A belief to test", beliefs, BELIEF, "Any belief", help, on_change)
    missed = st.toggle(
        "Only what I missed",
        key=MISSED,
        bind="query-params",
        on_change=on_change,
        help="Questions whose newest first answer was wrong; those you were sure of come first.",
    )
    for key in (OBJECTIVE, DIFFICULTY, BELIEF, MISSED):
        session.keep_control(key)
    return Wanted(objective=objective, difficulty=difficulty, misconception=belief, missed=missed)


def _one_of(
    label: str, ids: dict[str, str], key: str, any_of_them: str, help: str, on_change: Callable[[], None]
) -> str | None:
    """The id of what is chosen of these, by their words; None: any."""
    words = st.selectbox(
        label,
        list(ids),
        index=None,
        placeholder=any_of_them,
        key=key,
        bind="query-params",
        on_change=on_change,
        help=help,
    )
    return ids.get(words or "")


def _objectives(library: Library) -> dict[str, str]:
    return {objective.text: objective.id for objective in library.objectives_of(*POOLS)}


def _beliefs(library: Library) -> dict[str, str]:
    """Those behind a wrong answer that may be practised."""
    tempting = {belief for placed in library.placed(*POOLS) for belief in tempts_with(placed.question)}
    return {
        belief.belief: belief.id
        for bank in library.banks
        for belief in bank.misconceptions
        if belief.id in tempting
    }


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
