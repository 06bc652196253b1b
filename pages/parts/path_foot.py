"""The end of every page: the path with what is done of it, the next step, and the way to the glossary."""

from html import escape

import streamlit as st

from pages.parts import cached, path_state, registry
from pages.parts.path_state import Stand

PAGES = {page.url_path: page for page in registry.PAGES}


def show(url_path: str) -> None:
    """Drawn after the page. While a test question is open there is nothing: it would only distract."""
    stand = path_state.stand()
    if url_path == registry.TEST.url_path and st.query_params.get("test", "") == stand.open_test != "":
        return
    with st.container(key="path_foot", gap="small"):
        if url_path != registry.HOME.url_path:  # home has both at its top
            stages(stand)
            with st.container(key="path_next", horizontal=True, vertical_alignment="center", gap="small"):
                _next(stand, url_path)
        with st.container(key="path_more", horizontal=True, gap="medium"):
            st.page_link(registry.GLOSSARY.script, label="Glossary: every term in one sentence")


def stages(stand: Stand) -> None:
    """The stages in a row, each with its state in words for those who cannot see the marks."""
    ahead = next((stage for stage in stand.stages if not stage.done), None)
    items = []
    for stage in stand.stages:
        state = "done" if stage.done else "next" if stage is ahead else "to come"
        mark = '<span aria-hidden="true">✓</span>' if stage.done else ""
        words = f'{mark}<b>{escape(stage.name)}</b><span class="unseen">, {state}</span>'
        items.append(f'<li class="{state.replace(" ", "-")}">{words}</li>')
    st.html(f'<ol class="path" aria-label="The path">{"".join(items)}</ol>')


def _next(stand: Stand, url_path: str) -> None:
    step = stand.step
    shown = st.query_params.get("lesson", cached.lessons()[0].id)
    if step.place == url_path and step.query.get("lesson", shown) == shown:
        st.markdown(f"**Next, on this page:** {step.label.lower()}. {step.why}.")
        return
    st.page_link(
        PAGES[step.place].script, label=f"Next: {step.label.lower()}", query_params=dict(step.query) or None
    )
    st.caption(step.why, width="content")
