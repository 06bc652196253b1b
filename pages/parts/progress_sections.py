"""The parts of the progress page: what was read, measured and answered, each with its own empty state."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.experiment.result import LABEL
from core.learning.lesson_values import Lesson
from core.learning.path import counted, practice_of
from core.learning.progress import FinishedRun, Progress, QuestionProgress
from core.learning.question import Bank
from pages.parts import registry, session
from pages.parts.lesson_state import lesson_states

# The page stays short; the export has all of it.
SHOWN = 12


def nothing_yet(lesson: Lesson) -> None:
    """The whole page for somebody new: what will stand here, and where to begin."""
    st.markdown(
        "Nothing yet. Read a section, run the classifier or answer a question, and it will be here when you come back, "
        "with your newest runs on top."
    )
    if st.button("Start reading", type="primary", key="progress_start"):
        st.switch_page(registry.LESSON.script)
    st.caption(f"{lesson.reading_minutes} minutes, in {len(lesson.sections)} short sections")


def totals(progress: Progress, lessons: Sequence[Lesson], bank: Bank) -> None:
    """The four figures at the top."""
    practice, states = practice_of(progress, bank), lesson_states(progress, lessons)
    read, sections = sum(state.read for state in states), sum(state.sections for state in states)
    with st.grid(4, min_column_width=150, gap="medium"):
        st.metric("Sections read", f"{read} of {sections}")
        st.metric("Runs measured", f"{len(progress.runs):,}")
        st.metric("Guesses made", f"{len(progress.guesses):,}")
        st.metric(
            "Practice score", f"{practice.score:.2g} of {len(practice.questions)}" if practice.done else "–"
        )


def read(progress: Progress, lessons: Sequence[Lesson]) -> None:
    """How much of each lesson was read, and how its self-checks went."""
    states = lesson_states(progress, lessons)
    if not any(state.read for state in states):
        nothing(
            "You have not read a section yet.",
            lambda: st.page_link(registry.LESSON.script, label="Open the lesson"),
        )
        return
    rows = [f"| {state.lesson.title} | {state.read} of {state.sections} |" for state in states]
    with st.container(key="progress_read"):
        st.markdown("\n".join(["| Lesson | Sections read |", "|:--|:--|", *rows]))
    checks = progress.self_checks
    if checks:
        right = sum(check.correct is True for check in checks)
        st.caption(f"Self-checks in the lessons: {len(checks)} answered, {right} right at the first answer.")


def measured(progress: Progress) -> None:
    """The runs with what they found, newest first."""
    if not progress.runs:
        nothing(
            "You have not run anything yet.", lambda: st.page_link(registry.LAB.script, label="Open the lab")
        )
        return
    for finished in progress.runs[:SHOWN]:
        _run(finished)
    older(len(progress.runs))


def answered(progress: Progress, bank: Bank) -> None:
    """Each practice question with its state, tries, hints and score."""
    practice = practice_of(progress, bank)
    if all(question.state == "open" and not question.hints for question in practice.questions):
        nothing(
            "You have not answered a question yet.",
            lambda: st.page_link(registry.PRACTICE.script, label="Practise"),
        )
        return
    rows = [
        f"| {number} | {cell(bank.question(question.question).stem)} | {_state(question)} | {_score(question)} |"
        for number, question in enumerate(practice.questions, start=1)
    ]
    with st.container(key="progress_answers"):
        st.markdown("\n".join(["| No. | Question | State | Score |", "|:--|:--|:--|--:|", *rows]))
    st.caption("A score is out of 1. Each further try and each hint costs some of it.")


def _run(finished: FinishedRun) -> None:
    run = finished.run
    with st.container(key=f"progress_run_{run.run_id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(LABEL.get(run.engine, run.engine.upper()), color="gray", width="content")  # type: ignore[call-overload]
            st.caption(session.their_time(finished.at), width="content")
        st.markdown(run.finding or "This run has no finding.")


def nothing(words: str, link: Callable[[], object] | None) -> None:
    """An empty part: what is missing, and where to begin."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(words, width="content")
        if link is not None:
            link()


def older(n: int) -> None:
    """Says that there is more than is shown."""
    if n > SHOWN:
        st.caption(f"{counted(n - SHOWN, 'older one is', 'older ones are', none='')} in the export below.")


def _state(question: QuestionProgress) -> str:
    effort = [
        counted(question.tries, "try", "tries", none=""),
        counted(len(question.hints), "hint", "hints", none=""),
    ]
    return ", ".join([question.state, *filter(None, effort)])


def _score(question: QuestionProgress) -> str:
    return "–" if question.score is None else f"{question.score:.2f}"


def cell(markdown: str) -> str:
    """Our own text as it stands inside a table's cell: on one line, and no end of the cell in it."""
    return " ".join(markdown.split()).replace("|", "\\|")
