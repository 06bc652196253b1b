"""Drift, live: words, share and length change, each from a day of its own; detectors, and a model trained anew."""

from typing import Any

import streamlit as st

from core.base import InvalidInput
from core.base.numbers_format import pct
from core.experiment.drift import DriftStage
from core.experiment.drift_days import Days
from core.experiment.drift_plan import Drift
from core.experiment.drift_words import alarm_finding, drift_finding, points_off
from core.figures.drift import days_figure, days_table, detectors_figure, detectors_table
from pages.parts import look, turn
from pages.parts.drift_detectors import alarm_level, false_alarms
from pages.parts.drift_retrain import retrained
from pages.parts.drift_texts import Texts, bound, say_too_few, stage_of
from pages.parts.load_guess import covered, guess_for
from pages.parts.quality_measures import literal

STRENGTHS = (0, 25, 50, 75, 100)
SHARES = ("as before", "2 %", "5 %", "10 %", "20 %", "60 %", "80 %")
LENGTHS = {"shorter": "Shorter", "longer": "Longer"}
GUESSES = tuple(step / 20 for step in range(21))


@turn.fragment
def stream_view(texts: Texts) -> None:
    """The three changes, the guess, then quality day by day, retraining, and the detectors."""
    st.header("The messages change, the model does not", anchor=False)
    try:
        stage = stage_of(texts)
    except InvalidInput as refused:
        say_too_few(refused)
        return
    _about(texts, stage)
    drift = _changes(texts, stage)
    if drift.begins is None:
        st.info("Nothing changes yet. Raise a strength, or choose another share.")
    question = f"{_words(drift, stage)} What will recall be from then on?"
    about = texts.about
    if drift.begins is not None and covered("drift", question, GUESSES, pct, about=about, start=0.8):
        return
    days = stage.frozen_days(drift)
    _reconcile(guess_for("drift", question, about), days, drift)
    # What happened stands first; what was trained anew is drawn into it.
    happened = st.container()
    anew, said = retrained(stage, drift, days)
    label = f"LIVE · n = {stage.days} days of {stage.per_day:,} messages"
    with happened:
        look.figure(
            days_figure(days, anew, drift.begins, title=drift_finding(days, drift.begins), label=label),
            key="drift_days",
            alt=f"Accuracy, recall and precision of each day. {drift_finding(days, drift.begins)}. {said}",
            table=lambda: days_table(days, anew),
        )
    noticed = st.expander("Would you have noticed without labels?", key="drift_noticed", on_change="rerun")
    if noticed.open:
        with noticed:
            _noticed(stage, drift, label)


def _noticed(stage: DriftStage, drift: Drift, label: str) -> None:
    """Two detectors that see no label, on the very same days; what they promise, and what they keep."""
    watch, alpha = stage.watch_scores(drift), alarm_level("alarm")
    words = alarm_finding(watch, alpha, drift.begins)
    look.figure(
        detectors_figure([("Scores", watch)], alpha, drift.begins, title=words, label=label),
        key="drift_detector",
        alt=f"Population stability index of the scores of each day, and whether the Kolmogorov-Smirnov test alarms. {words}.",
        table=lambda: detectors_table([("Scores", watch)], alpha),
    )
    false_alarms(stage.quiet(), alpha, "stream")


def _about(texts: Texts, stage: DriftStage) -> None:
    st.markdown(
        f"TF-IDF + logistic regression learned from **{stage.n_learned:,}** messages and was then left alone. Each day "
        f"brings **{stage.per_day:,}** others that it has never seen, and that no other day has. About "
        f"{pct(stage.usual)} of them are *{literal(texts.positive)}*."
    )
    if texts.own is not None:
        st.caption(
            f"Your texts: {stage.n_learned:,} to learn from, {stage.n_reference:,} as reference for the detectors, "
            f"{stage.n_pool:,} for the days. Share and length change by choosing other rows of your file; where a day "
            "has too few of a kind, some come twice, and the true intervals are wider than drawn. New words cannot be "
            "had that way: your file has no later days that they could come from, and we do not make them up."
        )


