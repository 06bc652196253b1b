"""The lesson's figure on leakage, drift and skew: what the test promised, and what twenty days of new messages brought."""

import streamlit as st

from core.experiment.drift_plan import Drift
from core.experiment.drift_words import promise_finding
from core.figures.drift import days_figure, days_table
from pages.parts import cached, look, turn

CAUSES: dict[str, str] = {
    "nothing": "Nothing",
    "leak": "A leak in the test",
    "drift": "Drift",
    "skew": "Skew",
}
STORIES: dict[str, str] = {
    "nothing": "The messages of the days are like those of the test, known at the same moment and prepared in the same way.",
    "leak": "In the archive nearly all spam carries the words “closed without reply”, in the test too. New messages never do.",
    "drift": "From the chosen day on, three in four of the longer words of spam are written with look-alike signs: w@tch, fr33.",
    "skew": "From the chosen day on, a new release of the service hands only the first three words of a message to the model.",
}
DISGUISED, WORDS_LEFT, BEGINS = 0.75, 3, 9


@turn.fragment
def broken_promise(only: str | None = None, start: str | None = None, spot: str = "") -> None:
    """One model, trained once, and one cause at a time: the day on which the gap opens, and whether it was there all along.

    only: the cause, if the reader is not to choose it.
    """
    cause: str = only or st.segmented_control(
        "What is wrong", list(CAUSES), default=start or "leak", format_func=CAUSES.__getitem__, required=True,
        key=f"lesson_promise_cause{spot}",
    )  # fmt: skip
    stage = cached.leaky_stage() if cause == "leak" else cached.drift_stage()
    drift = Drift()
    if cause in ("drift", "skew"):
        day = st.slider("It begins on day", 1, stage.days - 1, BEGINS, key=f"lesson_promise_day{spot}")
        drift = change(cause, day)
    st.markdown(STORIES[cause])
    days = stage.frozen_days(drift)
    words = promise_finding(stage.promised, days, drift.begins)
    look.figure(
        days_figure(
            days, None, drift.begins, title=words, shares=("accuracy", "recall"), promised=stage.promised,
            label=f"LIVE · n = {stage.promised.total:,} in the test, then {stage.days} days of {stage.per_day:,} messages",
        ),
        key=f"lesson_promise_chart{spot}",
        alt=f"Accuracy and recall of each day, with what the test promised as a dotted line. {words}.",
        table=lambda: days_table(days, None),
    )  # fmt: skip


def change(cause: str, day: int) -> Drift:
    """The change that a cause stands for, from a day on."""
    if cause == "skew":
        return Drift(skew="first_words", skew_words=WORDS_LEFT, skew_from=day)
    return Drift(words=DISGUISED, words_from=day)
