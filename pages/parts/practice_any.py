"""Practise anything: one question after the other out of all the banks but those of the test, as the learner chose."""

import zlib

import streamlit as st

from core.learning.calibration import calibration, level_of
from core.learning.events import Recorded
from core.learning.first_answers import FirstAnswer, first_answers
from core.learning.selection import POOLS, Presentation, Wanted, next_item
from core.learning.settled import settled
from core.learning.variants import MOST_SEED
from pages.parts import (
    answer_remedy,
    answer_spoken,
    answer_stem,
    cached,
    look,
    practice_pick,
    quiz_asked,
    quiz_question,
    quiz_review,
    session,
)
from pages.parts.quiz_asked import Asked

ITEM = "item"


def show() -> None:
    """The picker and the question that is on; which one it is lives in the address, so that a refresh keeps it."""
    look.header(
        "Practise anything",
        "Every question but those kept for the test, with hints. Choose a topic, or take them as they come.",
        above="Practice · hints on · nothing is timed",
    )
    records = session.events()
    firsts = first_answers(settled(records, cached.library()))  # an open test gives nothing away
    wanted = practice_pick.wanted(cached.library(), firsts, _forget)
    on = _addressed() or next_item(cached.library(), records, wanted, _seed())
    with st.container(key="practice_body"):
        if on is None:
            _nothing(wanted)
            return
        st.query_params[ITEM] = f"{on.bank}/{on.question.id}/{on.seed}"
        _question(on, records, firsts, wanted)


def _question(
    on: Presentation, records: tuple[Recorded, ...], firsts: tuple[FirstAnswer, ...], wanted: Wanted
) -> None:
    asked = quiz_asked.asked_of(records, cached.library(), on.bank, on.question, on.seed)
    objective = asked.objective()
    above = f"{objective.text} · {on.question.difficulty}" if objective else on.question.difficulty
    quiz_question.show(asked, above, certainty=True)
    if asked.attempt.done:
        _calibration(asked, firsts)
        _onward(wanted, "top")
        quiz_review.show(asked)
        answer_remedy.after(asked)
        _onward(wanted, "end")


def _onward(wanted: Wanted, where: str) -> None:
    st.button(
        "Next question",
        key=f"practice_any_next_{where}",
        type="primary",
        icon=":material/arrow_forward:",
        icon_position="right",
        on_click=_next,
        args=(wanted,),
    )


def _next(wanted: Wanted) -> None:
    _forget()
    records = session.events()
    on = next_item(cached.library(), records, wanted, _seed())
    if on is not None:
        st.query_params[ITEM] = f"{on.bank}/{on.question.id}/{on.seed}"
        answer_spoken.tell("The next question.", focus=answer_stem.container(on.question))


def _forget() -> None:
    st.query_params.pop(ITEM, None)


def _addressed() -> Presentation | None:
    """The presentation that the address names, if it may be practised: a question of the test never is."""
    bank, _, rest = st.query_params.get(ITEM, "").partition("/")
    name, _, seed = rest.partition("/")
    question = cached.library().find(bank, name)
    if question is None or question.pool not in POOLS or not (seed.isascii() and seed.isdecimal()):
        return None
    return Presentation(bank=bank, question=question, seed=int(seed)) if int(seed) <= MOST_SEED else None


def _calibration(asked: Asked, firsts: tuple[FirstAnswer, ...]) -> None:
    """How sure the learner was of this one, and how often that certainty came true so far."""
    spot = (asked.bank, asked.question.id, asked.seed)
    mine = next((one for one in firsts if (one.bank, one.question, one.seed) == spot), None)
    if mine is None or mine.certainty is None:
        return
    level = level_of(mine.certainty)
    result = next(one for one in calibration(firsts).levels if one.level is level)
    words = f"You said: {level.label}. When you said so, {result.right} of {result.n} were right at first."
    if not mine.correct and level.name == "high":
        words += " Errors made with confidence come back first."
    st.caption(words)


def _nothing(wanted: Wanted) -> None:
    if wanted.missed:
        st.info("Nothing here that you missed and have not put right since. Choose something else above.")
    else:
        st.info("No question fits all of this. Choose less above.")


def _seed() -> int:
    """One order of practice a learner."""
    return zlib.crc32(session.learner().encode())
