"""Same model, same matrix: one classifier in batches and in real time, live, and four things that would part them."""

from typing import Any

import streamlit as st

from core.experiment.finding import time_words
from core.experiment.same_matrix import BATCH_SIZE, Handling, SameMatrix
from core.experiment.same_matrix_words import same_matrix_finding
from core.figures.same_matrix import same_matrix_figure, same_matrix_table
from core.serving.job import Job
from core.text import CATALOGUE
from core.text.shift import Preparation
from pages.parts import drift_runs, look
from pages.parts.drift_job import follow
from pages.parts.drift_texts import Texts, bound, finding
from pages.parts.load_guess import covered, digest, guess_for
from pages.parts.quality_measures import literal

TEXTS = 400
CLASSIFIER = "tfidf-forest"
RATES = (50, 100, 200, 400)
DEADLINES_MS = (10, 20, 50, 100, 200, 500, 1000)
PLACES = (1, 2, 5, 10, 20, 50, 100)
SHARES = (1, 2, 5, 10, 20, 50, 80, 95)
CUTS = (2, 3, 5, 8, 12)
PREPARATIONS: dict[Preparation, str] = {
    "lower": "Lower case",
    "letters": "Letters only",
    "first_words": "Cut short",
}
GUESSES = (0, 1, 2, 5, 10, 20, 50, 100, 200, 400)


def same_view(texts: Texts) -> None:
    """The switches, the guess, then the run and both matrices."""
    st.header("Does the mode change the answers?", anchor=False)
    st.markdown(
        f"One trained classifier answers the same {TEXTS} texts twice: as one pile in batches of {BATCH_SIZE}, then one at "
        "a time as they arrive. With all switches off both ways hand each text to the same model. Each switch changes "
        "only the real-time way, and is really carried out."
    )
    classifier, rate = _service()
    handling = _switches()
    settings = drift_runs.same_settings(texts, classifier, TEXTS, rate, handling)
    question = (
        f"{_words(handling, rate)}: how many of {TEXTS} texts will get another answer than in the batch?"
    )
    about = digest(settings)
    if covered("same", question, GUESSES, str, about=about, start=20):
        return
    follow(
        "same_matrix",
        settings,
        texts,
        button="Run both ways live",
        beside=f"About {TEXTS / rate + 4:.0f} seconds; ten a side at the most.",
        progress=_progress,
        draw=lambda: _draw(settings, guess_for("same", question, about)),
    )


def _service() -> tuple[str, int]:
    left, right = st.columns(2, gap="large")
    with left:
        classifier = bound(
            st.selectbox,
            "Classifier",
            "classifier",
            list(CATALOGUE),
            index=list(CATALOGUE).index(CLASSIFIER),
            format_func=lambda name: CATALOGUE[name].title,
            help="The slower a single call, the sooner texts come late or find the queue full.",
        )
    with right:
        rate = bound(st.select_slider, "Texts per second in real time", "rate", RATES, value=100, help="They come at random and do not wait for answers.")  # fmt: skip
    return str(classifier), int(rate)


def _switches() -> Handling:
    chosen: dict[str, Any] = {}
    with st.container(key="drift_switches"):
        st.subheader("What the real-time way does otherwise", anchor=False)
        timeouts, queue, stale, prepared = st.columns(4, gap="medium")
        with timeouts:
            if _switch(
                "Timeouts",
                "timeouts",
                "An answer after the deadline counts as none: the text is let through.",
            ):
                chosen["deadline_s"] = _steps("Deadline (ms)", "deadline", DEADLINES_MS, 50, "From when the text was due.") / 1000  # fmt: skip
        with queue:
            if _switch(
                "Full queue", "queue", "Whoever finds the queue full is refused: the text is let through."
            ):
                chosen["places"] = _steps(
                    "Places to wait", "places", PLACES, 5, "Without the one in service."
                )
        with stale:
            if _switch("Stale share", "stale", "Scores are corrected for the share of positives, looked up some time ago."):  # fmt: skip
                chosen["stale_share"] = _steps("Share looked up (%)", "stale_share", SHARES, 5, "As it was when a batch job last worked it out.") / 100  # fmt: skip
        with prepared:
            if _switch(
                "Other preparation", "prepared", "The service changes each text before the model reads it."
            ):
                chosen["preparation"] = bound(
                    st.selectbox,
                    "Each text is handed on",
                    "preparation",
                    list(PREPARATIONS),
                    index=2,
                    format_func=PREPARATIONS.__getitem__,
                    help="Training, and the batch, read texts as they are.",
                )
                if chosen["preparation"] == "first_words":
                    chosen["words"] = _steps("Words left", "cut", CUTS, 5, "The others are cut off.")
    return Handling(**chosen)


