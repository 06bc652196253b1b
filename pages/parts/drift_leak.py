"""Leakage, live: a leak of the learner's choice, twenty trials with and without it, promised against met."""

import streamlit as st

from core.experiment.leakage import LEAKS, MARK, OWN_LEAKS, PIECES_KEPT, Leak
from core.experiment.leakage_trials import TRIALS, leak_finding, summary_of
from core.figures.leak import leak_table, leak_trials_figure
from core.serving.job import Job
from pages.parts import drift_runs, look
from pages.parts.drift_job import follow
from pages.parts.drift_texts import Texts, bound, finding
from pages.parts.load_guess import covered, digest, guess_for

NAMES: dict[Leak, str] = {
    "copies": "Copies in both halves",
    "mark": "A mark set afterwards",
    "selection": "Features chosen on everything",
    "vocabulary": "Words counted on everything",
}
STORIES: dict[Leak, str] = {
    "copies": "The archive holds three copies of each message. Leaky: cut at random, so that copies end up in training "
    "and in test. Clean: a message and its copies go to one side.",
    "mark": f"Somebody read the spam in the archive and marked nearly all of it “{MARK}”. Leaky: the mark stays in the "
    "text. Clean: it is taken out. New messages never carry it.",
    "selection": f"80 messages, and thousands of pieces of words. The {PIECES_KEPT} that go best with the label are kept "
    "(χ²). Leaky: they are chosen on all 80, test included. Clean: on the training half alone.",
    "vocabulary": "80 messages. Leaky: the words, and how rare each is, are counted on all 80, test included. Clean: on "
    "the training half. The labels of the test are not looked at in either.",
}
POINTS = (0, 1, 2, 5, 10, 15, 20, 30, 40)
CLOSE_POINTS = 2.0


def leak_view(texts: Texts) -> None:
    """The leak, what it is, the guess, then trial after trial."""
    st.header("A test that knows too much", anchor=False)
    leaks = LEAKS if texts.own is None else OWN_LEAKS
    leak: Leak = bound(
        st.selectbox,
        "What leaks into the test",
        "leak" if texts.own is None else "own_leak",
        list(leaks),
        format_func=NAMES.__getitem__,
        help="Each is a mistake that has been made many times.",
    )
    st.markdown(STORIES[leak])
    if texts.own is not None:
        st.caption(
            "On your texts a mark is not offered: it would have to be set by somebody who read them, and we would be "
            "making it up. At most half of your rows train and test, the others are the new messages; in a small file "
            "a trial has fewer than 80."
        )
    question = f"{NAMES[leak]}: by how many points will the leaky test promise more than new messages give?"
    settings = drift_runs.leak_settings(texts, leak)
    about = digest(settings)
    if covered("leak", question, POINTS, _points, about=about, start=5):
        return
    follow(
        "leak",
        settings,
        texts,
        button="Try it live",
        beside=f"{TRIALS} trials, each with a draw of its own: two trainings, then messages that neither has seen.",
        progress=_progress,
        draw=lambda: _draw(settings, guess_for("leak", question, about)),
    )


def _progress(job: Job) -> tuple[float, str]:
    n = len(job.latest["trials"]) if job.latest else 0
    return n / TRIALS, f"LIVE: {n} of {TRIALS} trials are done"


def _draw(settings: drift_runs.Settings, guess: int | None) -> None:
    trials = drift_runs.trials_found(settings)
    if not trials:
        return
    found = summary_of(trials)
    words = leak_finding(found)
    if guess is not None:
        off = 100 * found.gap.value - guess
        judged = (
            "close"
            if abs(off) <= CLOSE_POINTS
            else f"{abs(off):.0f} points too {'low' if off > 0 else 'high'}"
        )
        st.markdown(f"You guessed **{_points(guess)}**; it is **{100 * found.gap.value:.1f} points**. Your guess was **{judged}**.".replace("-", "−"))  # fmt: skip
    clean = leak_finding_of_clean(found.honest_claimed.value, found.honest_live.value)
    look.figure(
        leak_trials_figure(trials, found),
        key="drift_leak_chart",
        alt=f"Accuracy promised and met in {found.n} trials, with the leak and without. {words}. {clean}",
        table=lambda: leak_table(found),
    )
    st.caption("Small marks: single trials. Large marks: their means, with 95 % intervals (Student's t) over the trials.")  # fmt: skip
    finding(clean, "leak")


def leak_finding_of_clean(promised: float, met: float) -> str:
    """The clean test's promise beside what came.

    >>> leak_finding_of_clean(0.9, 0.889)
    'The clean test promised 90.0 % and got 88.9 %'
    """
    return f"The clean test promised {100 * promised:.1f} % and got {100 * met:.1f} %"


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"
