"""Train/serve skew, live: the service prepares texts as training did not, and nothing outside has changed."""

import streamlit as st

from core.base import InvalidInput
from core.experiment.drift_plan import Drift
from core.experiment.drift_stages import CUTS
from core.experiment.drift_words import skew_finding
from core.figures.drift import days_figure, days_table, detectors_figure, detectors_table
from core.text.shift import Preparation
from pages.parts import look, turn
from pages.parts.drift_detectors import alarm_level, explained
from pages.parts.drift_texts import Texts, bound, say_too_few, stage_of
from pages.parts.load_guess import covered, guess_for

PREPARATIONS: dict[Preparation, str] = {
    "first_words": "Cut short",
    "letters": "Letters only",
    "lower": "Lower case",
    "as_is": "As in training",
}
ANSWERS = ("The lengths of what comes in", "The model's scores", "Both", "Neither")


@turn.fragment
def skew_view(texts: Texts) -> None:
    """What the service does to a text, the guess, then quality and both detectors."""
    st.header("The service reads texts in another way", anchor=False)
    try:
        stage = stage_of(texts)
    except InvalidInput as refused:
        say_too_few(refused)
        return
    st.markdown(
        "The messages stay as they are. But from one day on a new release of the service hands them to the model in "
        "another form than training saw: train/serve skew."
    )
    drift = _setting(stage.days)
    words = PREPARATIONS[drift.skew].lower()
    question = f"Texts are {_done(drift)} inside the service. Which watched numbers will raise the alarm?"
    if drift.skew != "as_is" and covered("skew", question, ANSWERS, about=texts.about):
        return
    alpha = alarm_level("skew_alarm")
    days, incoming, scores = stage.frozen_days(drift), stage.watch_lengths(drift), stage.watch_scores(drift)
    said = skew_finding(days, incoming, scores, drift, alpha)
    _reconcile(guess_for("skew", question, texts.about), said)
    label = f"LIVE · n = {stage.days} days of {stage.per_day:,} messages"
    watched = [("Words in a message, as it comes in", incoming), ("Scores of the model", scores)]
    look.figure(
        days_figure(days, None, drift.begins, title=said.split(";")[0], label=label),
        key="drift_skew_days",
        alt=f"Accuracy, recall and precision of each day, texts {words} from day {drift.skew_from} on. {said}.",
        table=lambda: days_table(days, None),
    )
    where = said.split("; ")[-1]
    look.figure(
        detectors_figure(watched, alpha, drift.begins, title=where[0].upper() + where[1:], label=label),
        key="drift_skew_detectors",
        alt=f"Stability index and test of each day, for incoming lengths and for scores. {said}.",
        table=lambda: detectors_table(watched, alpha),
    )
    explained()
    if drift.skew == "lower":
        st.caption("This model lower-cases every text by itself, so here the skew changes nothing. Another model might not.")  # fmt: skip


def _setting(days: int) -> Drift:
    left, middle, right = st.columns(3, gap="large")
    with left:
        skew = bound(
            st.selectbox,
            "The service hands texts on",
            "skew",
            list(PREPARATIONS),
            format_func=PREPARATIONS.__getitem__,
            help="Training saw whole texts, as they came.",
        )
    with middle:
        begins = bound(st.slider, "From day", f"skew_from_{days}", 2, days - 1, days // 2, help="The day of the new release.")  # fmt: skip
    cut = 5
    if skew == "first_words":
        with right:
            cut = bound(st.select_slider, "Words left of each text", "skew_words", CUTS, value=5, help="The others are cut off.")  # fmt: skip
    return Drift(skew=skew, skew_from=int(begins), skew_words=int(cut))


def _done(drift: Drift) -> str:
    done = {
        "first_words": f"cut after {drift.skew_words} words",
        "letters": "stripped of digits and signs",
        "lower": "lower-cased",
        "as_is": "left as they are",
    }[drift.skew]
    return f"{done} from day {drift.skew_from} on"


def _reconcile(guess: str | None, said: str) -> None:
    if guess is not None:
        st.markdown(f"You expected an alarm from: **{guess.lower()}**. What happened: {said.split('; ')[1]}.")
