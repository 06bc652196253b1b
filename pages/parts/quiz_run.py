"""Run it: a question's own code against the real classifier, and what really came back."""

import ast

import streamlit as st

from core.learning.question import Code, MultiQuestion, Option, SingleQuestion
from core.learning.snippet import Outcome, can_run, run_option, run_stem
from pages.parts import cached, code_outcome, session, turn
from pages.parts.quiz_asked import Asked

CLASSIFIER = "tfidf-logreg"


@turn.fragment
def stem(asked: Asked) -> None:
    """The stem's code, to be run after a first try or with a hint: first predict, then run."""
    attempt = asked.attempt
    if not (can_run(attempt.question) and _gives_a_value(attempt.question.code)):
        return
    if not (attempt.tries or attempt.hints or attempt.done):
        st.caption("After your first try, or with a hint, you can run this code on the real classifier.")
        return
    name = f"practice_run_{attempt.question.id}"
    if st.button("Run this code", key=name, icon=":material/play_arrow:"):
        session.remember(name, run_stem(attempt.question, cached.trained(CLASSIFIER).pipeline))
    _outcome(session.remembered(name, None))


@turn.fragment
def option(asked: Asked, shown: Option) -> None:
    """The code of one option, after the stem's set-up: of one that was tried, or of any once the question is complete."""
    attempt, question = asked.attempt, asked.question
    assert isinstance(question, SingleQuestion | MultiQuestion)  # no other kind has options
    tried = any(shown.id in answer for answer in attempt.answers)
    if shown.code is None or not (tried or attempt.done):
        return
    name = f"practice_run_{question.id}_{shown.id}"
    if shown.code.strip() not in shown.text:
        st.code(shown.code.strip(), language="python")
    if st.button(
        "Run it", key=name, icon=":material/play_arrow:", help=f"Runs on the real classifier: {shown.text}"
    ):
        session.remember(name, run_option(question, shown.id, cached.trained(CLASSIFIER).pipeline))
    _outcome(session.remembered(name, None))


def _gives_a_value(code: Code | None) -> bool:
    """Whether the code ends in an expression; code that only sets names up shows nothing when it runs."""
    return code is not None and isinstance(ast.parse(code.text).body[-1], ast.Expr)


def _outcome(outcome: Outcome | None) -> None:
    if outcome is not None:
        code_outcome.show(outcome)