def _changes(texts: Texts, stage: DriftStage) -> Drift:
    # Where a file allows fewer days, another slider: its bounds are part of what it is.
    suffix = "" if texts.own is None else f"_{stage.days}"
    chosen: dict[str, Any] = {}
    if texts.own is None:
        left, _ = st.columns(2, gap="large")
        with left, st.container(key="drift_change_words"):
            st.subheader("New words", anchor=False)
            chosen["words"] = _strength("words", 75, "Share of the longer words of spam written with look-alike signs: w@tch, fr33.")  # fmt: skip
            chosen["words_from"] = _moment("words_from", stage, suffix, 6)
    # One change is enough to begin with; those that a link has set are in sight.
    with (
        st.container() if texts.own else st.expander("Change share or length too", expanded=_in_the_address())
    ):
        chosen |= _share_and_length(texts, stage, suffix)
    return Drift(**chosen)


def _in_the_address() -> bool:
    return any(name.startswith(("drift_share", "drift_length")) for name in st.query_params)


def _share_and_length(texts: Texts, stage: DriftStage, suffix: str) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    left, right = st.columns(2, gap="large")
    with left, st.container(key="drift_change_share"):
        st.subheader("New share", anchor=False)
        share = bound(
            st.select_slider,
            f"Share of {literal(texts.positive)}",
            f"share{suffix}",
            SHARES,
            value=SHARES[0] if texts.own is None else "10 %",
            help=f"Before: {pct(stage.usual)}.",
        )
        chosen["prevalence"] = None if share == SHARES[0] else float(str(share).rstrip(" %")) / 100
        chosen["prevalence_from"] = _moment("share_from", stage, suffix, stage.days // 2)
    with right, st.container(key="drift_change_length"):
        st.subheader("New length", anchor=False)
        chosen["length"] = bound(
            st.segmented_control,
            "Messages become",
            "length",
            list(LENGTHS),
            default="shorter",
            required=True,
            format_func=LENGTHS.__getitem__,
            help="The shortest (longest) third of the messages comes more often.",
        )
        chosen["length_strength"] = _strength("length_strength", 0, "100 %: only the shortest (longest) third comes.")  # fmt: skip
        chosen["length_from"] = _moment("length_from", stage, suffix, stage.days // 2)
    return chosen


def _strength(name: str, start: int, help_text: str) -> float:
    value = bound(
        st.select_slider,
        "Strength",
        name,
        STRENGTHS,
        value=start,
        format_func=lambda percent: f"{percent} %",
        help=help_text,
    )
    return int(value) / 100


def _moment(name: str, stage: DriftStage, suffix: str, start: int) -> int:
    return int(
        bound(
            st.slider,
            "From day",
            f"{name}{suffix}",
            2,
            stage.days - 1,
            min(start, stage.days - 1),
            help="This change holds from that day on.",
        )
    )


def _words(drift: Drift, stage: DriftStage) -> str:
    parts = [
        *([f"new words ({pct(drift.words)}) from day {drift.words_from}"] if drift.words else []),
        *([f"a share of {pct(drift.prevalence)} from day {drift.prevalence_from}"] if drift.prevalence is not None else []),
        *([f"{drift.length} messages ({pct(drift.length_strength)}) from day {drift.length_from}"] if drift.length_strength else []),
    ]  # fmt: skip
    before = stage.frozen_days(Drift()).between(1, stage.days).recall or 0.0
    return f"{', '.join(parts).capitalize()}; until then recall is about {pct(before, 0)}."


def _reconcile(guess: float | None, days: Days, drift: Drift) -> None:
    if guess is None or drift.begins is None:
        return
    recall = days.between(drift.begins, days.numbers[-1]).recall
    if recall is None:
        st.markdown(f"You guessed **{pct(guess)}**. No message of that label came, so there is no recall.")
        return
    st.markdown(
        f"You guessed **{pct(guess)}**; from day {drift.begins} on recall is **{pct(recall)}**. "
        f"Your guess was **{points_off(guess, recall)}**."
    )