def _switch(label: str, name: str, what: str) -> bool:
    on = bool(bound(st.toggle, label, name))
    st.caption(what)
    return on


def _steps(label: str, name: str, options: tuple[int, ...], start: int, help_text: str) -> int:
    return int(bound(st.select_slider, label, name, options, value=start, help=help_text))


def _words(handling: Handling, rate: int) -> str:
    """The switches that are on, in words that stay the same for the same settings."""
    parts = [
        *([f"a deadline of {time_words(handling.deadline_s)}"] if handling.deadline_s else []),
        *(
            [f"{handling.places} place{'s' if handling.places > 1 else ''} to wait"]
            if handling.places
            else []
        ),
        *([f"a share of {100 * handling.stale_share:g} % looked up"] if handling.stale_share else []),
        *([_prepared(handling)] if handling.preparation != "as_is" else []),
    ]
    return f"At {rate} texts per second, with {', '.join(parts) if parts else 'all switches off'}"


def _prepared(handling: Handling) -> str:
    if handling.preparation == "first_words":
        return f"texts cut after {handling.words} words"
    return "texts in lower case" if handling.preparation == "lower" else "letters only"


def _progress(job: Job) -> tuple[float, str]:
    if not job.latest:
        return 0.0, "LIVE: warming up, which is thrown away"
    side, answered, of = job.latest["side"], job.latest["answered"], job.latest["of"]
    name = ("The batch", "Real time")[side]
    return (side + answered / of) / 2, f"LIVE: {name} has answered {answered} of {of}"


def _draw(settings: drift_runs.Settings, guess: int | None) -> None:
    found = drift_runs.comparison_found(settings)
    if found is None:
        return
    if guess is not None:
        off = found.n_differing - guess
        judged = "right" if not off else f"{abs(off)} too {'low' if off > 0 else 'high'}"
        st.markdown(f"You guessed **{guess}**; **{found.n_differing}** differ. Your guess was **{judged}**.")
    words = same_matrix_finding(found)
    look.figure(
        same_matrix_figure(found),
        key="drift_same_chart",
        alt=f"Two confusion matrices side by side. {_spoken(found)} {words}.",
        table=lambda: same_matrix_table(found),
    )
    _causes(found)
    _examples(found)
    finding(_speed(found), "same")


def _speed(found: SameMatrix) -> str:
    if found.void or found.p99_s is None:
        return "How quick either way was, this run cannot say"
    return f"What the mode itself changes is speed: the batch was done after {time_words(found.batch_s)}, real-time p99 was {time_words(found.p99_s)}"


def _spoken(found: SameMatrix) -> str:
    sides = (("Batch", found.batch), ("Real time", found.real_time))
    return " ".join(f"{name}: TP {m.tp}, FN {m.fn}, FP {m.fp}, TN {m.tn}." for name, m in sides)


def _causes(found: SameMatrix) -> None:
    late, refused = found.fates["late"], found.fates["refused"]
    if late or refused:
        st.markdown(
            f"In real time {late} texts came too late and {refused} found the queue full. They got the default answer, "
            f"*{literal(found.default)}*; for {found.differing['late'] + found.differing['refused']} of them that is another "
            "answer than in the batch."
        )
    left_out = found.fates["unreached"]
    if left_out:
        st.caption(
            f"{left_out} texts were not reached before the run ended, and are left out of both matrices."
        )
    if found.void or found.notes:
        st.caption(
            f"About the times, not the answers: {' '.join([*([found.void] if found.void else []), *found.notes])}"
        )


def _examples(found: SameMatrix) -> None:
    if not found.examples:
        return
    fates = {"late": "too late", "refused": "queue full", "answered": "another answer", "unreached": ""}
    lines = ["| Text | Really | Batch | Real time | Why |", "|:--|:--|:--|:--|:--|"]
    for one in found.examples:
        text = one.text if len(one.text) <= 80 else f"{one.text[:79]}…"
        cells = (text, one.truth, one.batch, one.real_time)
        lines.append("| " + " | ".join([*map(_cell, cells), fates[one.fate]]) + " |")
    n = len(found.examples)
    with st.expander(f"The first {n} texts with two answers" if n > 1 else "The text with two answers"):
        st.container(key="drift_examples").markdown("\n".join(lines))


def _cell(words: str) -> str:
    """A text as a table's cell shows it: no sign of it is taken for markup."""
    flat = " ".join(words.split())
    return "".join(f"&#{ord(sign)};" if sign in "\\`*_{}[]<>()#+-.!|~$:&" else sign for sign in flat)
