"""A sheet on the page: its sections side by side in columns, and a button that prints it."""

from pathlib import Path

import streamlit as st

from core.learning.lesson_values import Lesson, Prose

HERE = Path(__file__).parent

_print = st.components.v2.component(
    "sheet_print",
    html='<button type="button">Print</button>',
    css=(HERE / "sheet_print.css").read_text(encoding="utf-8"),
    js="""export default function ({ parentElement }) {
  parentElement.querySelector("button").onclick = () => window.print();
}""",
)


def show(sheet: Lesson) -> None:
    """The sections in order; each keeps together when columns break."""
    st.html(HERE / "sheet.css")
    with st.container(key="sheet_print"):
        _print(key="sheet_print_button")
    with st.container(key="sheet"):
        for section in sheet.sections:
            with st.container(key=f"sheet_{section.id}", gap="xsmall"):
                st.header(section.title, anchor=section.id)
                for block in section.blocks:
                    assert isinstance(block, Prose)  # a sheet has no figures: it is for paper
                    st.markdown(block.markdown)
