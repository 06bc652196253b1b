"""The guesses on the progress page: how far off they were over time, then each of them, newest first."""

from datetime import datetime

import streamlit as st

from core.experiment.guess import MEASURES, Outcome, figure_words
from core.figures.predictions import (
    answered,
    calibration_figure,
    calibration_finding,
    name_of,
    outcomes_table,
)
from core.learning.predictions import outcomes
from core.learning.progress import Guess, Progress
from pages.parts import look, session
from pages.parts.progress_sections import SHOWN, cell, nothing, older

# One guess is no course over time.
DRAWN_FROM = 2


def guessed(progress: Progress) -> None:
    """The predictions made before a run: the course of their errors, and the list with what each came to."""
    st.header("Guessed", anchor=False)
    if not progress.guesses:
        nothing("You have made no guess yet. The lab and the lesson ask for one before a run.", None)
        return
    every = outcomes(progress)
    compared = answered(every)
    if len(compared) >= DRAWN_FROM:
        look.figure(
            calibration_figure(every),
            key="progress_calibration",
            alt=f"How far off each guess was, in the order in which they were answered. {calibration_finding(every)}.",
            table=lambda: outcomes_table(compared),
        )
        st.caption("A guess can only be as near as the slider's steps: up to 1.25 × off counts as close.")
    _list(progress, every)


def _list(progress: Progress, every: tuple[Outcome, ...]) -> None:
    """Every guess, newest first; one that is no figure is told as it was stored."""
    numbers = sorted(every, key=lambda one: one.at, reverse=True)
    rows = [(one.at, _row(one)) for one in numbers] + [
        (made.at, f"{_choice(made)} | – | –") for made in progress.guesses if _is_choice(made)
    ]
    rows.sort(key=lambda row: row[0], reverse=True)
    lines = [f"| {_day(at)} | {words} |" for at, words in rows[:SHOWN]]
    head = ["| When | You guessed | It was | How far off |", "|:--|:--|:--|:--|"]
    with st.container(key="progress_guesses"):
        st.markdown("\n".join([*head, *lines]))
    older(len(rows))


def _day(at: datetime) -> str:
    """The day alone: four columns leave no room for the hour on a phone."""
    return session.their_time(at).split(",")[0]


def _row(one: Outcome) -> str:
    was = "–" if one.measured is None else figure_words(one.measure, one.measured)
    return f"{cell(name_of(one))}: {figure_words(one.measure, one.guess)} | {was} | {one.words}"


def _is_choice(made: Guess) -> bool:
    """Whether a guess is no figure to compare: a mode, a server, or one of a kind that we do not know."""
    facts = made.guess.guess
    return "guesses" not in facts and facts.get("measure") not in MEASURES


def _choice(made: Guess) -> str:
    """The question and what was chosen, where both were kept; else whatever was."""
    facts = made.guess.guess
    if isinstance(facts.get("question"), str) and "guess" in facts:
        return cell(f"{facts['question']} {facts['guess']}")
    plain = [
        f"{name.replace('_', ' ')} {fact}"
        for name, fact in facts.items()
        if isinstance(fact, str | int | float)
    ]
    return cell(f"{made.guess.place}: {', '.join(plain)}")
