"""What was done, on the progress page: measured, read, answered and run as code, side by side behind their names."""

from collections.abc import Sequence

import streamlit as st

from core.learning.lesson_values import Lesson
from core.learning.progress import Progress
from core.learning.question import Bank
from pages.parts import cached, registry
from pages.parts.progress_sections import answered, cell, measured, nothing, read


def show(progress: Progress, lessons: Sequence[Lesson], bank: Bank) -> None:
    """The four of them; the export has all of it."""
    st.header("History", anchor=False)
    runs, sections, questions, snippets = st.tabs(["Measured", "Read", "Answered", "Code"])
    with runs:
        measured(progress)
    with sections:
        read(progress, lessons)
    with questions:
        answered(progress, bank)
    with snippets:
        ran(progress)


def ran(progress: Progress) -> None:
    """Each snippet that was run, in their order, as it stands today."""
    first = {(run.snippet, run.rev): run for run in progress.snippets}
    rows = []
    for snippet in cached.snippets():
        run = first.get((snippet.id, snippet.rev))
        if run is not None:
            said, came = snippet.choice(run.choice), snippet.choice(run.came)
            words = "as you said" if run.choice == run.came else "not what you expected"
            texts = (cell(choice.text) if choice else "–" for choice in (said, came))
            rows.append(f"| {snippet.title} | {' | '.join(texts)} | {words} |")
    if not rows:
        nothing(
            "You have not run a snippet yet.",
            lambda: st.page_link(registry.CODE.script, label="Open the snippets"),
        )
        return
    st.markdown("\n".join(["| Snippet | You said | It was | Result |", "|:--|:--|:--|:--|", *rows]))
