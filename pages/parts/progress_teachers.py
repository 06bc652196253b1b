"""For teachers: the questions of practice and review as a file for their own system. The test's questions stay here.

Whoever opens this page could otherwise take the keys of the test away. The command line exports them too.
"""

import streamlit as st

from core.learning.teaching_export.export import FORMATS, Format
from pages.parts import cached, turn

_FORMAT, _VARIANTS = "progress_export_format", "progress_export_variants"
MOST_VARIANTS = 5


def show() -> None:
    """A quiet line that opens into the choice of a format, what it cannot carry, and the download."""
    box = st.expander("For teachers: take the questions with you", key="progress_teachers", on_change="rerun")
    if box.open:
        with box:
            _choose()


@turn.fragment
def _choose() -> None:
    st.markdown(
        "The questions of practice and review, with answers and feedback, for your own course. "
        "The test's questions are left out, so that the test stays a test."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        format: Format = st.selectbox(
            "Format", list(FORMATS), format_func=lambda name: FORMATS[name].title, key=_FORMAT, width=200
        )
        variants = st.number_input(
            "Variants",
            min_value=1,
            max_value=MOST_VARIANTS,
            key=_VARIANTS,
            width=160,
            help="How often a question with changing numbers is in the file, each time with other numbers.",
        )
    file = cached.teaching_export(format, int(variants))
    st.download_button(
        f"Download {file.questions} questions",
        data=file.content,
        file_name=f"batchwise-questions{FORMATS[format].suffix}",
        mime=FORMATS[format].mime,
        on_click="ignore",
        key="progress_export",
    )
    st.markdown(f"**What {FORMATS[format].title} cannot carry**")
    st.markdown("\n".join(f"- {loss.what}: {_counted(len(loss.questions))}" for loss in file.losses))


def _counted(n: int) -> str:
    return "1 question" if n == 1 else f"{n} questions"
